"""The deck of secrets: prompts for the guessing game that the sketch painter can draw in full."""

import random
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

DECK: Final = Path(__file__).parent / "deck.toml"
LOCALES: Final = ("en", "es", "zh")


@dataclass(frozen=True, slots=True)
class Secret:
    """One sentence and what it is about (the hint), each by locale: en, es, zh."""

    prompts: dict[str, str]
    category: dict[str, str]


@dataclass(frozen=True, slots=True)
class Deck:
    """All secrets in the order of the file."""

    secrets: tuple[Secret, ...]

    @classmethod
    def load(cls, path: Path = DECK) -> Self:
        """Read the deck."""
        with path.open("rb") as file:
            content = tomllib.load(file)
        categories = content["category"]
        return cls(
            tuple(Secret({locale: row[locale] for locale in LOCALES}, categories[row["category"]]) for row in content["secret"])
        )

    def draw(self, used: Collection[str], pick: random.Random) -> Secret:
        """A secret whose English sentence is not among `used`; when all are, any of them."""
        fresh = [secret for secret in self.secrets if secret.prompts["en"] not in used]
        return pick.choice(fresh or self.secrets)
