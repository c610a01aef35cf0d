"""The menu: every command there is, in the order in which help lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from commands.appeal import appeal
from commands.audit import audit
from commands.budget import budget
from commands.cancel import cancel
from commands.challenge import challenge
from commands.core.command import Command
from commands.details import details
from commands.download import download
from commands.export import export
from commands.favourite import favourite
from commands.finish import finish
from commands.forget import forget
from commands.gallery import gallery
from commands.guess import guess
from commands.help import help as help_
from commands.hint import hint
from commands.imagine import imagine
from commands.language import language
from commands.link import link
from commands.member import member
from commands.models import models
from commands.moderation import moderation
from commands.proceed import proceed
from commands.publish import publish
from commands.report import report
from commands.results import results
from commands.retry import retry
from commands.reuse import reuse
from commands.rules import rules
from commands.settings import settings
from commands.start import start
from commands.top import top
from commands.unlink import unlink
from commands.vote import vote

COMMANDS: tuple[Command, ...] = (
    Command.of(imagine, asks=("prompt", "ratio", "count", "style", "seed")),
    Command.of(vote, private=True),
    Command.of(results),
    Command.of(challenge),
    Command.of(guess, private=True, asks=("text",)),
    Command.of(hint, private=True),
    Command.of(top),
    Command.of(gallery, private=True),
    Command.of(favourite, private=True),
    Command.of(publish),
    Command.of(retry),
    Command.of(finish),
    Command.of(cancel, private=True),
    Command.of(reuse, private=True),
    Command.of(details, private=True),
    Command.of(download, private=True),
    Command.of(report, private=True, asks=("reason",)),
    Command.of(appeal, private=True, in_breaks=True),
    Command.of(models, private=True),
    Command.of(budget, private=True),
    Command.of(language, private=True),
    Command.of(settings, moderators=True, private=True),
    Command.of(moderation, moderators=True, private=True),
    Command.of(rules, moderators=True, private=True),
    Command.of(member, moderators=True, private=True),
    Command.of(audit, moderators=True, private=True),
    Command.of(help_, private=True, in_breaks=True),
    Command.of(link, private=True),
    Command.of(unlink, private=True),
    Command.of(export, private=True, in_breaks=True),
    Command.of(forget, private=True, in_breaks=True),
    Command.of(start, listed=False, private=True),
    Command.of(proceed, listed=False),
)

MENU: Mapping[str, Command] = MappingProxyType({command.name: command for command in COMMANDS})
