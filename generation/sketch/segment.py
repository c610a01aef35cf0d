"""Cuts a prompt into known phrases: longest match over words in English and Spanish, the cheapest path over letters in Chinese."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generation.sketch.inflection import fold
from generation.sketch.lexicon import UNDRAWN, Kind, Lexicon, Sense, Senses, Tongue
from generation.sketch.names import AFTER_A_CHINESE_NAME, CHINESE_CALLED, called

LONGEST_PROMPT: Final = 2000
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007"
_TOKEN = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<number>\d+)|(?P<word>[^\W\d_{_HAN}]+)|(?P<stop>[.;!?。！？；\n…]+|[,，、:：()\[\]—–|/]+)"
    # Flags are two letters; an emoji may be several signs joined by U+200D, each with a skin colour or a selector behind it.
    r"|(?P<symbol>[\U0001f1e6-\U0001f1ff]{2}|[^\s\w][\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d[^\s\w][\ufe0f\U0001f3fb-\U0001f3ff]*)*)"
)
_DRESS = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")  # which look of an emoji is meant: of no matter to what it shows
_COMMA = re.compile(r"[,，、]")
_DIGITS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMERAL = re.compile("[一二三四五六七八九两]|[一二三四五六七八九两]?十[一二三四五六七八九]?|[一二三四五六七八九两][百千万]")
_JOINERS = frozenset("'’-")
_SPANISH_SIGNS = frozenset("ñáíóú¿¡")
_UNKNOWN = (Sense(Kind.UNKNOWN),)
_UNDRAWN = (Sense(Kind.UNKNOWN, UNDRAWN),)
# Words of both languages say nothing about the language of a prompt.
_SIGNS = frozenset({"letter", "letters", "number", "letra", "numero", "字母", "数字"})
_SIGN: Final = 2  # characters: "the number 10"
_UNDECIDED = frozenset({"a", "me", "no", "he"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A phrase of the prompt: `surface` as written, `word` folded, every sense it may have."""

    surface: str
    word: str
    tongue: Tongue
    senses: Senses
    number: int = 0  # of a numeral

    def sense(self, kind: Kind) -> Sense | None:
        """The sense of this kind, if the phrase has it."""
        return next((sense for sense in self.senses if sense.kind is kind), None)


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    kind: str
    glued: bool  # joined to the token before it by an apostrophe or hyphen


