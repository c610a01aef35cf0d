"""The one file that knows httpx: a shared client with limits on everything, and downloads that trust nobody."""

import asyncio
import base64
import binascii
import ipaddress
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpx

from generation.providers.errors import Lost, ProviderError, Timeout, Unreachable, Upstream
from generation.providers.large import LARGE_BYTES, PIECE, read, written

ANSWER_BYTES: Final = 96 * 2**20  # four pictures of 4096 px as base64
FAILURE_BYTES: Final = 2**20  # of a failure: its words
PICTURE_BYTES: Final = 40 * 2**20
CONNECT_S: Final = 10.0
READ_S: Final = 30.0  # between two pieces of an answer; a synchronous painter asks for more
HOPS: Final = 3
FETCHES: Final = 5  # times that a picture is asked for: it is paid for, and a store of files stumbles now and then
FETCH_PAUSE_S: Final = 1.0  # after the first time; then twice as long each time
LONGEST_FETCH_PAUSE_S: Final = 30.0  # whatever Retry-After says: who waits for the order has a deadline
MIMES: Final = ("image/jpeg", "image/png", "image/webp")
_MAGIC: Final = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
_PIECE: Final = 2**20  # characters of base64 at a time: whatever is decoded holds up all threads meanwhile (20 MB: 0.2 s)
_PIECE_READ: Final = 3 * 2**16  # bytes of a picture: as many times three, so that nothing is filled up in between
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_OK: Final = 200
_FAILED: Final = 300
_THEIR_FAULT: Final = 500
_PASSING: Final = frozenset({404, 408, 425, 429})  # a picture may not have come round to all of a store yet
# IPv4-mapped, IPv4-compatible and NAT64 (RFC 4291, RFC 6052): the last 32 bits are an IPv4 address.
_LAST_IS_IPV4: Final = tuple(ipaddress.IPv6Network(net) for net in ("::ffff:0:0/96", "::ffff:0:0:0/96", "::/96", "64:ff9b::/96"))
_LOCAL_NAT64: Final = ipaddress.IPv6Network("64:ff9b:1::/48")
_ISATAP: Final = 0x5EFE  # in the middle, with or without the bit of a global address (RFC 5214)

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make. `json` or `form` with `files` (name, file name, bytes, mime); `wait_s` for slow synchronous answers.

    `address`: connect to this one, whatever the name in `url` means by now. `pieces`: the JSON once it is written out (`packed`).
    """

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    form: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[tuple[str, tuple[str, bytes, str]]] = ()
    wait_s: float = READ_S
    address: str = ""
    pieces: Sequence[bytes] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's successes

    def json(self) -> Any:
        """The parsed body. Raises Upstream where it is none. CPU work where it is `large`."""
        try:
            return read(self.body) if self.large else json.loads(self.body)
        except (ValueError, RecursionError):
            raise Upstream(f"HTTP {self.status} with a body that is no JSON") from None

    def object(self) -> dict[str, Any]:
        """The parsed body, which must be an object. Raises Upstream."""
        value = self.json()
        if not isinstance(value, dict):
            raise Upstream(f"HTTP {self.status} with JSON that is no object")
        return value

    @property
    def large(self) -> bool:
        """Whether it is read in the pool."""
        return len(self.body) >= LARGE_BYTES

    @property
    def said(self) -> str:
        """A vendor's own words about a failure: `error`, `message` or `detail`, as text or in an object."""
        try:
            body = self.json()
        except Upstream:
            return ""
        for name in ("error", "detail", "message"):
            if isinstance(body, dict) and name in body:
                body = body[name]
        return body if isinstance(body, str) else json.dumps(body)

    @property
    def retry_after_s(self) -> float | None:
        """What `Retry-After` asks for in seconds; a date (nobody seen here sends one) counts as nothing said."""
        try:
            return max(0.0, float(self.headers["retry-after"]))
        except (KeyError, ValueError):
            return None


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _NotYetError(Exception):
    """A picture did not come this time. `why`, and for how long its host asks us to wait."""

    def __init__(self, why: ProviderError, asked_s: float | None = None) -> None:
        super().__init__(str(why))
        self.why = why
        self.asked_s = asked_s or 0.0


class _TooLargeError(Exception):
    """Why an answer is lost that is too large however often it is asked for."""


