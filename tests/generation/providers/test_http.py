"""The HTTP client: what it refuses to fetch, however the vendor asks, and how trouble on the way is told."""

import base64
import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.catalog import Model
from generation.ports import Order
from generation.providers.at_once import AtOnceProvider
from generation.providers.base import Done, Given
from generation.providers.errors import Lost, ProviderError, RateLimited, Refused, Timeout, Unreachable, Upstream
from generation.providers.http import FETCHES, PICTURE_BYTES, Answer, Ask, Http, decoded, encoded, packed, picture
from generation.providers.large import LARGE_BYTES
from generation.providers.openai import OpenAIImagesProvider
from generation.safety.prompt import SafePrompt
from tests.generation.providers.desk import JPEG, KEY, PNG, Desk, Says, flood, order, safe

HERE = "https://img.example.org/1.jpg"
HOSTS = ("example.org",)


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.providers.http.FETCH_PAUSE_S", 0.0)


async def fetched(desk: Desk, url: str = HERE, trusted: str = "") -> tuple[bytes, str]:
    return await desk.http.download(url, hosts=HOSTS, trusted=trusted)


async def test_a_picture_comes_without_our_headers(desk: Desk) -> None:
    desk.says(f"GET {HERE}", Says(content=JPEG, headers={"content-type": "text/html"}))
    assert await fetched(desk) == (JPEG, "image/jpeg"), "what it is, its bytes say"
    assert "authorization" not in desk.sent[0].headers
    assert desk.sent[0].to == "93.184.216.34", "the address that was looked at is the one that was asked"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "100.64.0.1"),
        *("::ffff:127.0.0.1", "::ffff:0:10.0.0.8", "::127.0.0.1"),  # mapped, translated, compatible
        *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808"),  # NAT64
        *("2002:7f00:1::", "2002:a00:8::1", "2001:0:808:808::f5ff:fffe", "2001:4860::5efe:7f00:1"),  # 6to4, Teredo, ISATAP
    ],
)
async def test_nothing_is_fetched_from_an_address_that_is_not_public(desk: Desk, address: str) -> None:
    desk.addresses["img.example.org"] = ["93.184.216.34", address]
    with pytest.raises(Upstream, match="not a public address"):
        await fetched(desk)
    assert desk.sent == []


@pytest.mark.parametrize("address", ["2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
async def test_what_carries_a_public_address_is_public(desk: Desk, address: str) -> None:
    """A network without IPv4 of its own reaches a vendor that has nothing else through NAT64."""
    desk.addresses["img.example.org"] = [address]
    desk.says(f"GET {HERE}", Says(content=JPEG))
    assert await fetched(desk) == (JPEG, "image/jpeg")


@pytest.mark.parametrize(
    "url",
    [
        "http://img.example.org/1.jpg",
        "https://img.example.org.evil.net/1.jpg",
        "https://evilexample.org/1.jpg",
        "https://example.org@evil.net/1.jpg",
        "gopher://img.example.org/1.jpg",
        "https://[broken/1.jpg",
        "ftp://img.example.org/1.jpg",
    ],
)
async def test_only_the_vendors_own_hosts_by_https(desk: Desk, url: str) -> None:
    with pytest.raises(Upstream):
        await fetched(desk, url)
    assert desk.sent == []


@pytest.mark.parametrize("to", ["https://127.0.0.1/x.jpg", "http://img.example.org/2.jpg", "https://evil.net/2.jpg"])
async def test_a_redirect_is_looked_at_like_the_first_address(desk: Desk, to: str) -> None:
    desk.says(f"GET {HERE}", Says(302, headers={"location": to}))
    with pytest.raises(Upstream):
        await fetched(desk)
    assert len(desk.sent) == 1


async def test_a_good_redirect_is_followed_but_not_for_ever(desk: Desk) -> None:
    desk.says(f"GET {HERE}", Says(302, headers={"location": "/2.jpg"}))
    desk.says("GET https://img.example.org/2.jpg", Says(content=PNG))
    assert await fetched(desk) == (PNG, "image/png")
    desk.says(f"GET {HERE}", Says(302, headers={"location": HERE}))
    with pytest.raises(Upstream, match="too many redirects"):
        await fetched(desk)


async def test_the_operators_own_server_may_be_at_home(desk: Desk) -> None:
    desk.says("GET http://127.0.0.1:7860/file=1.png", Says(content=PNG))
    home = "http://127.0.0.1:7860/sdapi"
    assert await fetched(desk, "http://127.0.0.1:7860/file=1.png", home) == (PNG, "image/png")
    with pytest.raises(Upstream):
        await fetched(desk, "http://127.0.0.1:22/file=1.png", home)


async def test_a_picture_without_end_is_let_go(desk: Desk) -> None:
    desk.says(f"GET {HERE}", flood(50))
    with pytest.raises(Upstream, match="more than"):
        await fetched(desk)


@pytest.mark.parametrize("says", [Says(404), Says(content=b"<html>"), Says(content=b"RIFF0000WAVE"), Says(content=b"")])
async def test_what_is_no_picture_is_none(desk: Desk, says: Says) -> None:
    desk.says(f"GET {HERE}", says)
    with pytest.raises(Upstream):
        await fetched(desk)


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (httpx.ConnectError, Timeout),
        (httpx.ConnectTimeout, Timeout),
        (httpx.ReadTimeout, Timeout),
        (httpx.RemoteProtocolError, Lost),
        (httpx.WriteError, Upstream),
    ],
)
async def test_trouble_on_the_way_is_told_without_the_address(
    desk: Desk, trouble: type[httpx.TransportError], told: type[ProviderError]
) -> None:
    desk.says(f"GET {HERE}", Says(raises=trouble))
    with pytest.raises(ProviderError) as caught:
        await fetched(desk)
    assert type(caught.value) is told
    assert KEY not in str(caught.value)
    assert not caught.value.again, "who names a picture has painted it: nothing is ordered, and paid, once more"


