"""The rules of guess-the-prompt: what a guess is worth, how warm it is, who leads, and what a hint gives away."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from commands.core.markup import Markup, instant, left_until
from generation.ports import Score, Scorer
from storage.records import Challenge, Guess, Member
from storage.standings import NEAR

GUESS_CHARS = 120  # a longer guess is a list of words, and a secret that long can not be guessed
MOST_TRIES = 10
LONGEST_MINUTES = 7 * 24 * 60  # of a game, and of a vote
SOLVED = 90
TRY_COST = 4
HINT_COST = 10
HINTS = 4
BAR_CELLS = 10
HALF_A_DAY = 12  # hours
MEDALS = ("🥇", "🥈", "🥉")
_SEASON = re.compile(r"2\d{3}-(?:0[1-9]|1[0-2])")
_WORD = re.compile(r"\w+")
_HAN = re.compile("[\u4e00-\u9fff]")


class Warmth(StrEnum):
    """How near a guess is, as the words say it."""

    ICY = "icy"
    COLD = "cold"
    MILD = "mild"
    WARM = "warm"
    HOT = "hot"
    SOLVED = "solved"


_FROM = ((SOLVED, Warmth.SOLVED), (75, Warmth.HOT), (55, Warmth.WARM), (NEAR, Warmth.MILD), (15, Warmth.COLD))


def points(score: int, *, tries_used: int, hints: int) -> int:
    """What a guess is worth: `score - 4 * (tries_used - 1) - 10 * hints`, never below 0.

    `score` is 0..100, `tries_used` counts this guess too (from 1), `hints` are those taken before it. A person's points in a game
    are those of their best guess, so a further try can only win.
    """
    return min(100, max(0, score - TRY_COST * (max(1, tries_used) - 1) - HINT_COST * max(0, hints)))


def warmth(score: int) -> Warmth:
    """The word for a score of 0..100; from 90 on the secret counts as solved."""
    return next((word for least, word in _FROM if score >= least), Warmth.ICY)


def bar(score: int) -> str:
    """A score of 0..100 as ten cells; only a full score fills the last one."""
    filled = min(BAR_CELLS, max(0, score) * BAR_CELLS // 100)
    return "▰" * filled + "▱" * (BAR_CELLS - filled)


def medal(rank: int, points: int) -> str:
    """A medal for the first three, then the number; without points there is nothing to be first in."""
    return MEDALS[rank - 1] if points > 0 and rank <= len(MEDALS) else f"{rank}."


def season_of(moment: datetime) -> str:
    """The season of a moment: its month in UTC, "2026-11"."""
    return f"{moment.astimezone(UTC):%Y-%m}"


def time_of(moment: datetime, now: datetime) -> Markup:
    """A moment as each face says it to its people; with the day when the hour alone could be two different ones."""
    return instant(moment, day=abs(moment - now) >= timedelta(hours=HALF_A_DAY))


def time_left(game: Challenge, now: datetime) -> dict[str, int | str]:
    """How long a game still runs and until when, as the words want it."""
    return left_until(game.closes_at, now) | {"time": time_of(game.closes_at, now)}


def is_season(text: str) -> bool:
    """Whether a text is a season, "2026-11"."""
    return _SEASON.fullmatch(text) is not None


def secret_in(challenge: Challenge, locale: str) -> str:
    """The secret in that language, or in the one it was written in; empty when its author took it back."""
    return challenge.secrets.get(locale) or challenge.secrets.get(challenge.locale) or next(iter(challenge.secrets.values()), "")


def best_score(scorer: Scorer, secrets: Collection[str], text: str) -> tuple[Score, str]:
    """The best score of a guess over the languages of the secret, and the secret it was won against. CPU work: runs in the pool."""
    return max(((scorer.score(secret, text), secret) for secret in secrets), key=lambda scored: scored[0].points)


@dataclass(frozen=True, slots=True)
class Place:
    """A player's place in a finished game: the best guess and how many it took; `nearest` is the highest score of all."""

    member: Member
    best: Guess
    guesses: int
    nearest: int

    @property
    def wins(self) -> bool:
        """Whether this place is worth a victory if it is the first: cold guesses win nothing. The same rule as the standings'."""
        return self.best.points > 0 and self.nearest >= NEAR


def ranking(guesses: Sequence[Guess]) -> tuple[Place, ...]:
    """Players by the points of their best guess; who came to the same points earlier stands before."""
    by_member: dict[Member, list[Guess]] = {}
    for guess in guesses:
        by_member.setdefault(guess.member, []).append(guess)
    places = [Place(member, max(own, key=_worth), len(own), max(one.score for one in own)) for member, own in by_member.items()]
    return tuple(sorted(places, key=lambda place: _worth(place.best), reverse=True))


def _worth(guess: Guess) -> tuple[int, int]:
    # The same rule as the standings': among equal points the earlier guess wins, so a game has one winner.
    return guess.points, -guess.id


def own_words(scorer: Scorer, secret: str, text: str) -> tuple[str, ...]:
    """The words of a guess that are right, as the person wrote them: the secret's own word for it would be a hint for nothing.

    Only what the whole guess is credited with, so a list of words does not learn of each whether it is right.
    CPU work of about 2 ms a word: runs in the pool.
    """
    found = set(scorer.score(secret, text).hits)
    said = scorer.score(text, secret).elements
    return tuple(word for word in said if found.intersection(scorer.score(secret, word).hits))


def initials(secret: str) -> str:
    """The secret with only the first letter of each word left; of Chinese, every third sign: "a r·· f··"."""

    def veiled(word: re.Match[str]) -> str:
        keep_every = 3 if _HAN.search(word[0]) else len(word[0])
        return "".join(sign if index % keep_every == 0 else "·" for index, sign in enumerate(word[0]))

    return _WORD.sub(veiled, secret)


def word_count(secret: str) -> int:
    """Words of a secret; of Chinese, its signs."""
    return sum(len(word) if _HAN.search(word) else 1 for word in _WORD.findall(secret))


def is_han(secret: str) -> bool:
    """Whether a secret is written in Chinese signs."""
    return _HAN.search(secret) is not None
