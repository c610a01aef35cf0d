"""No way to a picture around the guard: every command with every option."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
from PIL import Image

from commands.core.call import Attachment
from commands.core.command import Command, Option
from commands.core.reply import Reply
from commands.menu import COMMANDS, MENU
from generation.catalog import Catalog
from generation.ports import Judgement, Order, Painted, Verdict
from generation.safety.disguises import readings
from generation.safety.prompt import SafePrompt
from storage.records import Audience, Member
from tests.commands.studio import PLATFORM, SQUARE, Person, Studio, catalog, opened
from tests.commands.test_imagine_options import kept, rich, shop

WISH: Final = "a purple pangolin"
BAD: Final = "a wombat porn film"  # what the real guard refuses, and no moderator may allow
TELLTALE: Final = "porn"
LONG_S: Final = 0.02


# Every command with every option


@cache
def photographed() -> bytes:
    """Of several colours: a plain picture is no reason for doubt."""
    out = BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((60, 40)).save(out, "PNG")
    return out.getvalue()


def picture(name: str = "photo.png") -> Attachment:
    """A picture that somebody sends."""
    data = photographed()

    async def read(_limit: int) -> bytes:
        return data

    return Attachment(name, len(data), read)


def value(option: Option, text: str) -> object:
    """Something that this option takes; people's words where it takes words."""
    given: dict[str, object] = {"model": "sketch", "earlier": "1", "resolution": "1K", "season": "2026-11", "challenge": "abcd"}
    if option.name in given:
        return given[option.name]
    if option.type is str:
        return text
    if option.type is Attachment:
        return picture(f"{text}.png")
    if issubclass(option.type, Enum):
        return option.choices[0]
    return {bool: "yes", int: "1", float: "1"}.get(option.type, "1:1")


def uses(command: Command, text: str, *, each: bool) -> Iterator[dict[str, object]]:
    """The command bare, with `each` option alone, and with all of them; what it needs is always there."""
    needed = {option.name: value(option, text) for option in command.options if option.required}
    yield needed
    for option in command.options:
        if each and not option.required:
            yield needed | {option.name: value(option, text)}
    yield {option.name: value(option, text) for option in command.options}


# Who has forgotten everything, or is shut out, has nothing to go round the guard with.
FOR_GOOD: Final = ("settings", "unlink", "member", "forget")


async def everything(studio: Studio, who: Person, text: str, *, each: bool = False, last: bool = True) -> int:
    """Every use of every command by one person; answers how many. What is wished for is painted.

    `each`: also every option alone, and the buttons. `last`: also what holds for good.
    """
    done = 0
    for command in sorted(COMMANDS, key=lambda command: FOR_GOOD.count(command.name)):
        if command.name in FOR_GOOD:
            await studio.settles()
            if not last:
                continue
        for given in uses(command, text, each=each):
            sender = who.sender(None)
            reply = await studio.dispatcher.called(sender, command.name, given)
            assert reply.problem != "error", f"{command.name} {given}: {reply.text}"
            await studio.post(who.room, reply)
            for token in [button.token for button in reply.buttons][: 2 if each else 0]:
                await studio.post(who.room, await studio.dispatcher.pressed(sender, token))
            done += 1
    await studio.settles()
    return done


class Layer:
    """A layer of the guard that does one thing whatever it reads."""

    def __init__(self, does: Callable[[str], Any]) -> None:
        self._does = does

    def judge(self, text: str, audience: Audience) -> Judgement:
        assert audience
        return self._does(text)  # type: ignore[no-any-return] # nonsense, too


def blocks(_text: str) -> Judgement:
    return Judgement(Verdict.BLOCK, "test", ("sexual",))  # what no moderator may allow, either


def doubts(_text: str) -> Judgement:
    return Judgement(Verdict.REVIEW, "test", ("sexual",))


def raises(_text: str) -> Judgement:
    raise OSError("no answer")


def talks_nonsense(_text: str) -> object:
    return "allow"


def hangs(_text: str) -> Judgement:
    threading.Event().wait(LONG_S)
    return Judgement(Verdict.ALLOW)


@contextmanager
def guarded_by(studio: Studio, does: Callable[[str], Any]) -> Iterator[None]:
    """The same guard with other layers, which have heard of nobody yet."""
    guard = studio.house.guard
    before = guard._moderators, guard._certain, guard._patience_s
    guard._moderators = guard._certain = (Layer(does),)
    guard._patience_s = LONG_S / 3
    guard._names.clear()
    yield
    guard._moderators, guard._certain, guard._patience_s = before


async def furnished(studio: Studio) -> None:
    """There are pictures, mine and others', a private one, a refused wish and a game."""
    await studio.made("/imagine a red fox --count 2 --seed 7")
    await studio.made("/imagine a blue hare --count 2 --seed 8", by=studio.ben)
    await studio.made("/imagine a green owl --seed 9", by=studio.ana.alone)
    await studio.ana("/imagine a naked man")
    await studio.ben("/challenge")
    await studio.settles()


async def test_no_command_reaches_a_painter_past_a_guard_that_does_not_allow_it(data_folder: Path) -> None:
    async with opened(data_folder) as studio:
        await furnished(studio)
        painted = len(studio.brush.orders)
        assert painted >= 3
        for does in (doubts, raises, talks_nonsense, hangs, blocks):
            with guarded_by(studio, does):
                if does is blocks:
                    await everything(studio, studio.ana.alone, WISH, last=False)
                walked = await everything(studio, studio.ana.moderates, WISH, each=does is blocks, last=does is blocks)
            assert walked > (150 if does is blocks else len(COMMANDS))
            assert studio.brush.orders[painted:] == [], does.__name__
        assert all(TELLTALE not in reply.text for reply in studio.messages.values())