PASSES = (
    *(Says(raises=away) for away in (httpx.ConnectError, httpx.ConnectTimeout)),
    *(Says(raises=away) for away in (httpx.ReadError, httpx.ReadTimeout, httpx.RemoteProtocolError)),
    *(Says(status) for status in (404, 408, 425, 429, 500, 503)),
)


@pytest.mark.parametrize("says", PASSES)
async def test_a_picture_is_asked_for_again_after_what_may_pass(desk: Desk, says: Says) -> None:
    desk.says(f"GET {HERE}", *[says] * (FETCHES - 1), Says(content=JPEG))
    assert await fetched(desk) == (JPEG, "image/jpeg")
    desk.sent.clear()
    desk.says(f"GET {HERE}", says)
    with pytest.raises((Upstream, Timeout)):
        await fetched(desk)
    assert len(desk.sent) == FETCHES


@pytest.mark.parametrize("says", [Says(403), Says(410), Says(content=b"<html>"), flood(50)])
async def test_what_does_not_pass_is_asked_for_once(desk: Desk, says: Says) -> None:
    desk.says(f"GET {HERE}", says)
    with pytest.raises(Upstream):
        await fetched(desk)
    assert len(desk.sent) == 1


async def test_a_host_that_asks_for_time_gets_it_but_not_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("generation.providers.http.asyncio.sleep", sleep)
    asks = (Says(429, headers={"retry-after": wish}) for wish in ("7", "3600"))
    desk.says(f"GET {HERE}", *asks, Says(content=JPEG))
    await fetched(desk)
    assert slept == [7, 30]


@pytest.mark.parametrize("away", [httpx.ConnectError, httpx.ConnectTimeout])
async def test_a_request_that_never_left_is_told_as_such(desk: Desk, away: type[httpx.TransportError]) -> None:
    desk.says(f"GET {HERE}", Says(raises=away))
    with pytest.raises(Unreachable) as caught:
        await desk.http.send(Ask("GET", HERE))
    assert caught.value.again


@pytest.mark.parametrize(
    "to", ["https://[broken/1.jpg", "//[::1", "https://a..example.org/1.jpg", f"https://{'a' * 64}.example.org/"]
)
async def test_a_redirect_to_an_address_that_is_none(to: str) -> None:
    async def found(host: str, _port: int) -> Sequence[str]:
        host.encode("idna")  # as the computer does
        return ["93.184.216.34"]

    http = Http(httpx.MockTransport(lambda _request: httpx.Response(302, headers={"location": to})), found)
    with pytest.raises(Upstream):
        await http.download(HERE, hosts=HOSTS)
    await http.close()


async def test_a_name_that_leads_nowhere(desk: Desk) -> None:
    async def nowhere(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    http = Http(transport=httpx.MockTransport(lambda _request: httpx.Response(200)), resolve=nowhere)
    with pytest.raises(Timeout):
        await http.download(HERE, hosts=HOSTS)
    await http.close()
    assert desk.sent == []


async def test_an_address_that_is_none_is_no_crash(desk: Desk) -> None:
    with pytest.raises(Upstream):
        await desk.http.send(Ask("GET", "https://[::1/"))


async def test_what_retry_after_asks_for(desk: Desk) -> None:
    waits = []
    for header in ({"retry-after": "7"}, {"Retry-After": "-3"}, {"retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"}, {}):
        desk.says(f"GET {HERE}", Says(429, headers=header))
        waits.append((await desk.http.send(Ask("GET", HERE))).retry_after_s)
    assert waits == [7.0, 0.0, None, None]


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"cut', b"\xff\xfe", b"[1]"])
async def test_garbage_is_no_object(desk: Desk, body: bytes) -> None:
    desk.says(f"GET {HERE}", Says(content=body))
    with pytest.raises(Upstream):
        (await desk.http.send(Ask("GET", HERE))).object()


def test_pictures_inside_the_answer() -> None:
    text = base64.b64encode(JPEG).decode()
    assert decoded(text) == decoded(f"data:image/png;base64,{text}") == (JPEG, "image/jpeg")
    for bad in ("", "%%%", "data:image/png,abc", base64.b64encode(b"<svg>").decode(), "A" * (PICTURE_BYTES * 2)):
        with pytest.raises(Upstream):
            decoded(bad)
    with pytest.raises(Upstream, match="bytes"):
        picture(JPEG + b"\0" * PICTURE_BYTES)


def test_errors_survive_a_restart_and_say_no_novels() -> None:
    import pickle  # noqa: PLC0415 - what the job engine does with the error of a step

    for error in (Refused("output", ("violence",), "no"), RateLimited(3.5, "slow"), Timeout(), Upstream("x " * 1000)):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)
        assert len(str(again)) < 400
        assert len(repr(error)) < 400, "that is what the log shows"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_out_is_the_same(value: object) -> None:
    assert json.loads(b"".join(packed(Ask("POST", HERE, json=value)).pieces) or b"null") == value


