"""The one exception that a person is told about, in their language."""


class Problem(Exception):
    """A reason why something could not be done.

    `key` names a paragraph `problem-<key>` in `commands/locales/*.ftl`; `details` are its values (str, int, float). Any room may
    raise it; `commands.core.dispatch` (or the command line) translates it. It is never a programming error.
    """

    def __init__(self, key: str, **details: str | float) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details

    def __str__(self) -> str:
        return f"{self.key} {self.details}" if self.details else self.key
