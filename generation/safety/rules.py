"""Rules (layer 5): private data, calls for help, and what no single word gives away: help.toml, rules.toml."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from generation.ports import Judgement
from generation.safety.disguises import without_accents
from generation.safety.policy import Category, Policy
from generation.safety.sieve import Sieve, sieve_of
from storage.records import Audience

_GROUPS: Final = re.compile(r"(?<![a-z0-9_.,])(?:\+|00)?\(?\d{1,19}\)?(?:[ .\-/]{1,2}\(?\d{2,10}\)?){0,6}(?![a-z\d,]*\d)")
_HAN_DIGITS: Final = re.compile(r"[〇零一二三四五六七八九幺]{11}")
_REACHED: Final = re.compile(
    r"(?:\b(?:(?:my|his|her|our|phone|mobile|cell|home|whatsapp) (?:phone |cell |mobile )?(?:number|phone|cell|mobile)"
    r"|call (?:me|him|her|us)"
    r"|text (?:me|him|her|us)|tel|phone|telephone|whats ?app|(?:mi|su|tu|nuestro) (?:numero|telefono|celular|cel|movil|fijo)"
    r"|(?:telefono|celular|movil)(?: de \w+)?|llama(?:me|nos|la|lo|le|r|n)?(?: a \w+)?|marca(?:me|le)?|escribe(?:me|le)?)\b"
    r"|电话|手机|号码|打给|致电|联系方式)[^\d+]{0,20}$"
)
_CARD: Final = re.compile(
    r"(?:\b(?:card|visa|mastercard|iban|passport|tarjeta|pasaporte|cuenta|curp|dni|ssn)\b|身份证|银行卡|护照)[^\d]{0,20}$"
)
_DATE: Final = re.compile(r"(?:1\d|20)\d\d[ ./-][01]?\d[ ./-][0-3]?\d\b|\b[0-3]?\d[ ./-][01]?\d[ ./-](?:1\d|20)\d\d\b")
_YEAR: Final = re.compile(r"(?:1\d|20)\d\d|\d{1,2}")
_COUNTED: Final = ("1234567", "0123456", "9876543", "1098765", "246810", "510152", "102030", "135791", "314159")
_TELEPHONE: Final = 10  # digits from which a number by itself is one (a Mexican or American telephone, a bank card)
_TOLD: Final = 7  # digits that are enough after "call me"
_SPANISH: Final = re.compile(r"[679]\d{2}([ .-])\d{3}\1\d{3}|[679]\d{2}([ .-])\d{2}\2\d{2}\2\d{2}|9\d([ .-])\d{3}\3\d{2}\3\d{2}")


@dataclass(frozen=True, slots=True)
class _Rule:
    category: Category
    find: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None
    needs: re.Pattern[str] | None
    first: int  # place of its first pattern among those of all rules

    def holds(self, text: str, may_hold: int) -> bool:
        """`may_hold`: the patterns that can be in this text, as the sieve says."""
        may = may_hold >> self.first & (1 << len(self.find)) - 1
        if not may or (self.needs and not self.needs.search(text)):
            return False
        found = any(may >> number & 1 and pattern.search(text) for number, pattern in enumerate(self.find))
        return found and not (self.unless and self.unless.search(text))


class Pieces:
    """Parts of patterns that have a name: each stands for its alternatives, also within another."""

    def __init__(self, pieces: Mapping[str, str]) -> None:
        self._pieces = pieces
        self._named = re.compile("|".join(sorted(pieces, key=len, reverse=True)))

    def put_in(self, pattern: str) -> str:
        return self._named.sub(lambda name: f"(?:{self.put_in(self._pieces[name[0]])})", pattern)


class Misspelt:
    """Words as children write them, each read as the word that is meant."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._meant = {f"_{number}": word for number, word in enumerate(written)}
        each = "|".join(f"(?P<_{number}>{ways})" for number, ways in enumerate(written.values()))
        self._found = re.compile(rf"\b(?:{each})\b")

    def righted(self, plain: str) -> str:
        return self._found.sub(lambda found: self._meant[str(found.lastgroup)], plain)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("generation.safety").joinpath(name).read_text("utf-8"))


@functools.cache
def help_lines() -> dict[str, Any]:
    """What help.toml holds."""
    return _read("help.toml")


@functools.cache
def misspelt() -> Misspelt:
    """What is misspelt in calls for help."""
    return Misspelt(help_lines()["misspelt"])


class Rules:
    """Finds what patterns tell; satisfies ports.Moderator. Immutable, so any thread may ask.

    Who asks for help breaks no rule: `help` leads, so that the answer is the kind one.
    """

    def __init__(self, policy: Policy | None = None) -> None:
        self._policy = policy or Policy.load()
        told, raw = help_lines(), _read("rules.toml")
        pieces = Pieces({**told["pieces"], **raw["pieces"], "NAME": "|".join(raw["names"].split())})
        self._misspelt = misspelt()
        rules: list[_Rule] = []
        for rule in (*told["rule"], *raw["rule"]):
            find = tuple(re.compile(pieces.put_in(pattern)) for pattern in rule["find"])
            unless, needs = (re.compile(pieces.put_in(rule[name])) if name in rule else None for name in ("unless", "needs"))
            first = rules[-1].first + len(rules[-1].find) if rules else 0
            rules.append(_Rule(Category(rule["category"]), find, unless, needs, first))
        self._rules = tuple(rules)

    @functools.cached_property
    def _sieve(self) -> Sieve:
        return sieve_of(tuple(pattern for rule in self._rules for pattern in rule.find))

    def judge(self, text: str, audience: Audience) -> Judgement:
        """Satisfies ports.Moderator."""
        return self._policy.judge("rules", dict.fromkeys(self._found(without_accents(text).replace("’", "'"))), audience)

    def _found(self, plain: str) -> Iterator[Category]:
        righted = self._misspelt.righted(plain)
        may_hold = {text: self._sieve.may_hold(text) for text in {plain, righted}}
        for rule in self._rules:
            text = righted if rule.category is Category.HELP else plain
            if rule.holds(text, may_hold[text]):
                yield rule.category
        if any(_is_private(plain, match) for match in _GROUPS.finditer(plain)) or _HAN_DIGITS.search(plain):
            yield Category.PRIVATE


def _is_private(plain: str, match: re.Match[str]) -> bool:
    """Whether a number is a telephone's, a card's or a passport's: not a year, a date, a score, or somebody counting."""
    written, before = match[0], plain[: match.start()]
    digits = "".join(re.findall(r"\d", written))
    groups = re.findall(r"\d+", written)
    if len(digits) < _TOLD or _DATE.search(written) or all(_YEAR.fullmatch(group) for group in groups):
        # Years and short numbers in a row are counted as a telephone's only where one is announced.
        return len(digits) >= _TOLD and not _DATE.search(written) and bool(_REACHED.search(before))
    if _REACHED.search(before) or _CARD.search(before):
        return True
    if digits.startswith(_COUNTED) or len(set(digits[1:])) == 1 or all(group.endswith("00") for group in groups):
        return False
    return len(digits) >= _TELEPHONE or written.startswith("+") or _SPANISH.fullmatch(written) is not None
