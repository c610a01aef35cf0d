"""`pincel run`: every face that is configured; with none, the terminal chat."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from bot.adapter import ChatAdapter, Remote
from bot.app import faces, opened
from bot.cli.arguments import Parser
from bot.cli.session import Session, until_stopped
from bot.cli.variables import TOKENS, malformed, slips
from bot.thrift import ShortPauses, give_back
from storage.problem import Problem

PATIENCE_S = 8.0  # a connection takes two or three


def arguments(parser: Parser) -> None:
    """Everything is a setting: a service has no options."""


def run(given: Namespace, session: Session) -> int:
    """Talk until SIGTERM or Ctrl-C; what is under way then goes on at the next start.

    Where a token is lost or can be none, all that is wrong is told and nothing starts. Raises Problem "no-chat".
    """
    for slip in slips(session.settings):
        print(session.say(slip.key, **slip.values), file=sys.stderr)
        if slip.lost and slip.nearest in TOKENS:
            # Without this the terminal chat would open, and nobody would know why.
            session.complain(Problem("lost-token", name=str(slip.nearest)))
    for problem in malformed(session.settings):
        session.complain(problem)
    if session.failures:
        return session.status
    if session.settings.discord_token is None and session.settings.telegram_token is None:
        if not sys.stdin.isatty():
            # It would end at once, and whoever started it would take that for a job well done.
            raise Problem("no-chat", path=str(Path.cwd()))
        from bot.cli import chat  # noqa: PLC0415 - what draws a terminal is nothing that a service needs

        return chat.run(Namespace(**vars(given), name=None, moderator=[], pictures=None, out=None), session)
    try:
        asyncio.run(until_stopped(_serve(session)))
    except KeyboardInterrupt:
        print()
    return session.status


async def _serve(session: Session) -> None:
    async with opened(session.settings) as app:
        found = faces(app, session.settings)
        await app.start(found)
        print(session.say("run-faces", names=", ".join(name.capitalize() for name in found)), flush=True)

        pauses = ShortPauses()

        async def start_up() -> None:
            await _tell(session, found)
            await give_back(app.house.pool)

        pauses.begin()
        telling = asyncio.create_task(start_up(), name="telling")
        try:
            await app.run()
        except ExceptionGroup as group:
            # One sentence says what is wrong; two faces with a wrong token are two starts to mend.
            problems, others = group.split(Problem)
            if problems is None or others is not None:
                raise
            raise _first(problems) from None
        finally:
            telling.cancel()
            pauses.end()


async def _tell(session: Session, found: Mapping[str, ChatAdapter]) -> None:
    """Say of each face when it is connected, and when that takes long, that it is not yet."""

    async def tell(name: str, connected: asyncio.Event) -> None:
        try:
            await asyncio.wait_for(connected.wait(), PATIENCE_S)
        except TimeoutError:
            print(session.say("run-waiting", name=name), flush=True)
            await connected.wait()
        print(session.say("run-connected", name=name), flush=True)

    async with asyncio.TaskGroup() as group:
        for name, face in found.items():
            if isinstance(face, Remote):
                group.create_task(tell(name.capitalize(), face.connected))


def _first(group: BaseExceptionGroup[Problem]) -> Problem:
    found = group.exceptions[0]
    return found if isinstance(found, Problem) else _first(found)