LONG = "A" * (LARGE_BYTES + 1)


@pytest.mark.parametrize(
    "value",
    [
        LONG,
        {"data": [{"b64_json": LONG}, {"b64_json": LONG[1:]}, {"b64_json": "short"}], LONG: "a name"},
        [LONG, f"é“{LONG}”", f'{LONG}"quoted"', f"{LONG}\\", f"a, b: [c] {{d}} {LONG}", "", LONG],
        [*range(100_000), LONG, *([{}] * 100_000), None, LONG],
        [float("inf"), LONG],
    ],
    ids=["alone", "openai", "signs", "numbers", "infinite"],
)
def test_a_large_answer_is_read_as_a_small_one_is(value: Any) -> None:
    for text in (json.dumps(value), json.dumps(value, indent=1), json.dumps(value, ensure_ascii=False)):
        answer = Answer(200, {}, text.encode())
        assert answer.large
        assert answer.json() == value


@pytest.mark.parametrize("body", [f'["{LONG}"', f'{LONG}"', f'["{LONG}" "x"]', f'[-Infinity, "{LONG}"]', "[" * (LARGE_BYTES + 1)])
def test_a_large_answer_that_is_none(body: str) -> None:
    with pytest.raises(Upstream):
        Answer(200, {}, body.encode()).json()


async def test_of_a_failure_nobody_reads_megabytes(desk: Desk) -> None:
    desk.says(f"GET {HERE}", replace(flood(50), status=503, headers={"retry-after": "7"}))
    answer = await desk.http.send(Ask("GET", HERE))
    assert (answer.status, answer.retry_after_s, len(answer.body) < 3 * 2**20) == (503, 7.0, True)


async def test_large_answers_are_read_beside_the_loop(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsed there, 40 MB of pictures held up everybody for a tenth of a second."""
    threads = []

    def noted(answer: Answer) -> dict[str, Any]:
        threads.append(threading.current_thread())
        return {"data": [{"b64_json": encoded(JPEG)}]} if answer.large else json.loads(answer.body)

    monkeypatch.setattr(Answer, "object", noted)
    row = desk.model(provider="openai", route="gpt-image-2")
    desk.says("POST https://api.example.org/images/generations", Says(json={"data": [{"b64_json": LONG}]}))
    await OpenAIImagesProvider(desk.tools(row), base="https://api.example.org", key=KEY).submit(safe(), order(row))
    assert threads
    assert threading.main_thread() not in threads


async def test_large_pictures_are_written_out_beside_the_loop_and_sent_in_pieces(desk: Desk) -> None:
    """Written and sent in one go, four of 10 MB held up everybody for a third of a second."""
    data = bytes(range(256)) * 2**13  # 2 MiB
    threads = []

    class Vendor(AtOnceProvider):
        name = "tested"

        def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
            threads.append(threading.current_thread())
            return Ask(
                "POST",
                "https://api.example.org/paint",
                json={
                    "model": row.id,
                    "ratio": order.ratio,
                    "prompt": f"{prompt.words} “é”",
                    "pictures": [one.text for one in given],
                },
            )

        async def inputs(self, order: Order) -> tuple[Given, ...]:
            return (Given("image_prompt", data, "image/jpeg", None),) * (len(order.seeds) + 1)

        def found(self, answer: dict[str, Any]) -> Done:
            return Done(answer["pictures"])

    desk.says("POST https://api.example.org/paint", Says(json={"pictures": [encoded(JPEG)]}))
    row = Desk.model()
    vendor = Vendor(desk.tools(row), base="https://api.example.org")
    await vendor.submit(safe(), order(row))
    (sent,) = desk.sent
    assert sent.json == {
        "model": row.id,
        "ratio": "1:1",
        "prompt": "a fox in a boat “é”",
        "pictures": [base64.b64encode(data).decode()] * 2,
    }
    assert sent.headers["content-length"] == str(len(sent.body))
    assert "transfer-encoding" not in sent.headers
    assert threading.main_thread() not in threads
    pieces = packed(vendor.build(safe(), order(row), row, await vendor.inputs(order(row)))).pieces
    assert max(map(len, pieces)) < 2**20
