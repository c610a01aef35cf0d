"""`pincel chat`: the terminal face on its own."""

import asyncio
import getpass
import os
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.app import opened
from bot.cli.arguments import Parser, one_of
from bot.cli.session import Session, until_stopped
from bot.settings import Pictures
from bot.terminal.adapter import PLATFORM, TerminalAdapter
from bot.terminal.chat import read_along, type_along


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.option("name")
    parser.option("moderator", many=True)
    parser.option("pictures")
    parser.option("out")


def run(given: Namespace, session: Session) -> int:
    """Talk until the input ends, somebody types `exit`, Ctrl-C, or whoever started us says stop."""
    try:
        asyncio.run(until_stopped(talk(given, session)))
    except KeyboardInterrupt:
        print()
    return session.status


async def talk(given: Namespace, session: Session) -> None:
    """Open the house, greet, and listen."""
    chosen = pictures(given, session)
    typing = sys.stdin.isatty() and sys.stdout.isatty()
    name = given.name or _user()
    async with opened(session.settings) as app:
        face = TerminalAdapter(
            app.dispatcher,
            console=console(chosen),
            out=Path(given.out or session.settings.out),
            locale=session.locale,
            pictures=chosen,
            moderators=given.moderator,
            talk=partial(type_along if typing else read_along, name=name),
        )
        face.person(name)
        await app.start({PLATFORM: face})
        if typing:
            face.greet(name)
        await app.run()


def pictures(given: Namespace, session: Session) -> Pictures:
    """How pictures are to be shown. Raises Problem "unknown-choice"."""
    return Pictures(one_of("pictures", given.pictures or session.settings.pictures, [one.value for one in Pictures]))


def console(chosen: Pictures) -> Console:
    """Where the chat is printed; blocks that were asked for are printed in full colour wherever that goes."""
    if chosen is Pictures.BLOCKS:
        return Console(force_terminal=True, color_system="truecolor", width=None if sys.stdout.isatty() else 80)
    return Console(width=None if sys.stdout.isatty() else int(os.environ.get("COLUMNS") or 80))


def _user() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        name = ""
    return name.replace(":", " ").strip()[:32].capitalize() or "Alice"
