"""`pincel imagine`: pictures from words, through the same guard, pipeline and storage as in a chat, saved as files.

`--json` prints one object, with these keys:
  id (in the database), prompt, model (id), seed, variety, style (or null), ratio ("W:H"), size ([width, height]), units,
  seconds (of painting), metaprompt_id, files (list of {path, sha256, seed, width, height, mime}),
  drawn and missing (words that are, and are not, in the picture).
The files are the painter's bytes, so that `sha256` is both the file's and the database's.
"""

import asyncio
import getpass
import uuid
from argparse import Namespace
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.app import App, opened
from bot.cli.arguments import Parser, needed
from bot.cli.session import Session, show
from bot.painters import services
from bot.saving import save
from bot.uploads import with_files
from commands.core.call import Call, Sender
from commands.core.lookup import hidden
from commands.core.markup import plain
from commands.core.names import Listed
from commands.core.reply import Reply
from commands.core.showing import sayable, why_chosen, why_failed
from commands.imagine import AUTO
from commands.menu import MENU
from generation.catalog import Catalog
from generation.imaging.names import name_of
from storage.problem import Problem
from storage.records import Generation, Member, MessageRef, Room, Status

ASK_EVERY_S = 0.25
PLATFORM = "cli"
ROOM = Room(PLATFORM, "imagine")
OPTIONS = ("model", "ratio", "count", "seed", "variety", "style", "negative", "quality", "resolution", "creativity", "raw")
PICTURES = ("style-picture", "character")  # paths, or numbers of earlier ones
PICTURES_MOST = 4  # to go by
NO_LIMIT_UNITS = 10**9  # whoever has the machine is not put on an allowance


class Waiting:
    """The command line as a face: it only waits for what it asked for."""

    def __init__(self) -> None:
        self.done = asyncio.Event()

    async def run(self) -> None:
        """There is nobody to talk to."""

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        """The one message there can be: the result."""
        del reply
        self.done.set()
        return replacing or MessageRef(room, "result")


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.given("prompt", many=True)
    for name in OPTIONS:
        parser.option(name)
    parser.option("picture", many=True)
    parser.option("style-strength")
    for name in PICTURES:
        parser.option(name)
    parser.option("out")
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Paint, save and print."""
    asked = {name: getattr(given, name) for name in (*OPTIONS, "style_strength")}
    asked |= {"prompt": needed("imagine", "prompt", given.prompt)}
    bound = MENU["imagine"].bind({**asked, **_pictures(given, session)}, session.words)
    _check_model(str(bound["model"]), session)
    generation, files, missing, why = asyncio.run(_imagine(bound, Path(given.out or session.settings.out), session))
    first, request = generation.variants[0], generation.request
    if given.json:
        show(
            {
                "id": generation.id,
                "prompt": request.prompt,
                "model": generation.model,
                "seed": request.seed,
                "variety": request.variety,
                "style": request.style,
                "ratio": request.ratio,
                "size": [first.width, first.height],
                "units": generation.cost_units,
                "seconds": round(generation.seconds, 3),
                "metaprompt_id": generation.metaprompt_id,
                "files": [
                    {
                        "path": str(path),
                        "sha256": one.sha256,
                        "seed": one.seed,
                        "width": one.width,
                        "height": one.height,
                        "mime": one.mime,
                    }
                    for one, path in zip(generation.variants, files, strict=True)
                ],
                "drawn": list(generation.drawn),
                "missing": list(generation.missing),
            }
        )
        return session.status
    print(
        session.say(
            "cli-imagine-saved",
            model=generation.model,
            seed=str(request.seed),
            width=str(first.width),
            height=str(first.height),
            units=generation.cost_units,
            seconds=f"{generation.seconds:.1f}",
        )
    )
    for path in files:
        print(f"  {path}")
    if why:
        print(why)
    if missing:
        print(session.say("cli-imagine-missing", words=missing))
    return session.status


def _pictures(given: Namespace, session: Session) -> dict[str, object]:
    """The picture options, with the files that they name. Raises Problem "too-many-inputs", "picture-file"."""
    if len(given.picture) > PICTURES_MOST:
        raise Problem("too-many-inputs", title="pincel imagine", limit=PICTURES_MOST, given=len(given.picture))
    names = ("picture", *(f"picture{place}" for place in range(2, PICTURES_MOST + 1)))
    paths = dict(zip(names, given.picture, strict=False)) | {
        name.replace("-", "_"): path for name in PICTURES if (path := getattr(given, name.replace("-", "_"))) is not None
    }
    return with_files(MENU["imagine"], paths, session.words)


def _check_model(name: str, session: Session) -> None:
    """Before anything is opened: a mistyped model must not leave a database behind."""
    catalog = Catalog.load().with_providers([service.name for service in services(session.settings)])
    if name.strip().casefold() == AUTO:
        return
    try:
        catalog.get(name)
    except Problem as problem:
        if problem.key != "unknown-model":
            raise
        known = Listed([AUTO, *(model.id for model in catalog.usable)], "or")
        raise Problem("cli-unknown-model", given=name[:40], known=known, nearest=problem.details["nearest"]) from None


async def _imagine(bound: dict[str, object], out: Path, session: Session) -> tuple[Generation, list[Path], Listed, str]:
    async with opened(session.settings) as app:
        face = Waiting()
        await app.start({PLATFORM: face})
        generation = await _painted(app, face, bound, session.locale)
        files = []
        for one in generation.variants:
            data = await app.house.storage.pictures.get(one.sha256)
            files.append(await app.house.pool.run(save, out, name_of(generation, str(one.index), one.mime), data))
        why = plain(why_chosen(app.house, generation, session.locale))
        return generation, files, await sayable(app.house.guard, generation), why


async def _painted(app: App, face: Waiting, bound: dict[str, object], locale: str) -> Generation:
    storage = app.house.storage
    settings = replace(await storage.rooms.settings(ROOM), daily_units=NO_LIMIT_UNITS)
    sender = Sender(_me(), ROOM, uuid.uuid4().hex, moderator=True, private=True, client_locale=locale)
    reply = await MENU["imagine"].function(
        Call(app.house, sender, locale, settings, "imagine", bound, app.dispatcher.menu), **bound
    )
    if reply.pending is None:
        raise Problem("painting-failed")
    await storage.generations.placed(reply.pending, MessageRef(ROOM, uuid.uuid4().hex))
    while True:
        # Beside this run another one may work on the same queue and paint this picture, so the database is asked as well.
        with suppress(TimeoutError):
            await asyncio.wait_for(face.done.wait(), ASK_EVERY_S)
        face.done.clear()
        generation = await storage.generations.get(reply.pending)
        if generation is not None and generation.status is Status.DONE:
            if generation.hidden_at is not None:  # the check is in doubt; it waits in the owners' queue
                raise await hidden(app.house, generation)
            return generation
        if generation is not None and generation.status is Status.FAILED:
            raise Problem(generation.problem or "painting-failed", **await why_failed(app.house.guard, generation))


def _me() -> Member:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        name = "me"
    return Member(PLATFORM, name, name)
