"""`pincel run`: every face that is configured; with none, the terminal chat."""

from argparse import Namespace

from bot.cli import chat
from bot.cli.arguments import Parser
from bot.cli.session import Session


def arguments(parser: Parser) -> None:
    """Everything is a setting: a service has no options."""


def run(given: Namespace, session: Session) -> int:
    """There is only the terminal to talk on yet."""
    return chat.run(Namespace(**vars(given), name=None, moderator=[], pictures=None, out=None), session)
