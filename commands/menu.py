"""The menu: every command there is, in the order in which help lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from commands.challenge import challenge
from commands.core.command import Command
from commands.download import download
from commands.export import export
from commands.favourite import favourite
from commands.forget import forget
from commands.gallery import gallery
from commands.guess import guess
from commands.help import help as help_
from commands.hint import hint
from commands.imagine import imagine
from commands.language import language
from commands.models import models
from commands.results import results
from commands.retry import retry
from commands.reuse import reuse
from commands.settings import settings
from commands.top import top
from commands.vote import vote

COMMANDS: tuple[Command, ...] = (
    Command.of(imagine),
    Command.of(vote),
    Command.of(results),
    Command.of(challenge),
    Command.of(guess),
    Command.of(hint),
    Command.of(top),
    Command.of(gallery),
    Command.of(favourite),
    Command.of(retry),
    Command.of(reuse),
    Command.of(download),
    Command.of(models),
    Command.of(language),
    Command.of(settings, moderators=True),
    Command.of(help_),
    Command.of(export),
    Command.of(forget),
)

MENU: Mapping[str, Command] = MappingProxyType({command.name: command for command in COMMANDS})
