"""SafePrompt: the only form in which a prompt may reach a provider, and only the guard can make one."""

from dataclasses import dataclass
from typing import Any, Final, final

from storage.records import Audience

_GUARD_ONLY: Final = object()


@final
@dataclass(frozen=True, slots=True)
class SafePrompt:
    """A prompt the guard let through.

    `words` are the person's own words, cleaned; `text` is the whole metaprompt with those words fenced off as data;
    `metaprompt_id` is the first 12 hex digits of the metaprompt file's SHA-256. `_seal` refuses every maker but the guard.
    """

    words: str
    text: str
    negative: str
    metaprompt_id: str
    audience: Audience
    _seal: Any = None

    def __post_init__(self) -> None:
        if self._seal is not _GUARD_ONLY:
            raise TypeError("Only generation.safety.guard makes a SafePrompt.")

    def __reduce__(self) -> str:
        raise TypeError("A SafePrompt is not stored or sent: the guard makes a new one from the words.")