class Http:
    """One client for all providers. Redirects are never followed by itself, for headers hold keys."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None, resolve: Resolve = resolve) -> None:
        """`transport` and `resolve` are for tests."""
        self._client = httpx.AsyncClient(
            transport=transport,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=64, max_keepalive_connections=16),
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S, pool=READ_S),
            headers={"User-Agent": "pincel"},
        )
        self._resolve = resolve

    async def close(self) -> None:
        await self._client.aclose()

    async def send(self, ask: Ask, *, most_bytes: int = ANSWER_BYTES) -> Answer:
        """Make a request; any HTTP status is an answer, of failures the first MiB.

        Raises Unreachable when it never left, Timeout or Lost when it did and the answer did not come or not whole, else Upstream.
        """
        body: dict[str, Any] = {}
        headers = dict(ask.headers)
        if ask.pieces:
            body["content"] = _streamed(ask.pieces)
            headers |= {"Content-Type": "application/json", "Content-Length": str(sum(map(len, ask.pieces)))}
        elif ask.json is not None:
            body["json"] = ask.json
        if ask.form:
            body["data"] = dict(ask.form)
        if ask.files:
            body["files"] = list(ask.files)
        timeout = httpx.Timeout(ask.wait_s, connect=CONNECT_S, pool=READ_S)
        try:
            request = self._client.build_request(ask.method, ask.url, headers=headers, timeout=timeout, **body)
            if ask.address:
                request.extensions["sni_hostname"] = request.url.host  # the certificate is still the name's
                request.url = request.url.copy_with(host=ask.address)  # the Host header is already set
            # The time between pieces is bounded by httpx, the whole by us: a drip must not hold a job for ever.
            async with asyncio.timeout(ask.wait_s * 2 + CONNECT_S):
                return await self._read(request, most_bytes)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unreachable(_said(error)) from None
        except (httpx.TimeoutException, TimeoutError) as error:
            raise Timeout(_said(error)) from None
        except (httpx.ReadError, httpx.RemoteProtocolError, httpx.DecodingError) as error:
            raise Lost(_said(error)) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Upstream(_said(error)) from None

    async def _read(self, request: httpx.Request, most_bytes: int) -> Answer:
        answer = await self._client.send(request, stream=True)
        try:
            parts, size = [], 0
            async for part in answer.aiter_bytes():
                size += len(part)
                if size > most_bytes:
                    raise Lost(f"an answer of more than {most_bytes} bytes") from _TooLargeError()
                parts.append(part)
                if size > FAILURE_BYTES and answer.status_code >= _FAILED:
                    break
        finally:
            await answer.aclose()
        return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, b"".join(parts))

    async def download(self, url: str, *, hosts: Sequence[str], trusted: str = "") -> tuple[bytes, str]:
        """The picture at an address that a provider named: its bytes and its mime type, found out from the bytes.

        Fetched without any of our headers; HTTPS only, from `hosts` or their subdomains only, redirects too; an address that is
        not public is refused and the one that was looked at is the one connected to. `trusted` is the operator's own base URL:
        pictures from that very origin (a server at home) are fetched as they are.

        Asked for again after what may pass: trouble on the way, a host that stumbles, a picture that is not there yet.
        Raises Upstream and Timeout; never Unreachable, for what has been painted must not be ordered, and paid, once more.
        """
        if url.startswith("data:"):
            return _inline(url)
        pause, left = FETCH_PAUSE_S, FETCHES
        while True:
            try:
                return await self._downloaded(url, hosts, trusted)
            except _NotYetError as error:
                left -= 1
                if not left:
                    raise error.why from None
                asked_s = min(error.asked_s, LONGEST_FETCH_PAUSE_S)
            await asyncio.sleep(max(pause, asked_s))
            pause *= 2

    async def _downloaded(self, url: str, hosts: Sequence[str], trusted: str) -> tuple[bytes, str]:
        for _ in range(HOPS + 1):
            try:
                answer = await self.send(await self._checked(url, hosts, trusted), most_bytes=PICTURE_BYTES)
            except Unreachable as error:
                raise _NotYetError(Timeout(f"a picture that can not be fetched: {error.text}")) from None
            except (Timeout, Lost) as error:
                if isinstance(error.__cause__, _TooLargeError):
                    raise
                raise _NotYetError(error) from None
            if answer.status in _REDIRECTS and "location" in answer.headers:
                url = _joined(url, answer.headers["location"])
                continue
            if answer.status != _OK:
                why = Upstream(f"HTTP {answer.status} for a picture")
                passing = answer.status in _PASSING or answer.status >= _THEIR_FAULT
                raise _NotYetError(why, answer.retry_after_s) if passing else why
            return picture(answer.body)
        raise Upstream("a picture behind too many redirects")

    async def _checked(self, url: str, hosts: Sequence[str], trusted: str) -> Ask:
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port or 443
        except ValueError:
            raise Upstream("a picture at an address that is none") from None
        if trusted and _origin(url) == _origin(trusted):
            return Ask("GET", url)
        if not within(url, hosts):
            raise Upstream(f"a picture at {parts.scheme}://{host}, where this provider keeps none")
        try:
            async with asyncio.timeout(CONNECT_S):
                addresses = await self._resolve(host, port)
        except (OSError, TimeoutError) as error:
            raise Unreachable(_said(error)) from None
        except UnicodeError:  # a label that is empty or too long
            raise Upstream("a picture at an address that is none") from None
        if not addresses or not all(is_public(address) for address in addresses):
            raise Upstream(f"a picture at {host}, which is not a public address")
        return Ask("GET", url, address=addresses[0])


def is_public(address: str) -> bool:
    """Whether it is an address of the public internet, with whatever IPv4 address it carries.

    A gateway or tunnel takes what is sent to 64:ff9b::7f00:1 or 2002:7f00:1:: to 127.0.0.1, so that is what such an address means.
    """
    plain = ipaddress.ip_address(address.partition("%")[0])
    carried = [] if isinstance(plain, ipaddress.IPv4Address) else _carried(plain)
    return all(one.is_global for one in (plain, *carried))


def _carried(address: ipaddress.IPv6Address) -> Sequence[ipaddress.IPv4Address]:
    """The IPv4 addresses that a translated or tunnelled one stands for."""
    if address in _LOCAL_NAT64:  # each network writes it in a way of its own, so nobody can tell
        return [ipaddress.IPv4Address(0)]
    if address.sixtofour is not None:
        return [address.sixtofour]
    isatap = int(address) >> 32 & 0xFCFF_FFFF == _ISATAP
    last = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return [*(address.teredo or ()), *([last] if isatap or any(address in net for net in _LAST_IS_IPV4) else [])]


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise Upstream("a picture behind a redirect to an address that is none") from None


def within(url: str, hosts: Sequence[str], trusted: str = "") -> bool:
    """Whether it is HTTPS on one of these hosts or their subdomains, or of the very origin of `trusted`."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        if trusted and _origin(url) == _origin(trusted):
            return True
    except ValueError:
        return False
    return parts.scheme == "https" and any(host == own or host.endswith(f".{own}") for own in hosts)


