"""Injection rules (layer 3): words that talk to the machine instead of describing a picture; the rules stand in injection.toml."""

import functools
import re
import tomllib
from importlib import resources
from typing import Any

from generation.ports import Judgement
from generation.safety.disguises import without_accents
from generation.safety.policy import Category, Policy
from generation.safety.sieve import Sieve, sieve_of
from storage.records import Audience


class Injection:
    """Finds tries to get out of the frame; satisfies ports.Moderator."""

    def __init__(self, policy: Policy | None = None) -> None:
        self._policy = policy or Policy.load()
        raw: dict[str, Any] = tomllib.loads(resources.files("generation.safety").joinpath("injection.toml").read_text("utf-8"))
        fragments: dict[str, str] = raw.pop("fragments")
        rules = [rule for section in raw.values() for rule in section["rules"]]
        self._rules = tuple(re.compile(re.sub(r"%(\w+)%", lambda name: fragments[name[1]], rule)) for rule in rules)

    @functools.cached_property
    def _sieve(self) -> Sieve:
        return sieve_of(self._rules)

    def judge(self, text: str, audience: Audience) -> Judgement:
        """Satisfies ports.Moderator."""
        plain = without_accents(text)
        may_hold = self._sieve.may_hold(plain)
        found = any(may_hold >> number & 1 and rule.search(plain) for number, rule in enumerate(self._rules))
        return self._policy.judge("injection", (Category.INJECTION,) if found else (), audience)
