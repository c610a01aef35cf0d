"""The one exception that a person is told about, in their language."""

from collections.abc import Callable


class Problem(Exception):  # noqa: N818 - it is no error: a person is told and all is well
    """A reason why something could not be done.

    `key` names a paragraph `problem-<key>` in `commands/locales/*.ftl`; `details` are its values (str, int, float). Any room may
    raise it; `commands.core.dispatch` (or the command line) translates it. It is never a programming error.
    """

    def __init__(self, key: str, **details: str | float) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details

    def __reduce__(self) -> tuple[Callable[[str, dict[str, str | float]], "Problem"], tuple[str, dict[str, str | float]]]:
        # A durable job stores the problem of a step and raises it again after a restart.
        return _again, (self.key, self.details)

    def __str__(self) -> str:
        return f"{self.key} {self.details}" if self.details else self.key


class Overheard(Problem):
    """A problem with words that were typed where others read them: a face takes them away if it can, or asks for that."""


def _again(key: str, details: dict[str, str | float]) -> Problem:
    return Problem(key, **details)
