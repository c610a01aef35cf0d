"""`pincel db upgrade`: brings the database to this version; `pincel db backup`: makes a copy of it, also while the bot runs."""

import asyncio
from argparse import Namespace

from bot.cli.arguments import Parser, needed, one_of
from bot.cli.session import Session
from storage.upgrade import backup, upgrade


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.given("action")


def run(given: Namespace, session: Session) -> int:
    """Do it and say where."""
    settings = session.settings
    if one_of("action", needed("db", "upgrade | backup", given.action), ("upgrade", "backup")) == "backup":
        print(session.say("cli-db-saved", path=str(asyncio.run(backup(settings.data)))))
    else:
        done = asyncio.run(upgrade(settings.data, backups=settings.backups))
        print(session.say("cli-db-upgraded", path=str(settings.data), version=done.now))
        if done.backup is not None:
            print(session.say("cli-db-saved", path=str(done.backup)))
    return session.status
