"""A page from the web: public hosts only, a bounded number of bytes, in a bounded time."""

import ipaddress
import socket
from time import monotonic
from typing import Any
from urllib.parse import urljoin

import httpx

from pipeline.errors import SourceError
from pipeline.ingest.source import LIMIT, Source, too_large

TIMEOUT = 20.0  # seconds for one answer; the whole page has three times as much
REDIRECTS = 5
_AGENT = "wathiqa (reads one page on a user's request)"
_READABLE = ("text/html", "application/xhtml+xml", "text/plain")


def load(source: Source) -> bytes:
    """The bytes of the page. Raises SourceError where the host is private, the answer no page, or the wait too long."""
    url = source.url or source.name
    deadline = monotonic() + 3 * TIMEOUT
    try:
        with httpx.Client(timeout=TIMEOUT, trust_env=False) as client:
            for _ in range(REDIRECTS + 1):
                with client.stream("GET", **_request(source.name, url)) as answer:
                    if not answer.is_redirect:
                        return _body(source.name, answer, deadline)
                    url = urljoin(url, answer.headers.get("location", ""))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise SourceError(
            source.name, f"cannot be fetched: {error or type(error).__name__}", "try again later"
        ) from error
    raise SourceError(source.name, "too many redirections", "give the page's final address")


def _request(name: str, url: str) -> dict[str, Any]:
    """A request to the very address that was checked: a second look at the name might give another."""
    parts = httpx.URL(url)
    if parts.scheme not in ("http", "https") or not parts.host:
        raise SourceError(
            name, f"leads to {url[:80]}, which is no page of the web", "give an address with http or https"
        )
    host = parts.raw_host.decode("ascii")
    return {
        "url": parts.copy_with(host=_address(name, host, parts.port or (443 if parts.scheme == "https" else 80))),
        "headers": {"host": parts.netloc.decode("ascii"), "user-agent": _AGENT, "accept": ", ".join(_READABLE)},
        "extensions": {"sni_hostname": host},
    }


def _address(name: str, host: str, port: int) -> str:
    """The address of a host. Raises SourceError unless every address that the name has is public."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)}
    except (socket.gaierror, UnicodeError) as error:
        raise SourceError(name, f"no such host: {host}", "check the address and the network") from error
    for address in found:
        if not is_public(address):
            raise SourceError(name, f"{host} is a host of a private network", "save the page and ingest the file")
    return min(found, key=lambda address: (":" in address, address))


def is_public(address: str) -> bool:
    """`8.8.8.8` yes; `127.0.0.1`, `10.1.2.3`, `169.254.169.254` and `::ffff:127.0.0.1` no."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = (ip.ipv4_mapped or ip.sixtofour) if isinstance(ip, ipaddress.IPv6Address) else None
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


def _body(name: str, answer: httpx.Response, deadline: float) -> bytes:
    if answer.is_error:
        raise SourceError(name, f"the server answered {answer.status_code}", "check the address in a browser")
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in _READABLE:
        raise SourceError(name, f"no reader for {kind[:40]} from the web yet", "save the file and ingest that")
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > LIMIT:
            raise too_large(name)
        if monotonic() > deadline:
            raise SourceError(name, f"took more than {3 * TIMEOUT:.0f} seconds", "try again later")
    return bytes(body)
