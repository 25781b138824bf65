"""A page from the web: public hosts only, politely, a bounded number of bytes, in a bounded time."""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any
from urllib.parse import urljoin

import httpx

from pipeline.errors import SourceError
from pipeline.ingest.robots import AGENT, ALL, NONE, Rules, rules
from pipeline.ingest.source import LIMIT, TYPES, Source, too_large

TIMEOUT = 20.0  # seconds for one answer; the whole page has three times as much
REDIRECTS = 5
PAUSE = 1.0  # seconds between two requests to one host, unless it asks for more
_LONGEST_PAUSE = 30.0
_TRUST = 3600.0  # seconds that a host's rules are remembered
_RULES = 512 * 1024  # bytes of a robots.txt
# NAT64 (RFC 6052) and the old IPv4-compatible form: the last four bytes are the host that is meant.
_GATEWAYS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215: of a network's own
_USER_AGENT = f"{AGENT} (reads pages on a user's request)"
_PAGES = ("text/html", "application/xhtml+xml", "text/plain", *([TYPES[".pdf"]] if ".pdf" in TYPES else []))


def load(source: Source) -> bytes:
    """The bytes of a page. Raises SourceError where the host is private, the answer no page, or the wait too long."""
    return fetch(source.name, source.url or source.name, _PAGES, private=source.private)


def fetch(name: str, url: str, kinds: Sequence[str], *, private: bool = False) -> bytes:
    """The body of an answer of one of these kinds, as asked by `name`. `private` hosts are asked only when told.

    Raises SourceError where the address leads inside a private network, the site asks robots to stay away, the answer
    is something else, or the wait too long.
    """
    deadline = monotonic() + 3 * TIMEOUT
    try:
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as client:
            visit = _Visit(name, client, private, deadline)
            for _ in range(REDIRECTS + 1):
                visit.ask(url)
                with client.stream("GET", **visit.request(url, kinds)) as answer:
                    if not answer.is_redirect:
                        return _body(name, answer, kinds, deadline)
                    url = urljoin(url, answer.headers.get("location", ""))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:  # ValueError: `Location: http://[`
        raise SourceError(name, f"cannot be fetched: {error or type(error).__name__}", "try again later") from error
    raise SourceError(name, "too many redirections", "give the page's final address")


@dataclass(slots=True)
class _Host:
    """What is remembered of a host: its rules, until when, and when it was asked last."""

    rules: Rules = ALL
    known_until: float = 0.0
    asked: float = field(default=-_LONGEST_PAUSE)


_hosts: dict[str, _Host] = {}


@dataclass(frozen=True, slots=True)
class _Visit:
    """A page on its way, from one address to the next."""

    name: str
    client: httpx.Client
    private: bool
    deadline: float

    def ask(self, url: str) -> None:
        """Wait for one's turn, and see whether the host lets robots read the page. Raises SourceError where not."""
        parts = self._parts(url)
        host = _hosts.setdefault(f"{parts.scheme}://{parts.netloc.decode('ascii')}", _Host())
        if host.known_until < monotonic():
            host.rules, host.known_until = self._rules(url), monotonic() + _TRUST
            host.asked = monotonic()
        if not host.rules.allow(url):
            hint = "save the page in a browser and ingest the file, if you may"
            raise SourceError(self.name, f"{parts.host} asks robots not to read it (robots.txt)", hint)
        pause = max(PAUSE, min(host.rules.pause, _LONGEST_PAUSE)) if PAUSE else 0.0
        sleep(max(0.0, host.asked + pause - monotonic()))
        host.asked = monotonic()

    def _rules(self, url: str) -> Rules:
        """A host without a robots.txt allows everything; one that cannot give it (5xx) nothing (RFC 9309)."""
        here = urljoin(url, "/robots.txt")
        for _ in range(REDIRECTS + 1):
            with self.client.stream("GET", **self.request(here, ("text/plain",))) as answer:
                if answer.is_redirect:
                    here = urljoin(here, answer.headers.get("location", ""))
                    continue
                if answer.is_error:
                    return NONE if answer.is_server_error else ALL
                body = bytearray()
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) >= _RULES:
                        break
                    _in_time(self.name, self.deadline)
                return rules(bytes(body[:_RULES]))
        return ALL

    def request(self, url: str, kinds: Sequence[str]) -> dict[str, Any]:
        """A request to the very address that was checked: a second look at the name might give another."""
        parts = self._parts(url)
        host = parts.raw_host.decode("ascii")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        return {
            "url": parts.copy_with(host=self._address(host, port)),
            "headers": {
                "host": parts.netloc.decode("ascii"),
                "user-agent": _USER_AGENT,
                "accept": ", ".join(kinds),
            },
            "extensions": {"sni_hostname": host},
        }

    def _parts(self, url: str) -> httpx.URL:
        parts = httpx.URL(url)
        if parts.scheme not in ("http", "https") or not parts.host:
            cause = f"leads to {url[:80]}, which is no page of the web"
            raise SourceError(self.name, cause, "give an address with http or https")
        return parts

    def _address(self, host: str, port: int) -> str:
        """The address of a host. Raises SourceError unless every address that the name has is public."""
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)}
        except (socket.gaierror, UnicodeError) as error:
            raise SourceError(self.name, f"no such host: {host}", "check the address and the network") from error
        for address in found:
            if not (self.private or is_public(address)):
                hint = "save the page and ingest the file, or say --private if that host is meant"
                raise SourceError(self.name, f"{host} is a host of a private network", hint)
        return min(found, key=lambda address: (":" in address, address))


def is_public(address: str) -> bool:
    """`8.8.8.8` yes; `127.0.0.1`, `10.1.2.3`, `169.254.169.254` and `::ffff:127.0.0.1` no."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or _translated(ip)
        if ip.is_site_local or ip in _LOCAL_NAT64 or (inner is not None and not is_public(str(inner))):
            return False
    return ip.is_global and not ip.is_multicast


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 host that a gateway passes on to: `64:ff9b::7f00:1` and `::7f00:1` -> 127.0.0.1."""
    inside = any(ip in network for network in _GATEWAYS)
    return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if inside else None


def _body(name: str, answer: httpx.Response, kinds: Sequence[str], deadline: float) -> bytes:
    if answer.is_error:
        raise SourceError(name, f"the server answered {answer.status_code}", "check the address in a browser")
    kind = answer.headers.get("content-type", kinds[0]).partition(";")[0].strip().lower()
    if kind not in kinds:
        raise SourceError(name, f"not what was asked for, but {kind[:40]}", "save the file and ingest that")
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > LIMIT:
            raise too_large(name)
        _in_time(name, deadline)
    return bytes(body)


def _in_time(name: str, deadline: float) -> None:
    if monotonic() > deadline:
        raise SourceError(name, f"took more than {3 * TIMEOUT:.0f} seconds", "try again later")
