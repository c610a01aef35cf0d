"""What a person may have meant who talked without a command: in a terminal there is nobody else to talk to."""

import re
from collections.abc import Mapping

from commands.core.command import Command, alike, heard
from commands.core.names import folded
from commands.core.parse import parse
from commands.core.words import Words
from storage.problem import Problem

_LONGEST = 120
_SIGNS = " \t/\uff0f!\uff01.,:\uff1a"
_SET = re.compile(r"#(?P<set>\d{1,15})")
_USAGE = {"as": "terminal-as", "dm": "terminal-dm", "md": "terminal-dm", "私聊": "terminal-dm"}
_HAN = re.compile("[\u4e00-\u9fff]")


def meant(text: str, menu: Mapping[str, Command], words: Words) -> str | None:
    """The command line that `text` comes nearest to ("vot 2" -> "/vote 2", "画一只狐狸" -> "/imagine 一只狐狸"), or None."""
    plain = " ".join(text.split())[:_LONGEST].lstrip(_SIGNS)
    if (number := _SET.fullmatch(plain)) is not None:
        return f"/results {number['set']}"
    if not plain.strip("?？¿ "):
        return "/help" if plain else None
    first, _, rest = plain.partition(" ")
    spoken = heard(menu, words)
    word = folded(first.strip("?？¿¡!！,.:"))
    if word not in spoken:
        begun = max((one for one in spoken if _HAN.match(one) and word.startswith(one)), key=len, default=None)
        if begun is not None:
            word, rest = begun, f"{first[len(begun) :]} {rest}".strip()
    name = spoken.get(word) or spoken.get(alike(word, spoken) or "")
    if name is None:
        return None
    if not menu[name].options or name == "help":
        return f"/{name}"
    return f"/{name} {words.digits(rest)}".strip()


def needs_code(text: str, menu: Mapping[str, Command], words: Words) -> bool:
    """Whether this line is for a game without naming one: in the private chat none runs."""
    try:
        typed = parse(text, menu, words)
    except Problem:
        return False
    return typed is not None and typed.command.name in ("guess", "hint") and "challenge" not in typed.given


def usage_of(text: str) -> str | None:
    """The key of how to use what somebody typed the beginning of: "as" and "dm" alone do nothing."""
    return _USAGE.get(text.strip().rstrip(":：").rstrip().casefold())


def note_on(text: str, menu: Mapping[str, Command], words: Words, *, aside: bool) -> str | None:
    """The key of what is to be added to the answer to this line: how things are done in a terminal."""
    try:
        typed = parse(text, menu, words)
    except Problem:
        return None
    if typed is None:
        return None
    if typed.command.name == "help" and not typed.given:
        return "terminal-help"
    if typed.command.name == "forget":
        return "terminal-forget"
    # Everybody in the room has just read the secret.
    return "terminal-aside" if typed.command.name == "challenge" and "prompt" in typed.given and not aside else None
