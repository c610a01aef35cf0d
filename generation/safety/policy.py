"""What each audience may see, as data (`policy.toml`), and what a review says."""

import functools
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Final

from generation.ports import Judgement, Verdict
from storage.problem import Problem
from storage.records import Audience

_STRICTNESS: Final = {Verdict.ALLOW: 0, Verdict.REVIEW: 1, Verdict.BLOCK: 2}


class Category(StrEnum):
    """The closed set of reasons; the words paragraph `problem-refused` selects on it."""

    SEXUAL = "sexual"
    NUDITY = "nudity"
    VIOLENCE = "violence"
    GORE = "gore"
    SELF_HARM = "self-harm"
    DRUGS = "drugs"
    ALCOHOL = "alcohol"
    HATE = "hate"
    EXTREMISM = "extremism"
    WEAPONS = "weapons"
    PROFANITY = "profanity"
    GAMBLING = "gambling"
    SCATOLOGY = "scatology"
    SCARY = "scary"
    REAL_PEOPLE = "real-people"
    CHARACTERS = "characters"  # advice only: no audience is refused a picture for it
    MINORS = "minors"  # what is sexual, with a child in it
    ROOM = "room"  # a phrase that the moderators of a room added
    INJECTION = "injection"
    PRIVATE = "private"
    HELP = "help"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Review:
    """The guard's word on a text: `rule` names what led to the verdict ("" when allowed), `categories` what it touches."""

    text: str
    verdict: Verdict
    rule: str = ""
    categories: tuple[str, ...] = ()

    def passes(self, audience: Audience) -> bool:
        """Whether people may see it: a doubtful text is for adults only, and not what may be on the floor."""
        return passes(self.verdict, audience) and (self.verdict is Verdict.ALLOW or _floor().isdisjoint(self.categories))


class Refused(Problem):
    """The guard said no: Problem "refused" (category=, rule=, suggestion= a safer wish or "").

    `words` (what was refused) and `review` are for whoever asks the moderators; they stand in no detail, log line or `repr`, and
    what a durable job stores is the plain Problem without them and without the suggestion, which is made of the same words.
    """

    def __init__(self, words: str, review: Review, *, category: str = "", suggestion: str = "") -> None:
        """`category`: the one that decided; without it the review's first, or "unavailable" where a layer could not answer."""
        why = category or next(iter(review.categories), Category.UNAVAILABLE.value)
        super().__init__("refused", category=why, rule=review.rule, suggestion=suggestion)
        self.words = words
        self.review = review

    def __reduce__(self) -> tuple[Callable[[str, dict[str, str | float]], Problem], tuple[str, dict[str, str | float]]]:
        return Problem("refused", **{**self.details, "suggestion": ""}).__reduce__()

    def __str__(self) -> str:
        return f"refused {self.details['category']} {self.details['rule']}"

    def __repr__(self) -> str:
        return f"Refused({self.details['category']!r}, {self.details['rule']!r})"


def passes(verdict: Verdict, audience: Audience) -> bool:
    """Whether a verdict lets a text or picture through for this audience."""
    return verdict is Verdict.ALLOW or (verdict is Verdict.REVIEW and audience is Audience.ADULTS)


def strictest(judgements: Iterable[Judgement]) -> Judgement:
    """The strictest verdict, with the categories of all that object; what leads is the first of the strictest.

    But who asks for help is answered before anything else that stands in the same words, whoever heard it.
    """
    objections = [judgement for judgement in judgements if judgement.verdict is not Verdict.ALLOW]
    if not objections:
        return Judgement(Verdict.ALLOW)
    worst = max(objections, key=lambda judgement: _STRICTNESS[judgement.verdict])
    first = next((judgement for judgement in objections if Category.HELP in judgement.categories), worst)
    names = (name for each in (first, worst, *objections) for name in each.categories)
    ordered = sorted(dict.fromkeys(names), key=lambda name: name != Category.HELP)
    return Judgement(worst.verdict, first.rule, tuple(ordered))


class Policy:
    """Category and audience to verdict. What a policy does not name is blocked.

    `floor`: the categories that no room may weaken by phrases of its own; `even_in_doubt`: those of them of which moderators may
    not even allow what a layer only doubts (a lesson on the war, a bandaged ear). `by_no_phrase`: what else no phrase of a room
    allows where a layer is sure.
    """

    def __init__(
        self,
        table: Mapping[Audience, Mapping[Category, Verdict]],
        floor: Iterable[Category] = (),
        even_in_doubt: Iterable[Category] = (),
        by_no_phrase: Iterable[Category] = (),
    ) -> None:
        """Raises ValueError where an audience would get anything of what is on the floor."""
        self._table = table
        self.floor = frozenset(floor)
        self.even_in_doubt = frozenset(even_in_doubt) & self.floor
        self._by_no_phrase = frozenset(by_no_phrase)
        weak = sorted(one for one in self.floor for row in table.values() if row.get(one, Verdict.BLOCK) is not Verdict.BLOCK)
        if weak:
            raise ValueError(f"on the floor, yet not blocked: {', '.join(weak)}")

    @classmethod
    def load(cls) -> "Policy":
        """Read `policy.toml`; a name that is no audience, category or verdict is a ValueError."""
        return cls.of(resources.files("generation.safety").joinpath("policy.toml").read_text("utf-8"))

    @classmethod
    def of(cls, toml: str) -> "Policy":
        """A policy from the text of such a file."""
        raw = tomllib.loads(toml)
        floor = raw.pop("floor", {})
        return cls(
            {
                Audience(audience): {Category(category): Verdict(verdict) for category, verdict in row.items()}
                for audience, row in raw.items()
            },
            (Category(name) for name in floor.get("categories", ())),
            (Category(name) for name in floor.get("even_in_doubt", ())),
            (Category(name) for name in floor.get("by_no_phrase", ())),
        )

    def on_floor(self, verdict: Verdict, categories: Iterable[str]) -> bool:
        """Whether an objection for these reasons is one that no room may set aside."""
        named = self.floor.intersection(categories)
        return bool(named) and (verdict is Verdict.BLOCK or not named.isdisjoint(self.even_in_doubt))

    def beyond_phrases(self, verdict: Verdict, categories: Iterable[str]) -> bool:
        """Whether an objection for these reasons is one that no phrase of a room sets aside."""
        named = frozenset(categories)
        return self.on_floor(verdict, named) or (verdict is Verdict.BLOCK and not self._by_no_phrase.isdisjoint(named))

    def verdict(self, category: Category, audience: Audience) -> Verdict:
        """What this audience's rooms do with this category."""
        return self._table.get(audience, {}).get(category, Verdict.BLOCK)

    def judge(self, layer: str, categories: Iterable[Category], audience: Audience) -> Judgement:
        """The judgement on categories that a layer found; the rule is "layer.category"."""
        return strictest(
            Judgement(self.verdict(category, audience), f"{layer}.{category}", (category.value,)) for category in categories
        )


@functools.cache
def _floor() -> frozenset[Category]:
    return Policy.load().floor
