"""The demo: a conversation that shows it all, played through the same face, dispatcher, storage and pipeline as a real one.

Its data lives in a folder that is gone afterwards; the pictures stay in the out folder. The secret of its game is one of the
deck, chosen here so that the guesses below fit it.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.rule import Rule

from bot.app import Kit, opened
from bot.settings import Pictures, Settings
from bot.terminal.adapter import PLATFORM, TerminalAdapter
from bot.terminal.chat import play
from bot.terminal.render import WIDTH
from commands.core.markup import plain
from generation.sketch.deck import Deck

CHOSEN = "Two bears next to a campfire under the stars"
SCRIPT = """
demo-wish
as Alice: /imagine a red fox in a snowy forest at night --seed 7
demo-vote
as Bob: vote 2
as Carmen: vote 2
as Li: vote 3
as Bob: vote 3
as Carmen: vote 3
as Alice: /results --close
demo-more
as Carmen: /language es
as Carmen: /imagine un faro junto al mar con gaviotas --count 1 --ratio 16:9 --seed 5
as Li: /language zh
as Li: /imagine 月光下的猫和花 --count 1 --style watercolour --seed 3
as Bob: /imagine a rocket over the city at night --count 1 --style neon --ratio 9:16 --seed 4
as Bob: #1
demo-game
as Alice: /challenge --minutes 5
as Bob: /guess a submarine in the desert
as Bob: /hint
as Bob: /guess some bears sitting around a fire at night
as Carmen: /guess un par de osos al lado de una fogata bajo las estrellas
as Li: /hint
as Li: /guess 星空下，两只熊坐在篝火旁边
as Alice: /challenge --close
as Alice: /top
"""


async def show(settings: Settings, *, locale: str, console: Console, pictures: Pictures, out: Path) -> None:
    """Play the script to its end. Raises LookupError when the deck has lost the secret (a test sees that first)."""
    kit = Kit.load()
    kit = replace(kit, deck=Deck(tuple(secret for secret in kit.deck.secrets if secret.prompts["en"] == CHOSEN)))
    with tempfile.TemporaryDirectory(prefix="pincel-demo-") as folder:
        async with opened(settings.model_copy(update={"data": Path(folder)}), kit=kit) as app:
            face = TerminalAdapter(app.dispatcher, console=console, out=out, locale=locale, pictures=pictures)
            await app.start({PLATFORM: face})
            words = app.house.words
            for scene, lines in scenes(SCRIPT):
                console.print(Rule(plain(words.say(locale, scene)), style="dim"), width=min(console.width, WIDTH))
                console.print()
                await play(face, face.person("Alice"), lines)
            console.print(plain(words.say(locale, "demo-end", out=str(out))))


def scenes(script: str) -> Iterable[tuple[str, list[str]]]:
    """(words key of the heading, its lines) for each scene."""
    found: list[tuple[str, list[str]]] = []
    for line in script.strip().splitlines():
        if line.startswith("demo-"):
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return found
