"""`pincel demo`: pictures, a vote and a guessing game, played by itself."""

import asyncio
from argparse import Namespace
from pathlib import Path

from bot.cli.arguments import Parser
from bot.cli.chat import console, pictures
from bot.cli.session import Session
from bot.demo import show


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.option("out")
    parser.option("pictures")


def run(given: Namespace, session: Session) -> int:
    """Play it to its end."""
    chosen = pictures(given, session)
    out = Path(given.out or session.settings.out)
    asyncio.run(show(session.settings, locale=session.locale, console=console(chosen), pictures=chosen, out=out))
    return session.status