def packed(ask: Ask) -> Ask:
    """The request with its JSON written out. CPU work: runs in the pool, and lets go of the interpreter after each piece.

    Four large pictures in one body are 50 MB, which written in one go hold up everybody for a third of a second.
    """
    if ask.json is None:
        return ask
    pieces, small = [], bytearray()
    for part in written(ask.json):
        small += part
        if len(small) >= PIECE:
            pieces.append(bytes(small))
            small.clear()
    return replace(ask, json=None, pieces=(*pieces, bytes(small)) if small else tuple(pieces))


async def _streamed(pieces: Sequence[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def encoded(data: bytes) -> str:
    """A picture in base64. CPU work, done a part at a time as `packed` does it."""
    return "".join(base64.b64encode(data[start : start + _PIECE_READ]).decode() for start in range(0, len(data), _PIECE_READ))


def picture(data: bytes) -> tuple[bytes, str]:
    """The bytes with their mime type by their first bytes, whatever a header claims. Raises Upstream for what is no picture."""
    if len(data) > PICTURE_BYTES:
        raise Upstream(f"a picture of {len(data)} bytes")
    for magic, mime in _MAGIC:
        if data.startswith(magic):
            return data, mime
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return data, "image/webp"
    raise Upstream("what should be a picture is none")


def decoded(text: str) -> tuple[bytes, str]:
    """A picture in base64, with or without a `data:` head. Raises Upstream. CPU work: runs in the pool."""
    if text.startswith("data:"):
        return _inline(text)
    if len(text) > PICTURE_BYTES * 4 // 3 + 4:
        raise Upstream(f"a picture of {len(text)} characters")
    try:
        pieces = [base64.b64decode(text[start : start + _PIECE], validate=True) for start in range(0, len(text), _PIECE)]
        return picture(b"".join(pieces))
    except (binascii.Error, ValueError):
        raise Upstream("a picture in base64 that is none") from None


def _inline(url: str) -> tuple[bytes, str]:
    head, _, body = url.partition(",")
    if not head.endswith(";base64"):
        raise Upstream("a data URL that is not base64")
    return decoded(body)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"https": 443, "http": 80}.get(parts.scheme)


def _said(error: Exception) -> str:
    """The kind of trouble only: the message of a library may hold an address with a key in it."""
    return type(error).__name__
