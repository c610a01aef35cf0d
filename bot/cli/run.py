"""`pincel run`: every face that is configured; with none, the terminal chat."""

import asyncio
from argparse import Namespace

from bot.app import faces, opened
from bot.cli.arguments import Parser
from bot.cli.session import Session, until_stopped
from storage.problem import Problem


def arguments(parser: Parser) -> None:
    """Everything is a setting: a service has no options."""


def run(given: Namespace, session: Session) -> int:
    """Talk until SIGTERM or Ctrl-C; what is under way then goes on at the next start."""
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
        try:
            await app.run()
        except ExceptionGroup as group:
            # One sentence says what is wrong; two faces with a wrong token are two starts to mend.
            problems, others = group.split(Problem)
            if problems is None or others is not None:
                raise
            raise _first(problems) from None


def _first(group: BaseExceptionGroup[Problem]) -> Problem:
    found = group.exceptions[0]
    return found if isinstance(found, Problem) else _first(found)
