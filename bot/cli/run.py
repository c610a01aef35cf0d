"""`pincel run`: every face that is configured; with none, the terminal chat."""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Mapping

from bot.adapter import ChatAdapter, Remote
from bot.app import faces, opened
from bot.cli.arguments import Parser
from bot.cli.session import Session, until_stopped
from bot.cli.variables import lost_token, malformed, meant
from bot.thrift import give_back
from storage.problem import Problem

PATIENCE_S = 8.0  # a connection takes two or three


def arguments(parser: Parser) -> None:
    """Everything is a setting: a service has no options."""


def run(given: Namespace, session: Session) -> int:
    """Talk until SIGTERM or Ctrl-C; what is under way then goes on at the next start.

    Raises Problem "mistyped-token", "discord-token-form", "telegram-token-form".
    """
    for name, nearest in meant().items():
        if lost_token(session.settings, nearest):
            # Without this the terminal chat would open, and nobody would know why.
            raise Problem("mistyped-token", name=name, nearest=str(nearest))
        print(session.say("doctor-settings-mistyped", name=name, nearest=nearest or "none"), file=sys.stderr)
    for problem in malformed(session.settings):
        raise problem
    if session.settings.discord_token is None and session.settings.telegram_token is None:
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

        async def start_up() -> None:
            await _tell(session, found)
            await give_back(app.house.pool)

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