def units(text: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """All phrases of the first 2,000 characters in order."""
    tokens = tuple(_tokens(text[:LONGEST_PROMPT]))
    tongue = _language(tokens, lexicon)
    found: list[Unit] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word" or (token.kind == "number" and at + 1 < len(tokens) and tokens[at + 1].kind == "word"):
            unit, taken = _longest(tokens, at, tongue, lexicon)
            if token.kind == "word" and (taken == 1 or unit.senses is _UNKNOWN):
                adjoins = at > 0 and tokens[at - 1].kind == "word" and bool(found)
                name = called(tokens, at, tongue, lexicon, found[-1].senses if adjoins else ())
                if name is not None:
                    taken = name.words
                    unit = Unit(" ".join(part.text for part in tokens[at : at + taken]), unit.word, unit.tongue, name.senses)
                unit = _homonym(unit, tokens, at, lexicon)
            at += taken
            found.append(unit)
            continue
        at += 1
        if token.kind == "number" and at > 1 and tokens[at - 2].text == "#":
            continue  # "#2" numbers the prompt, not what is in it
        if token.kind == "han":
            found.extend(_whole(_chinese(token.text, lexicon)))
        elif token.kind == "number":
            found.append(_number(token.text, tongue))
        elif token.kind == "stop":
            found.append(Unit(token.text, "," if _COMMA.match(token.text) else ".", tongue, (Sense(Kind.BREAK),)))
        else:
            found.extend(_symbol(token.text, tongue, lexicon))
    return tuple(_spelt(found))


def _symbol(text: str, tongue: Tongue, lexicon: Lexicon) -> Iterator[Unit]:
    """An emoji, whatever its skin and selectors; of a joined one that has no name the part in front. Other signs say nothing."""
    bare = _DRESS.sub("", text) or text
    senses = lexicon.symbols.get(bare) or lexicon.symbols.get(bare.split("\u200d")[0])
    if senses:
        yield Unit(text, bare, tongue, senses)
    elif unicodedata.category(bare[0]) == "So":
        yield Unit(text, bare, tongue, _UNKNOWN)


def _tokens(text: str) -> Iterator[_Token]:
    end, glued = 0, False
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "symbol"
        if kind == "symbol" and match[0] in _JOINERS and match.start() == end:
            glued, end = True, match.end()
            continue
        yield _Token(match[0], kind, glued and match.start() == end)
        glued, end = False, match.end()


def _language(tokens: Sequence[_Token], lexicon: Lexicon) -> Tongue:
    """Which of English and Spanish has more of the words; English on a draw."""
    votes = 0.0
    for token in tokens:
        if token.kind != "word":
            continue
        word = fold(token.text)
        if word in _UNDECIDED:
            continue
        votes += (word in lexicon.forms[Tongue.ES]) - (word in lexicon.forms[Tongue.EN])
        votes += 0.5 * bool(_SPANISH_SIGNS & set(token.text.lower()))
    return Tongue.ES if votes > 0 else Tongue.EN


def _longest(tokens: Sequence[_Token], at: int, tongue: Tongue, lexicon: Lexicon) -> tuple[Unit, int]:
    """The longest phrase that starts here, in the prompt's language before the other."""
    other = Tongue.EN if tongue is Tongue.ES else Tongue.ES
    words: list[str] = []
    name = at > 0 and tokens[at].text[:1].isupper() and tokens[at].text[1:].islower()  # in "the Mona Lisa" there is no "mona"
    for token in tokens[at : at + lexicon.most_words]:
        if token.kind not in {"word", "number"}:
            break
        words.append(fold(token.text))
    for length in range(len(words), 0, -1):
        form = " ".join(words[:length])
        accented = tokens[at].text.lower()
        if length == 1 and accented != form and (senses := lexicon.forms[Tongue.ES].get(accented)):
            return Unit(tokens[at].text, accented, Tongue.ES, senses), 1
        for language in (tongue,) if name and length == 1 else (tongue, other):
            senses = lexicon.forms[language].get(form)
            if senses:
                return Unit(" ".join(token.text for token in tokens[at : at + length]), form, language, senses), length
    if tokens[at].kind == "number":
        return _number(tokens[at].text, tongue), 1
    taken = 1
    while taken < len(words) and all(token.text.istitle() for token in tokens[at : at + taken + 1]):
        if any(words[taken] in lexicon.forms[language] for language in (tongue, other)):
            break
        taken += 1  # Taj Mahal is one name
    return Unit(" ".join(token.text for token in tokens[at : at + taken]), " ".join(words[:taken]), tongue, _UNKNOWN), taken


def _homonym(unit: Unit, tokens: Sequence[_Token], at: int, lexicon: Lexicon) -> Unit:
    """The same words with another sense where their neighbours show that: "un pero" is a dog, conchas with milk are no shells."""
    rows = lexicon.homonyms.get(unit.word)
    if rows is None:
        return unit
    words = {fold(token.text) for token in tokens}
    before = fold(tokens[at - 1].text) if at > 0 else ""
    for row in rows:
        others = [token for token in tokens if fold(token.text) != unit.word] if row.tongue else []
        if before in row.after or words & row.near or (row.tongue and _language(others, lexicon) is row.tongue):
            senses = lexicon.forms[unit.tongue].get(row.instead) or lexicon.forms[Tongue.ES].get(row.instead) or _UNDRAWN
            return Unit(unit.surface, unit.word, unit.tongue, senses)
    return unit


def _number(text: str, tongue: Tongue) -> Unit:
    value = int(text) if len(text) <= 6 and text.isdecimal() else 0
    return Unit(text, text, tongue, (Sense(Kind.COUNT if value else Kind.UNKNOWN),), number=value)


def _chinese(run: str, lexicon: Lexicon) -> Iterator[Unit]:
    """The cheapest cut of a run of letters; neighbouring unknown letters make one unknown word."""
    start, unknown = 0, ""
    forms, step = lexicon.forms[Tongue.ZH], _cut(run, lexicon)
    while start < len(run):
        piece = run[start : start + step[start]]
        start += step[start]
        senses = forms.get(piece)
        if senses and _names_somebody(run, start - len(piece), start, named=piece in lexicon.chinese_names):
            senses, unknown = _UNDRAWN, unknown.removesuffix(CHINESE_CALLED)
        number = _numeral(piece)
        if senses is None and not number:
            unknown += piece
            continue
        if unknown:
            yield Unit(unknown, unknown, Tongue.ZH, _UNKNOWN)
            unknown = ""
        if senses is not None and not number:
            yield Unit(piece, piece, Tongue.ZH, senses)
        else:
            yield Unit(piece, piece, Tongue.ZH, (Sense(Kind.COUNT),), number=number)
    if unknown:
        yield Unit(unknown, unknown, Tongue.ZH, _UNKNOWN)


def _whole(found: Iterable[Unit]) -> Iterator[Unit]:
    """A word that nobody knows is told whole: a single letter for a colour or size in front of it is its first, 金 in 金箍棒."""
    waiting: Unit | None = None
    for unit in found:
        if waiting is not None and unit.senses is _UNKNOWN:
            whole = waiting.surface + unit.surface
            unit = Unit(whole, whole, Tongue.ZH, _UNKNOWN)  # noqa: PLW2901 - the two are one word
        elif waiting is not None:
            yield waiting
        first = len(unit.word) == 1 and unit.senses[0].kind in {Kind.COLOUR, Kind.SIZE}
        waiting = unit if first else None
        if not first:
            yield unit
    if waiting is not None:
        yield waiting


def _spelt(found: Sequence[Unit]) -> Iterator[Unit]:
    """Letters and numbers that are asked for as signs, which no sprite shows: "the letter A", "el número 5", 字母A."""
    at = 0
    while at < len(found):
        unit = found[at]
        sign = found[at + 1] if at + 1 < len(found) else None
        behind = found[at + 2] if at + 2 < len(found) else None
        at += 1
        if (
            sign is not None
            and unit.word in _SIGNS
            and len(sign.surface) <= _SIGN
            and sign.surface.isalnum()
            and sign.surface.isascii()
        ):
            ends = behind is None or behind.sense(Kind.BREAK) is not None
            if sign.surface.isupper() or sign.surface.isdecimal() or ends:
                words = ("" if unit.tongue is Tongue.ZH else " ").join((unit.surface, sign.surface))
                yield Unit(words, words.lower(), unit.tongue, _UNDRAWN)
                at += 1
                continue
        yield unit


def _names_somebody(run: str, first: int, last: int, *, named: bool) -> bool:
    """Whether a piece says what something is called: 我的猫叫老虎, 一只叫小花的猫; but 公鸡叫太阳起床 wakes the sun."""
    if not run[:first].endswith(CHINESE_CALLED):
        return False
    return named or run[last : last + 1] in {"", *AFTER_A_CHINESE_NAME}


def _cut(run: str, lexicon: Lexicon) -> list[int]:
    """For each letter of a run how long the piece is that starts there in the cheapest cut."""
    forms = lexicon.forms[Tongue.ZH]
    cost = [0.0] * (len(run) + 1)
    step = [1] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        cost[start], step[start] = 3 + cost[start + 1], 1
        for end in range(start + 1, min(len(run), start + lexicon.most_letters) + 1):
            piece = run[start:end]
            if piece in lexicon.chinese_names and run[end : end + 1] not in {"", *AFTER_A_CHINESE_NAME}:
                continue
            price = _price(piece, forms)
            if price is not None and price + cost[end] < cost[start]:
                cost[start], step[start] = price + cost[end], end - start
    return step


def _numeral(piece: str) -> int:
    """The value of 三, 十二, 二十, 九十九 or 五百; 0 for what is no numeral."""
    if not _NUMERAL.fullmatch(piece):
        return 0
    before, unit, after = piece, "", ""
    for sign in _UNITS:
        if sign in piece:
            before, unit, after = piece.partition(sign)
    return _DIGITS.get(before, 1 if unit else 0) * _UNITS.get(unit, 1) + _DIGITS.get(after, 0)


def _price(piece: str, forms: dict[str, Senses]) -> float | None:
    """One for a word, a little more for a noun of one letter: 小熊猫 is a small panda, not a bear cub; 小山上 is on a hill."""
    senses = forms.get(piece)
    if senses is None:
        return 1.0 if _numeral(piece) else None
    if len(piece) > 1:
        return 1.0
    return {Kind.NOUN: 1.1, Kind.SCENERY: 1.1, Kind.SIZE: 1.05}.get(senses[0].kind, 1.0)
