"""The demo: a conversation that shows it all, played through the same face, dispatcher, storage and pipeline as a real one.

Its data lives in a folder that is gone afterwards; the pictures stay in the out folder. The secret of its game is one of the
deck, chosen here so that the guesses fit it. What people type stands in the words of each language: `demo-….lines`.
"""

import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.rule import Rule

from bot.app import Kit, opened
from bot.settings import Pictures, Settings
from bot.terminal.adapter import PLATFORM, TerminalAdapter
from bot.terminal.chat import play
from bot.terminal.lines import read_line
from bot.terminal.render import WIDTH
from commands.core.markup import plain
from generation.sketch.deck import Deck

CHOSEN = "Two bears next to a campfire under the stars"
SCENES = ("demo-wish", "demo-vote", "demo-more", "demo-game")


async def show(settings: Settings, *, locale: str, console: Console, pictures: Pictures, out: Path) -> None:
    """Play the script to its end. Raises LookupError when the deck has lost the secret (a test sees that first)."""
    kit = Kit.load()
    kit = replace(kit, deck=Deck(tuple(secret for secret in kit.deck.secrets if secret.prompts["en"] == CHOSEN)))
    with tempfile.TemporaryDirectory(prefix="pincel-demo-") as folder:
        async with opened(settings.model_copy(update={"data": Path(folder)}), kit=kit) as app:
            face = TerminalAdapter(app.dispatcher, console=console, out=out, locale=locale, pictures=pictures)
            await app.start({PLATFORM: face})
            words = app.house.words
            for scene in SCENES:
                lines = plain(words.say(locale, f"{scene}.lines")).splitlines()
                console.print(Rule(plain(words.say(locale, scene)), style="dim"), width=min(console.width, WIDTH))
                console.print()
                await play(face, face.person(speaker(lines[0])), lines)
            console.print(plain(words.say(locale, "demo-end", out=str(out))))


def speaker(line: str) -> str:
    """Who says the first line of a scene."""
    said = read_line(line)
    return (said.who if said else None) or "Alice"
