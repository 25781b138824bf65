"""What a site asks of robots (robots.txt, RFC 9309): which pages they may read, and how long they shall wait."""

from dataclasses import dataclass
from urllib.robotparser import RobotFileParser

AGENT = "wathiqa"


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules as they hold for us. `pause` is in seconds."""

    parser: RobotFileParser
    pause: float = 0.0

    def allow(self, url: str) -> bool:
        """Whether the page may be read."""
        return self.parser.can_fetch(AGENT, url)


def rules(data: bytes) -> Rules:
    """`User-agent: *`, `Disallow: /private` -> everything but /private."""
    parser = RobotFileParser()
    parser.parse(data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
    return Rules(parser, float(parser.crawl_delay(AGENT) or 0))


ALL = rules(b"")
NONE = rules(b"User-agent: *\nDisallow: /")
