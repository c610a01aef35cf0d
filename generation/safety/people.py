"""People (layer 4): what is unkind or dangerous by how words stand together; the words and rules stand in people.toml."""

import re
import tomllib
from collections.abc import Sequence
from importlib import resources
from typing import Any, Final

from generation.ports import Judgement
from generation.safety.disguises import without_accents
from generation.safety.lexicon import expanded
from generation.safety.policy import Category, Policy
from storage.records import Audience

_TOKEN: Final = re.compile(r"[^\W\d_\u3040-\u9fff]+")
_SENTENCE: Final = re.compile(r"[.,;:!?¡¿\n()]+")
_BACK: Final = 4  # words before "is" that can name who is meant: "my friend Lucy Brown is"
_APART: Final = 3  # words between "is" and what is said: "is such a really ugly"
_OWN: Final = frozenset({"my", "our", "mi", "nuestra", "nuestro"})
_NAME_AND_EPITHET: Final = 3  # "Marta la gorda"
_NAMES: Final = 2  # "Carlos Pérez"


class People:
    """Finds mockery of people near the writer, and people who jump from high places; satisfies ports.Moderator.

    "Lucía es gorda" and "my fat teacher" are mockery; "a fat cat", "the ugly duckling" and "un gato es gordo" are not.
    """

    def __init__(self, policy: Policy | None = None) -> None:
        self._policy = policy or Policy.load()
        raw: dict[str, Any] = tomllib.loads(resources.files("generation.safety").joinpath("people.toml").read_text("utf-8"))
        words = {
            name: frozenset(word for entry in entries.split() for word in expanded(entry))
            for name, entries in raw["mockery"].items()
            if isinstance(entries, str)
        }
        self._near, self._anyone, self._is, self._you = (words[name] for name in ("near", "anyone", "is", "you"))
        self._between, self._unkind, self._beasts, self._smells = (
            words[name] for name in ("between", "unkind", "beasts", "smells")
        )
        self._articles, self._things, self._of = (words[name] for name in ("articles", "things", "of"))
        self._groups, self._insults, self._labels = (words[name] for name in ("groups", "insults", "labels"))
        self._goes_on, self._sniffs, self._reeks = (words[name] for name in ("goes_on", "sniffs", "reeks"))
        self._imagined = words["playing"] | words["stories"]
        self._chinese = re.compile(raw["mockery"]["zh"]["rule"])
        self._rude = re.compile(raw["rude"]["rule"])
        self._jumps = tuple(re.compile(rule) for rule in raw["jump"]["rules"])
        self._no_harm = re.compile(raw["jump"]["unless"])

    def judge(self, text: str, audience: Audience) -> Judgement:
        """Satisfies ports.Moderator."""
        plain = without_accents(text)
        found = []
        if self._chinese.search(plain) or any(
            self._mocks(_TOKEN.findall(part), audience is Audience.ADULTS) for part in _SENTENCE.split(plain)
        ):
            found.append(Category.HATE)
        if self._rude.search(plain):
            found.append(Category.PROFANITY)
        if any(rule.search(plain) for rule in self._jumps) and not self._no_harm.search(plain):
            found.append(Category.SELF_HARM)
        return self._policy.judge("people", found, audience)

    def _mocks(self, words: Sequence[str], grown: bool) -> bool:
        if not self._imagined.isdisjoint(words):
            return False
        return (
            any(self._said_of(words, place) for place, word in enumerate(words) if word in self._is or word in self._smells)
            or any(self._reeking(words, place) for place, word in enumerate(words) if word in self._sniffs)
            or any(self._name_is(words, place, grown) for place, word in enumerate(words) if word in self._is)
            or any(self._called(words, place) for place, word in enumerate(words) if word in self._unkind)
            or self._by_name(words)
        )

    def _said_of(self, words: Sequence[str], place: int) -> bool:
        """Whether words[place], a form of "is", says something unkind of somebody."""
        said = place + 1
        while said < len(words) and said - place <= _APART and words[said] in self._between and words[said] not in self._unkind:
            said += 1
        said_of = words[said : said + 2]
        unkind = words[place] in self._smells or not self._unkind.isdisjoint(said_of[:1])
        # "es una bruja fea", "is a pig": of people who are near only, as Luna may be a fat cat.
        noun_first = words[said - 1] in {"un", "una"} and not self._unkind.isdisjoint(said_of[1:])
        worse = noun_first or not self._beasts.isdisjoint(said_of[:1])
        if not unkind and not worse:
            return False
        before = words[max(0, place - _BACK) : place]
        if before and before[-1] in {"que", "who"}:
            before = before[:-1]
            if words[place - 1] == "que":  # "a Pablo que es": in Spanish that is no article
                before = [word for word in before if word != "a"]
        return self._somebody(before, name=unkind) or (unkind and words[place] in self._you)

    def _name_is(self, words: Sequence[str], place: int, grown: bool) -> bool:
        """Whether a text begins with a bare name and calls it an animal ("Pepe es un burro") or, for the young, gay."""
        name = words[: place - 1] if words[place - 1 : place] == ["se"] else words[:place]
        if not 1 <= len(name) <= _NAMES or not self._bare(name):
            return False
        said = place + 1
        while said < len(words) - 1 and said - place <= _APART and words[said] in self._between:
            said += 1
        called, goes_on = words[said : said + 1], words[said + 1 : said + 2]
        if not self._labels.isdisjoint(called):
            return not grown
        if words[place] == "es" and said == place + 1 and called in (["mono"], ["mona"]):
            return False  # "Pablo es mono": he is cute
        return not self._insults.isdisjoint(called) and (not goes_on or goes_on[0] in self._goes_on)

    def _bare(self, names: Sequence[str]) -> bool:
        """Whether these words can be a person's name: no articles, things, animals, or words of people."""
        others = self._articles | self._things | self._of | self._beasts | self._insults | self._unkind | self._anyone | self._you
        return others.isdisjoint(names) and all(len(name) > 1 for name in names)

    def _reeking(self, words: Sequence[str], place: int) -> bool:
        """Whether words[place], a form of "smells", says that somebody smells bad; "Tom smells", and nothing after it, does too."""
        after = [
            word for word in words[place + 1 : place + 4] if word not in self._between and word not in {"a", "of", "like", "como"}
        ]
        bad = after[0] in self._reeks if after else words[place] == "smells" and place + 1 == len(words)
        return bad and self._somebody(words[max(0, place - _BACK) : place], name=True)

    def _somebody(self, before: Sequence[str], *, name: bool) -> bool:
        """Whether the words before "is" mean a person who is near, or (`name`) a name."""
        for place, word in enumerate(before):
            # In "the dog of my teacher" it is the dog.
            whose = [near for near in before[max(0, place - 2) : place] if near in self._of]
            if word in self._near and not whose:
                return True
        if not name or not before:
            return False
        last = before[-1]
        if last in self._anyone:
            return True
        known = last in self._things or last in self._unkind or last in self._beasts or last in self._of or last in self._articles
        return not known and self._articles.isdisjoint(before[-3:]) and self._of.isdisjoint(before[-2:])

    def _called(self, words: Sequence[str], place: int) -> bool:
        """Whether words[place] stands right at a person: "my fat teacher", "la profe fea", "the fat kid in my class"."""
        after, before = words[place + 1 : place + 2], words[max(0, place - 1) : place]
        articled = bool(words[max(0, place - 2) : place]) and not self._articles.isdisjoint(words[max(0, place - 2) : place])
        if articled and ((after and after[0] in self._near) or (before and before[0] in self._near)):
            return True
        rest = words[place + 1 : place + 6]
        if rest[:1] == ["de"] and len(rest) > 1 and rest[1] in _OWN and not self._near.isdisjoint(rest[2:3]):
            return True  # "la gorda de mi hermana"
        return not self._groups.isdisjoint(rest) and not _OWN.isdisjoint(rest)

    def _by_name(self, words: Sequence[str]) -> bool:
        """Whether a text is a name and an epithet, and nothing else: "Marta la gorda", "el tonto de Julián"."""
        if len(words) == _NAME_AND_EPITHET + 1 and words[0] in {"la", "el"} and words[1] in self._unkind and words[2] == "de":
            return self._bare(words[3:])
        return (
            len(words) == _NAME_AND_EPITHET
            and words[1] in {"la", "el", "the"}
            and words[2] in self._unkind
            and words[0] not in self._articles | self._things | self._of
        )
