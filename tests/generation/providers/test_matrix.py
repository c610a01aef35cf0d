"""Every provider against every case: painted, polled, stopped, refused, failed, garbage, fifty megabytes, a redirect home.

The same trouble is told in the same word, whoever it comes from. What only one vendor says stands in the file of its own.
"""

import base64
from dataclasses import replace
from typing import Any

import httpx
import pytest

from generation.ports import Order, Stoppable
from generation.providers.errors import (
    BadKey,
    BadRequest,
    Lost,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Refused,
    Timeout,
    Unreachable,
    Upstream,
)
from generation.providers.later import JobProvider
from tests.generation.providers.cases import AWAY, CASES, LATER, PICTURES, Case, States
from tests.generation.providers.desk import JPEG, KEY, Desk, Says, flood, order, safe

TROUBLE: tuple[tuple[Says, type[ProviderError]], ...] = (
    (Says(400), BadRequest),
    (Says(401), BadKey),
    (Says(402), OutOfCredit),
    (Says(403), BadKey),
    (Says(410), ModelGone),
    (Says(429, headers={"retry-after": "3"}), RateLimited),
    (Says(500, content=b"<html>"), Upstream),
    (Says(504), Timeout),
    (Says(200, content=b"<html>"), Lost),
    (Says(200, content=b'{"cut'), Lost),
    (Says(200, content=b"\xff\xfe"), Lost),
    (Says(200, json=[]), Lost),
    (Says(200, json={}), Lost),
    (Says(302, headers={"location": "http://127.0.0.1/"}), BadRequest),
    (Says(raises=httpx.ConnectError), Unreachable),
    (Says(raises=httpx.ConnectTimeout), Unreachable),
    (Says(raises=httpx.ReadTimeout), Timeout),
    (Says(raises=httpx.ReadError), Lost),
    (Says(raises=httpx.RemoteProtocolError), Lost),
)


@pytest.mark.parametrize("name", CASES)
async def test_the_same_trouble_is_the_same_word(desk: Desk, name: str) -> None:
    case = CASES[name]
    row = desk.model(provider=name, route=case.route)
    provider = case.made(desk.tools(row), base=case.base, key=KEY)
    refused = ((case.refusal, Refused),) if case.refusal else ()
    for number, (says, kind) in enumerate((*TROUBLE, *refused), start=1):
        desk.says(f"POST {case.base}{case.path}", replace(says, headers={"x-key": KEY, **says.headers}))
        with pytest.raises(ProviderError) as caught:
            await provider.submit(safe(), order(row))
        assert type(caught.value) is kind, (says, caught.value)
        assert len(desk.sent) == number, "what is paid for is asked for once, and no redirect is followed with a key"
        assert KEY not in f"{caught.value!r} {caught.value}"
        assert not isinstance(caught.value, RateLimited) or caught.value.retry_after_s == 3
        assert not isinstance(caught.value, Refused) or caught.value.stage == "input"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (JobProvider, *JobProvider.__subclasses__()):
        monkeypatch.setattr(kind, "first_s", 0)
        monkeypatch.setattr(kind, "most_s", 0)
    monkeypatch.setattr("generation.providers.http.FETCH_PAUSE_S", 0.0)


def asked(desk: Desk, name: str) -> tuple[Case, Any, Order]:
    case = CASES[name]
    row = desk.model(provider=name, route=case.route)
    return case, case.made(desk.tools(row), base=case.base, key=KEY), order(row)


def says(desk: Desk, states: States) -> None:
    for where, answer in states.items():
        desk.says(where, answer)


def paints(desk: Desk, case: Case, picture: str = "") -> None:
    """The vendor takes an order and has painted it, at once or as soon as it is asked."""
    if case.later:
        desk.says(f"POST {case.base}{case.path}", case.later.taken)
        says(desk, case.later.done)
    elif case.drew:
        desk.says(f"POST {case.base}{case.path}", case.drew(picture or base64.b64encode(JPEG).decode()))


@pytest.mark.parametrize("name", CASES)
async def test_it_is_painted_polled_and_fetched_without_the_key(desk: Desk, name: str) -> None:
    case, provider, wish = asked(desk, name)
    paints(desk, case, case.picture)
    ticket = await provider.submit(safe(), wish) if case.later else ""
    for where, waits in case.later.waits.items() if case.later else ():
        lost = (Says(raises=httpx.ReadTimeout), Says(503), Says(429, headers={"retry-after": "0"}))
        desk.says(where, waits, *lost, waits, case.later.done[where] if case.later else waits)
    desk.says(f"GET {case.picture}", Says(503), Says(404), Says(content=JPEG))  # paid, and a store that stumbles
    (one,) = await provider.collect(safe(), wish, ticket or await provider.submit(safe(), wish))
    assert (one.data, one.mime, one.seed) == (JPEG, "image/jpeg", 7)
    assert KEY not in ticket
    assert not case.picture or KEY not in str(desk.sent[-1].headers)


