"""Linking: one history of two accounts, exact tallies, parting again, and no way in with a code that was seen."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage.links import Claim
from storage.problem import Problem
from storage.records import Challenge, Generation, GenerationRequest, Member, Room, Variant
from storage.schema import generation, vote, vote_step
from storage.storage import Storage
from tests.storage.conftest import ANA, BO, CAI, NOON, Paint, opened

MOBILE = Room("telegram", "club")
KEYBOARD = Member("terminal", "kim", "Kim")


async def joined(storage: Storage, home: Member = ANA, guest: Member = BO) -> None:
    owner = await storage.people.canonical(home)
    code = await storage.links.offer(owner, NOON)
    _, claim = await storage.links.claim(guest, code, NOON)
    await storage.links.agree(guest, claim, NOON)
    assert await storage.links.confirm(owner, claim, NOON) == guest


async def honest(storage: Storage) -> None:
    """The stairs of every tally are as high as the votes of those who are not the author."""
    async with storage._database.reading() as connection:
        votes = select(vote.c.generation_id, vote.c.variant, vote.c.platform, vote.c.member)
        counted = votes.join(generation, generation.c.id == vote.c.generation_id).where(
            (generation.c.platform != vote.c.platform) | (generation.c.member != vote.c.member)
        )
        cast = Counter((row.generation_id, row.variant) for row in (await connection.execute(counted)).all())
        stairs = select(
            vote_step.c.generation_id, vote_step.c.variant, func.count().label("n"), func.max(vote_step.c.step).label("top")
        )
        rows = (await connection.execute(stairs.group_by(vote_step.c.generation_id, vote_step.c.variant))).all()
    assert all(row.n == row.top for row in rows)
    assert {(row.generation_id, row.variant): row.n for row in rows} == dict(cast)


async def game(storage: Storage, under: Generation, author: Member) -> Challenge:
    return await opened(storage, under.id, room=under.request.room, author=author, seen_by=(author,), opener=author, tries=5)


async def guessed(storage: Storage, number: int, member: Member, text: str) -> None:
    await storage.challenges.guess(number, member, text=text, score=50, worth=lambda *_: 50, hits=(), now=NOON)


async def test_one_history_favourites_language_and_name(storage: Storage, paint: Paint) -> None:
    mine, theirs = await paint(ANA, key="7"), await paint(BO, key="7", room=MOBILE)
    for member in (ANA, BO):
        await storage.generations.set_favourite(member, mine.id, 1, on=True, now=NOON)
    await storage.generations.set_favourite(BO, theirs.id, 2, on=True, now=NOON)
    await storage.people.set_language(BO, "es")
    assert await storage.people.canonical(BO) == BO
    await joined(storage)
    renamed = await storage.people.canonical(Member("telegram", "2", "Bobby"))
    assert (renamed, renamed.name) == (ANA, "Bobby")
    assert [(one.platform, one.name) for one in await storage.people.accounts(BO)] == [("discord", "Ana"), ("telegram", "Bo")]
    assert [one.id for one in await storage.generations.by_member(ANA, before=None, limit=9)] == [theirs.id, mine.id]
    marks = await storage.generations.favourites(ANA, before=None, limit=9)
    assert [(one.id, variant) for one, variant in marks] == [(theirs.id, 2), (mine.id, 1)]
    assert await storage.people.language(ANA) == "es"
    assert (await storage.people.export(ANA))["accounts"] == [{"platform": "telegram", "id": "2", "name": "Bo"}]
    assert (await storage.people.export(BO))["generations"] == []
    # A wish of either chat that is told twice is still the same wish.
    assert (await paint(ANA, key="telegram:7")).id == theirs.id
    assert (await paint(ANA, key="7")).id == mine.id
    assert (await paint(BO)).request.asked_by == ANA, "who asked while they were joined"


async def test_one_person_has_one_vote_and_none_on_their_own(storage: Storage, paint: Paint) -> None:
    both, own, hers, others = await paint(CAI), await paint(BO, room=MOBILE), await paint(ANA), await paint(CAI)
    await storage.votes.cast(both.id, ANA, 1, NOON)
    await storage.votes.cast(both.id, BO, 2, NOON + timedelta(minutes=1))
    await storage.votes.cast(both.id, CAI, 3, NOON)  # an author's own
    await storage.votes.cast(own.id, ANA, 1, NOON)
    await storage.votes.cast(own.id, CAI, 1, NOON)
    await storage.votes.cast(hers.id, BO, 3, NOON)
    await storage.votes.cast(hers.id, ANA, 3, NOON)
    await storage.votes.cast(others.id, BO, 2, NOON)
    await joined(storage)
    await honest(storage)
    tallies = [(await storage.votes.tally(one.id)).counts for one in (both, own, hers, others)]
    assert tallies == [(0, 1, 0), (1, 0, 0), (0, 0, 0), (0, 1, 0)]
    kept = await storage.votes.of(both.id, ANA)
    assert kept is not None
    assert kept.variant == 2, "the later one"
    assert (await storage.votes.withdraw(others.id, BO, NOON)).counts == (0, 0, 0), "a reaction comes from the account of its chat"
    await storage.links.part(BO)
    await honest(storage)


async def test_games_of_two_who_are_one(storage: Storage, paint: Paint) -> None:
    played = await game(storage, await paint(CAI, purpose="challenge"), CAI)
    for member, text in ((ANA, "a fox"), (ANA, "a dog"), (BO, "A Dog"), (BO, "a cat")):
        await guessed(storage, played.id, member, text)
    for member in (ANA, BO, BO):
        await storage.challenges.hint_taken(played.id, member, NOON)
    hers = await game(storage, await paint(ANA, purpose="challenge", room=MOBILE), ANA)
    await guessed(storage, hers.id, BO, "a red fox")
    await guessed(storage, hers.id, CAI, "a red fox")
    await joined(storage)
    assert [one.text for one in await storage.challenges.guesses(played.id, ANA)] == ["a fox", "a dog", "a cat"]
    assert await storage.challenges.hints(played.id, ANA) == 2
    assert [one.member for one in await storage.challenges.guesses(hers.id)] == [CAI], "who knew the secret has not guessed it"
    assert await storage.challenges.guesses(played.id, BO) == ()


async def test_bans_hold_for_both_and_after(storage: Storage) -> None:
    long, short = NOON + timedelta(days=9), NOON + timedelta(days=1)
    await storage.people.ban(ANA, short, "shouting")
    await storage.people.ban(BO, long, "spam")
    await joined(storage)
    assert await storage.people.banned_until(ANA, NOON) == long
    await storage.links.part(ANA)
    assert [await storage.people.banned_until(one, NOON) for one in (ANA, BO)] == [long, long]
    await joined(storage)
    await storage.people.forget(ANA, now=NOON)
    assert [await storage.people.banned_until(one, NOON) for one in (ANA, BO)] == [long, long]
    assert await storage.people.canonical(BO) == BO


async def test_parting_gives_each_account_what_its_chat_saw(storage: Storage, paint: Paint) -> None:
    mine, theirs = await paint(ANA, key="7"), await paint(BO, key="7", room=MOBILE)
    later = await paint(ANA)
    await joined(storage)
    away = await paint(ANA, key="telegram:8", room=MOBILE)
    await storage.generations.set_favourite(ANA, theirs.id, 1, on=True, now=NOON)
    set_away = await game(storage, await paint(ANA, purpose="challenge", room=MOBILE), ANA)
    assert await storage.links.part(BO) == (ANA, BO)
    assert [one.id for one in await storage.generations.by_member(ANA, before=None, limit=9)] == [later.id, mine.id]
    assert away.id in [one.id for one in await storage.generations.by_member(BO, before=None, limit=9)]
    assert (await paint(BO, key="7")).id == theirs.id
    assert (await paint(BO, key="8")).id == away.id
    assert await storage.generations.is_favourite(BO, theirs.id, 1)
    given = await storage.challenges.get(set_away.id)
    assert given is not None
    assert (given.author, given.opener, given.seen_by) == (BO, BO, (BO,))
    with pytest.raises(Problem, match="not-linked"):
        await storage.links.part(ANA)


async def test_three_accounts_and_one_a_platform(storage: Storage, paint: Paint) -> None:
    room = Room("terminal", "home")
    made = [await paint(KEYBOARD, room=room), await paint(BO, room=MOBILE), await paint(ANA)]
    await joined(storage, BO, KEYBOARD)
    await joined(storage, ANA, KEYBOARD)  # a guest's account brings the whole person along
    assert set(await storage.people.accounts(KEYBOARD)) == {ANA, BO, KEYBOARD}
    assert len(await storage.generations.by_member(ANA, before=None, limit=9)) == 3
    code = await storage.links.offer(ANA, NOON)
    with pytest.raises(Problem, match="link-same-platform"):
        await storage.links.claim(CAI, code, NOON)
    with pytest.raises(Problem, match="link-own-code"):
        await storage.links.claim(BO, code, NOON)
    await storage.links.part(KEYBOARD)
    for member, own in zip((KEYBOARD, BO, ANA), made, strict=True):
        assert [one.id for one in await storage.generations.by_member(member, before=None, limit=9)] == [own.id]


async def test_forgetting_forgets_all_accounts(storage: Storage, paint: Paint, data_folder: Path) -> None:
    await paint(Member("telegram", "bobby-4711", "Bobby Exact"), room=MOBILE, prompt="bobby-4711")
    await joined(storage, ANA, Member("telegram", "bobby-4711", "Bobby Exact"))
    await storage.links.offer(ANA, NOON)
    await storage.people.forget(ANA, now=NOON)
    async with storage._database.reading() as connection:
        dump = "\n".join(await connection.run_sync(lambda sync: list(sync.connection.driver_connection._conn.iterdump())))  # type: ignore[union-attr] # aiosqlite's own
    assert "bobby" not in dump.casefold()
    assert "'Ana'" not in dump


async def test_codes_end_are_typed_once_and_not_tried_out(storage: Storage) -> None:
    code = await storage.links.offer(ANA, NOON)
    assert len(code) == 9
    newer = await storage.links.offer(ANA, NOON)
    for wrong in (code, "", "nothing-like-it", "ã\ud800", newer[:-1]):
        with pytest.raises(Problem, match="link-no-such-code"):
            await storage.links.claim(BO, wrong, NOON)
    with pytest.raises(Problem, match="link-too-often") as caught:  # that was the fifth: now even the right one is refused
        await storage.links.claim(BO, newer, NOON)
    assert caught.value.details == {"minutes": 10}
    with pytest.raises(Problem, match="link-too-often"):
        await storage.links.burn(BO, newer, NOON + timedelta(minutes=9))
    with pytest.raises(Problem, match="link-no-such-code"):
        await storage.links.claim(BO, newer, NOON + timedelta(minutes=10))
    spoken = f"{newer[:3].upper()}-{newer[3:6]} {newer[6:]}"
    typing = Member("telegram", "5")
    owner, claim = await storage.links.claim(typing, spoken, NOON + timedelta(minutes=9))
    assert (owner, owner.name) == (ANA, "Ana")
    assert await storage.links.asking(ANA, NOON + timedelta(minutes=9)) is None
    with pytest.raises(Problem, match="link-over"):
        await storage.links.confirm(ANA, claim, NOON + timedelta(minutes=9))
    with pytest.raises(Problem, match="link-over"):
        await storage.links.agree(BO, claim, NOON + timedelta(minutes=9))
    await storage.links.agree(typing, claim, NOON + timedelta(minutes=9))
    with pytest.raises(Problem, match="link-no-such-code"):
        await storage.links.claim(BO, newer, NOON + timedelta(minutes=10))
    asking = await storage.links.asking(ANA, NOON + timedelta(minutes=18))  # the question has ten minutes of its own
    assert asking is not None
    assert asking.account == Member("telegram", "5")
    with pytest.raises(Problem, match="link-over"):
        await storage.links.asking(ANA, NOON + timedelta(minutes=19))


async def test_a_code_that_others_read_is_none(storage: Storage) -> None:
    code = await storage.links.offer(ANA, NOON)
    assert await storage.links.asking(ANA, NOON) is None
    await storage.links.burn(CAI, code, NOON)
    for question in (storage.links.asking(ANA, NOON), storage.links.confirm(ANA, "", NOON)):
        with pytest.raises(Problem, match="link-over"):
            await question


# --- Ana means to join Bo. Mallory reads every code and presses whatever can be pressed, on two platforms.
MALLORY, MALLORY_TOO = Member("telegram", "m", "Bo"), Member("terminal", "m", "Ana")
ATTACKERS = (MALLORY, MALLORY_TOO)


@dataclass
class World:
    """What each of them knows."""

    storage: Storage
    now: datetime = NOON
    codes: list[str] = field(default_factory=list)  # all there were, and all are read by Mallory
    claims: list[str] = field(default_factory=lambda: ["aaaaaaaa"])
    given: str = ""  # the code that Ana gave to Bo
    asked: str = ""  # the claim that Bo made
    shown: Claim | None = None  # what Ana reads

    async def ana_asks_for_a_code(self, _pick: int) -> None:
        self.given = await self.storage.links.offer(await self.storage.people.canonical(ANA), self.now)
        self.codes.append(self.given)

    async def mallory_asks_for_a_code(self, pick: int) -> None:
        self.codes.append(await self.storage.links.offer(await self.storage.people.canonical(ATTACKERS[pick % 2]), self.now))

    async def bo_types_it(self, _pick: int) -> None:
        _, self.asked = await self.storage.links.claim(BO, self.given, self.now)
        self.claims.append(self.asked)

    async def bo_says_yes(self, _pick: int) -> None:
        await self.storage.links.agree(BO, self.asked, self.now)

    async def mallory_says_yes(self, pick: int) -> None:
        await self.storage.links.agree(ATTACKERS[pick % 2], self.claims[pick // 2 % len(self.claims)], self.now)

    async def mallory_types_one(self, pick: int) -> None:
        code = self.codes[pick // 2 % len(self.codes)] if self.codes else "?"
        self.claims.append((await self.storage.links.claim(ATTACKERS[pick % 2], code, self.now))[1])

    async def somebody_shouts_one(self, pick: int) -> None:
        await self.storage.links.burn(CAI, self.codes[pick % len(self.codes)] if self.codes else "?", self.now)

    async def ana_looks(self, _pick: int) -> None:
        self.shown = await self.storage.links.asking(await self.storage.people.canonical(ANA), self.now)
        if self.shown is not None:
            self.claims.append(self.shown.name)  # over her shoulder

    async def ana_confirms_bo(self, _pick: int) -> None:
        if self.shown is not None and self.shown.account == BO:
            await self.storage.links.confirm(await self.storage.people.canonical(ANA), self.shown.name, self.now)

    async def ana_declines(self, _pick: int) -> None:
        if self.shown is not None:
            await self.storage.links.decline(await self.storage.people.canonical(ANA), self.shown.name)

    async def mallory_confirms(self, pick: int) -> None:
        who = await self.storage.people.canonical(ATTACKERS[pick % 2])
        await self.storage.links.confirm(who, self.claims[pick // 2 % len(self.claims)], self.now)

    async def mallory_takes_back(self, pick: int) -> None:
        await self.storage.links.decline(ATTACKERS[pick % 2], self.claims[pick // 2 % len(self.claims)])

    async def they_part(self, pick: int) -> None:
        await self.storage.links.part((ANA, BO, *ATTACKERS)[pick % 4])

    async def time_passes(self, pick: int) -> None:
        self.now += timedelta(minutes=pick % 12)


DEEDS: list[Callable[..., object]] = [value for name, value in vars(World).items() if "_" in name and not name.startswith("_")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 40)), min_size=3, max_size=30))
def test_nobody_is_joined_whom_the_owner_did_not_confirm_by_name(deeds: list[tuple[Callable[..., object], int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), deeds))


async def play(folder: Path, deeds: list[tuple[Callable[..., object], int]]) -> None:
    storage = await Storage.open(folder)
    world = World(storage)
    try:
        for deed, pick in deeds:
            before = await storage.people.accounts(ANA)
            with suppress(Problem):
                await deed(world, pick)  # type: ignore[misc] # every deed is a coroutine function
            after = await storage.people.accounts(ANA)
            assert set(after) <= {ANA, BO}
            assert set(await storage.people.accounts(BO)) <= {ANA, BO}
            assert len(after) <= len(before) or deed is World.ana_confirms_bo
    finally:
        await storage.close()


async def test_the_way_it_is_meant_joins(storage: Storage) -> None:
    world = World(storage)
    for deed in (world.ana_asks_for_a_code, world.bo_types_it, world.bo_says_yes, world.ana_looks, world.ana_confirms_bo):
        await deed(0)
    assert set(await storage.people.accounts(ANA)) == {ANA, BO}


# --- Whoever did what with whose pictures: tallies are right when they are joined and when they part.
PEOPLE = (ANA, BO, KEYBOARD, CAI)
STEPS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.integers(0, 3), st.integers(1, 3)), max_size=14)


@settings(max_examples=20, deadline=None)
@given(STEPS, st.permutations([(ANA, BO), (BO, KEYBOARD), (ANA, KEYBOARD)]))
def test_tallies_are_right_whoever_is_joined(votes: list[tuple[Member, int, int]], joins: list[tuple[Member, Member]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(vote_and_join(Path(folder), votes, joins))


async def vote_and_join(folder: Path, votes: list[tuple[Member, int, int]], joins: list[tuple[Member, Member]]) -> None:
    storage = await Storage.open(folder)
    try:
        numbers = [await painted(storage, author) for author in PEOPLE]
        half = len(votes) // 2
        for at, (member, number, variant) in enumerate(votes):
            if at == half:
                for home, guest in joins[:2]:
                    await joined(storage, home, guest)
            who = await storage.people.canonical(member)
            await storage.votes.cast(numbers[number], who, variant, NOON + timedelta(seconds=at))
        await honest(storage)
        for member in PEOPLE:
            with suppress(Problem):
                await storage.links.part(member)
            assert await storage.people.accounts(member) == (member,)
        await honest(storage)
    finally:
        await storage.close()


async def painted(storage: Storage, author: Member) -> int:
    """Three pictures in a room of the author's platform."""
    asked = GenerationRequest(author, Room(author.platform, "here"), "en", "a fox")
    made = await storage.generations.accept(asked, key="1", model="sketch", why="", cost_units=0, now=NOON, day_limit_units=0)
    variants = [Variant(index, "a" * 64, 7, 64, 64, "image/png") for index in (1, 2, 3)]
    await storage.generations.finished(made.id, variants=variants, sheet_sha256=None, drawn=[], missing=[], seconds=1, now=NOON)
    return made.id


async def test_one_look_tells_all_about_who_acts(storage: Storage) -> None:
    stranger = await storage.people.known(Member("telegram", "9", "New"), NOON)
    assert (stranger.member, stranger.member.name) == (Member("telegram", "9"), "New")
    assert (stranger.language, stranger.banned_until) == (None, None)
    await storage.people.set_language(ANA, "zh")
    await joined(storage)
    until = NOON + timedelta(hours=1)
    await storage.people.ban(ANA, until, "spam")
    known = await storage.people.known(Member("telegram", "2", "Bobby"), NOON)
    assert (known.member, known.member.name, known.language, known.banned_until) == (ANA, "Ana", "zh", until)
    assert (await storage.people.known(BO, until)).banned_until is None
