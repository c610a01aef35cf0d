"""SafePrompt: the only form in which a prompt may reach a provider, and only the guard can make one."""

from dataclasses import dataclass, field
from typing import Any, Final, NoReturn, final

from storage.records import Audience


@final
class _Seal:
    """What the guard hands in to make a SafePrompt. There are two: the guard's, and the one that is spent."""


_GUARD_ONLY: Final = _Seal()
_SPENT: Final = _Seal()


@final
@dataclass(frozen=True, slots=True)
class SafePrompt:
    """A prompt the guard let through.

    `words` are the person's own words, cleaned, with a style that has to be said; `text` is the whole metaprompt with those words
    fenced off as data;
    `positive` is for models that take no instructions: the words and what the picture shall be;
    `negative` is what must not appear, for models that take it apart; `metaprompt_id` is the first 12 hex digits of the
    SHA-256 of the metaprompt's files that it was made of. `_seal` refuses every maker but the guard: mypy for want of an argument,
    Python by TypeError.
    """

    words: str
    text: str
    positive: str
    negative: str
    metaprompt_id: str
    audience: Audience
    _seal: _Seal = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self._seal is not _GUARD_ONLY:
            raise TypeError("Only generation.safety.guard makes a SafePrompt.")
        object.__setattr__(self, "_seal", _SPENT)  # so that dataclasses.replace has no seal to hand on

    def __init_subclass__(cls, **_options: Any) -> NoReturn:
        raise TypeError("SafePrompt has no other kinds.")

    def __reduce__(self) -> str:
        raise TypeError("A SafePrompt is not stored or sent: the guard makes a new one from the words.")