@pytest.mark.parametrize("name", LATER)
@pytest.mark.parametrize(("how", "kind"), [("failed", Upstream), ("refused", Refused)])
async def test_what_comes_to_nothing_by_the_vendors_word_is_not_paid(
    desk: Desk, name: str, how: str, kind: type[ProviderError]
) -> None:
    case, provider, wish = asked(desk, name)
    paints(desk, case)
    ticket = await provider.submit(safe(), wish)
    says(desk, getattr(case.later, how))
    with pytest.raises(ProviderError) as caught:
        await provider.collect(safe(), wish, ticket)
    assert (type(caught.value), caught.value.owed) == (kind, False)
    assert len(desk.sent) <= 3, "nobody asks again"


NO_STATE: tuple[tuple[Says, type[ProviderError]], ...] = (
    (Says(content=b"<html>"), Lost),
    (Says(content=b'{"cut'), Lost),
    (Says(json=[1]), Lost),
    (Says(json={}), Lost),
    (Says(500), Lost),
    (Says(401), BadKey),
    (Says(raises=httpx.ReadTimeout), Timeout),
    (AWAY, Timeout),
    (Says(302, headers={"location": "http://127.0.0.1/"}), BadRequest),
)
NO_PICTURE = (
    flood(50),
    Says(403),
    Says(content=b"<html>"),
    Says(302, headers={"location": "http://127.0.0.1/secret"}),
    Says(302, headers={"location": "https://127.0.0.1/secret"}),
    Says(302, headers={"location": "https://evil.example.org/1.jpg"}),
)


@pytest.mark.parametrize("name", LATER)
async def test_a_state_that_is_none_leaves_it_open_whether_it_must_be_paid(desk: Desk, name: str) -> None:
    case, provider, wish = asked(desk, name)
    paints(desk, case)
    ticket = await provider.submit(safe(), wish)
    for answer, kind in NO_STATE:
        says(desk, dict.fromkeys(case.later.waits if case.later else (), answer))
        with pytest.raises(ProviderError) as caught:
            await provider.collect(safe(), wish, ticket)
        assert (type(caught.value), caught.value.owed) == (kind, True), answer
        assert KEY not in f"{caught.value!r} {caught.value}"


@pytest.mark.parametrize("name", PICTURES)
async def test_a_bad_download_is_a_failure(desk: Desk, name: str) -> None:
    case, provider, wish = asked(desk, name)
    for number, answer in enumerate(NO_PICTURE):
        one = replace(wish, key=f"pincel-{number}-1")
        paints(desk, case, case.picture)
        desk.says(f"GET {case.picture}", answer)
        with pytest.raises(Lost):
            await provider.collect(safe(), one, await provider.submit(safe(), one))
        assert str(desk.sent[-1]) == f"GET {case.picture}", "nothing is fetched from anywhere else"


@pytest.mark.parametrize("name", PICTURES)
async def test_a_name_that_leads_home_is_not_fetched(desk: Desk, name: str) -> None:
    case, provider, wish = asked(desk, name)
    paints(desk, case, case.picture)
    desk.addresses[case.picture.split("/")[2]] = ["10.0.0.8"]
    with pytest.raises(Lost, match="not a public address"):
        await provider.collect(safe(), wish, await provider.submit(safe(), wish))


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.drew])
async def test_fifty_megabytes_in_the_answer_are_no_picture(desk: Desk, name: str) -> None:
    case, provider, wish = asked(desk, name)
    paints(desk, case, base64.b64encode(JPEG + bytes(50 * 2**20)).decode())
    with pytest.raises(Lost, match="a picture of"):
        await provider.submit(safe(), wish)


@pytest.mark.parametrize("name", LATER)
async def test_only_a_job_that_the_vendor_says_has_stopped_costs_nothing(desk: Desk, name: str) -> None:
    case, provider, wish = asked(desk, name)
    paints(desk, case)
    ticket = await provider.submit(safe(), wish)
    later = case.later
    assert later is not None
    told = []
    for answer, states in (
        (Says(), later.stopped),
        (Says(), later.waits),
        (Says(), later.done),
        (Says(404), later.stopped),
        (AWAY, later.stopped),
    ):
        desk.sent.clear()
        desk.says(later.stop, answer)
        says(desk, states or {})
        told.append(await provider.give_up(ticket))
        assert [str(sent) for sent in desk.sent][:1] == [later.stop][: bool(later.stop)]
    assert told == [bool(later.stop), False, False, False, False]


async def test_who_paints_at_once_can_not_be_stopped(desk: Desk) -> None:
    assert [name for name in CASES if not isinstance(asked(desk, name)[1], Stoppable)] == [
        name for name in CASES if name not in LATER
    ]


def test_the_set_is_closed() -> None:
    """Whoever adds an error says what it means here."""

    def below(kind: type[ProviderError]) -> set[type[ProviderError]]:
        return {kind}.union(*map(below, kind.__subclasses__()))

    assert below(ProviderError) - {ProviderError} == {kind for _, kind in TROUBLE} | {Refused}
