"""Who moderates a group and who is in it: asked once, kept for a while, and not forgotten because of a bad moment."""

import asyncio
from typing import Any, cast

import pytest
from telegram import Bot, ChatMemberLeft, ChatMemberMember, ChatMemberOwner, User
from telegram.error import NetworkError, TelegramError

from bot import recent
from bot.telegram.people import FRESH_S, SEEN_S, STALE_S, UNSURE_S, Moderators

ANA, CHAT = 7, -1001


class Telegram:
    """Knows the administrators of all groups, and who is there."""

    id = 4242

    def __init__(self) -> None:
        self.asked = 0
        self.trouble: TelegramError | None = None
        self.gone = False

    async def get_chat_administrators(self, _chat: int) -> tuple[Any, ...]:
        self.asked += 1
        await asyncio.sleep(0)
        if self.trouble is not None:
            raise self.trouble
        return (ChatMemberOwner(User(ANA, "Ana", is_bot=False), is_anonymous=False),)

    async def get_chat_member(self, _chat: int, member: int) -> Any:
        self.asked += 1
        return (ChatMemberLeft if self.gone else ChatMemberMember)(User(member, "Ana", is_bot=False))


class Hands:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def moderators(telegram: Telegram, clock: Hands) -> Moderators:
    return Moderators(cast(Bot, telegram), clock=clock)


async def test_of_many_who_speak_at_once_one_question_is_asked(moderators: Moderators, telegram: Telegram) -> None:
    assert await asyncio.gather(*(moderators.moderates(number, CHAT) for number in (ANA, 8, 9))) == [True, False, False]
    assert telegram.asked == 1


async def test_a_bad_moment_takes_nobody_their_rights_but_a_long_one_does(
    moderators: Moderators, telegram: Telegram, clock: Hands
) -> None:
    assert await moderators.moderates(ANA, CHAT)
    telegram.trouble = NetworkError("down")
    clock.now += FRESH_S
    assert await moderators.moderates(ANA, CHAT)
    clock.now += STALE_S
    assert not await moderators.moderates(ANA, CHAT), "not being sure means no"
    telegram.trouble = None
    assert not await moderators.moderates(ANA, CHAT), "asked again in a little while only"
    clock.now += UNSURE_S
    assert await moderators.moderates(ANA, CHAT)


async def test_who_left_is_gone_after_a_minute(moderators: Moderators, telegram: Telegram, clock: Hands) -> None:
    assert await moderators.is_there(ANA, CHAT)
    telegram.gone = True
    assert await moderators.is_there(ANA, CHAT)
    assert telegram.asked == 1
    clock.now += SEEN_S
    assert not await moderators.is_there(ANA, CHAT)


async def test_what_is_known_of_groups_does_not_grow_for_ever(moderators: Moderators, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "REMEMBERED", 10)
    for chat in range(-50, 0):
        await moderators.moderates(ANA, chat)
        await moderators.is_there(ANA, chat)
    kept = (moderators._known, moderators._there, moderators._asking)
    assert [len(one) <= 10 for one in kept] == [True, True, True]