class Records:
    """Stands before a painter and keeps what reached it."""

    remote = False

    def __init__(self, painter: Any) -> None:
        self._painter = painter
        self.prompts: list[SafePrompt] = []

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        self.prompts.append(prompt)
        return str(await self._painter.submit(prompt, order))

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        self.prompts.append(prompt)
        return await self._painter.collect(prompt, order, ticket)  # type: ignore[no-any-return] # of the studio's own brush


async def test_whatever_reaches_a_painter_the_guard_has_read(data_folder: Path) -> None:
    heard: set[str] = set()

    def listens(text: str) -> Judgement:
        heard.add(text)
        return Judgement(Verdict.ALLOW)

    async with opened(data_folder) as studio:
        await furnished(studio)
        painter = Records(studio.brush)
        studio.pipeline._providers = {"sketch": painter, "studio": painter}
        studio.pipeline._orders._providers = studio.pipeline._providers
        with guarded_by(studio, listens):
            await everything(studio, studio.ana.moderates, WISH, last=False)
            for more in ("--style watercolour", "--model lavish"):
                await studio.made(f"/imagine {WISH} {more}")
        assert len(painter.prompts) >= 10
        assert all(type(prompt) is SafePrompt for prompt in painter.prompts)
        assert WISH in {prompt.words for prompt in painter.prompts}
        unheard = [prompt.words for prompt in painter.prompts if readings(prompt.words.partition(", ")[0])[0] not in heard]
        assert unheard == []


async def test_nothing_that_the_guard_refuses_comes_before_others(data_folder: Path) -> None:
    async with opened(data_folder) as studio:
        await furnished(studio)
        eve = Person(studio, Member(PLATFORM, "eve", BAD.title()))
        await everything(studio, eve.moderates, BAD, each=True)
        for ref, reply in studio.messages.items():
            if ref.room != SQUARE:
                continue  # a chat of their own
            shown = [reply.text, *(one.filename for one in reply.pictures), *(one.alt for one in reply.pictures)]
            shown += [one.filename for one in reply.files] + [button.label for button in reply.buttons] + [str(reply.thread or "")]
            assert not [text for text in shown if TELLTALE in text.casefold()], reply
        assert all(TELLTALE not in repr(order) for order in studio.brush.orders)


# Pictures


class Model:
    """A picture check's model that finds what a test says."""

    name = "pixels"

    def __init__(self, does: Callable[[], Any]) -> None:
        self._does = does

    def get_inputs(self) -> list[Any]:
        return [self]

    def run(self, *_batch: object) -> list[Any]:
        return self._does()  # type: ignore[no-any-return] # nonsense, too


def graphic() -> list[Any]:
    return [np.array([[0.9, 0.05, 0.05]])]


def breaks() -> list[Any]:
    raise OSError("no model")


def hums() -> str:
    return "fine"


def sleeps() -> list[Any]:
    threading.Event().wait(4 * LONG_S)
    return [np.array([[0.0, 0.0, 1.0]])]


def doubts_it() -> list[Any]:
    return [np.array([[0.3, 0.05, 0.65]])]


def harmless() -> list[Any]:
    return [np.array([[0.0, 0.0, 1.0]])]


async def uploaded(studio: Studio) -> dict[str, Reply]:
    """What is answered to a picture in each place of each command that takes one, and beside the words; somebody else each time."""
    told: dict[str, Reply] = {}
    places = [(command, option) for command in COMMANDS for option in command.options if option.type is Attachment]
    for command, option in [*places, (MENU["imagine"], None)]:
        needed = {one.name: value(one, WISH) for one in command.options if one.required}
        for model in ("auto", "rich"):
            name = f"{command.name} {option.name if option else 'beside'} {model}"
            sender = Person(studio, Member(PLATFORM, name, "Eve")).sender(None)
            sender = sender if option else replace(sender, attachments=(picture(),))
            given = needed | ({option.name: picture()} if option else {}) | {"model": model}
            told[name] = await studio.dispatcher.called(sender, command.name, given)
    return told


async def paints_colours(order: Order) -> list[Painted]:
    return [Painted(photographed(), "image/png", seed) for seed in order.seeds]


@pytest.mark.parametrize("does", [harmless, doubts_it, graphic, breaks, hums, sleeps])
async def test_no_upload_is_used_and_no_picture_is_seen_that_was_not_judged_harmless(
    data_folder: Path, does: Callable[[], Any]
) -> None:
    async with opened(data_folder) as studio:
        shop(studio, Catalog((*catalog().models, rich()), ("studio",)))
        check = studio.pipeline.held._check
        check._session, check._patience_s = Model(does), LONG_S / 3 if does is sleeps else 5.0
        told = await uploaded(studio)
        assert len(told) >= 14
        wanted = "" if does is harmless else "upload-refused"
        assert {name: reply.problem for name, reply in told.items()} == dict.fromkeys(told, wanted), "a model takes all of them"
        assert kept(data_folder) == set() or does is harmless
        if does is harmless:
            assert all(reply.pending for reply in told.values())
            return
        studio.brush.does = paints_colours
        seen = await studio.made(f"/imagine {WISH} --count 2 --seed 7 --model sketch")
        assert len(studio.brush.orders) == 1
        shown = [*seen.pictures, *(one for reply in studio.messages.values() for one in reply.pictures)]
        assert [one for one in shown if does is not doubts_it or one.filename != "hidden.png"] == []
