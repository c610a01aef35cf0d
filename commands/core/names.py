"""Values that each language says in its own way: names of options and choices, and lists."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Self

# Spanish changes "y" before the sound of i ("agua e hilo", but "agua y hielo") and "o" before that of o ("tinta u óleo").
_CLASHES = {"and": re.compile(r"h?i(?![aeou])"), "or": re.compile(r"h?o")}


class Name(str):
    """An option or a choice as the program calls it; `key` is the paragraph that says how a language calls it."""

    __slots__ = ("key",)
    key: str

    def __new__(cls, text: str, key: str) -> Self:
        made = super().__new__(cls, text)
        made.key = key
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        return type(self), (str(self), self.key)


class Listed(str):
    """Several texts in a row, joined as the language does it: "a, b and c", "a, b u o", "a、b和c".

    `joint` is "and", "or", or "comma" for a plain row. As a text of its own (in a log) it is joined by commas.
    """

    __slots__ = ("items", "joint")
    items: tuple[str, ...]
    joint: str

    def __new__(cls, items: Iterable[str], joint: str = "and") -> Self:
        kept = tuple(items)
        made = super().__new__(cls, ", ".join(kept))
        made.items, made.joint = kept, joint
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[str, ...], str]]:
        return type(self), (self.items, self.joint)


def folded(text: str) -> str:
    """A name without what people leave out or swap when they type: capitals, accents, width, dashes for underscores."""
    apart = unicodedata.normalize("NFKD", text.strip()).casefold()
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("-", "_")


def clashes(joint: str, following: str) -> bool:
    """Whether a word begins with the very sound of a language's "and" or "or", where that language has another word for it."""
    rule = _CLASHES.get(joint)
    return rule is not None and rule.match(folded(following)) is not None
