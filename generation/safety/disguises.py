"""Undo disguises (layer 0): the readings of a text as people would understand it, and the cleaning of what is passed on."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

# Letters that do not decompose into a base letter and a mark, yet are read as one.
_LATIN: Final = str.maketrans(
    {"đ": "d", "ø": "o", "ł": "l", "ħ": "h", "ŧ": "t", "ꞩ": "s", "\u0131": "i", "ƈ": "c", "æ": "ae", "œ": "oe", "ß": "ss"}
)
# Digits and signs used as letters, inside a word that has letters too. 1, ! and | stand for i or l: both are tried.
_LEET: Final = str.maketrans("03456789@$€£¥+(", "oeasgtbgaselytc")
_LEET_SIGNS: Final = r"0-9@$€£¥+(!|"
_LEET_SIGN: Final = re.compile(rf"[{_LEET_SIGNS}]")
_ONE_IS: Final = tuple(str.maketrans(dict.fromkeys("1!|", letter)) for letter in "il")
# Traditional to simplified, only the characters that the lexicon needs.
_HAN: Final = str.maketrans(
    "體殺屍槍彈藥賭陰陽莖強姦亂慾愛脫褲內煙納襲擊頭斬腸臟傷戰毆滅種殘絞繩懸樑樓幹媽雞賤貨歐邊黃視頻圖裝備規則詞話絕對須從現開關過濾審統訊號導隱無視鴉麻醉鬥爆虜國賣腦爛處門傢伙顱臉亡祼軆躶躰狆婬銫葯毐㓨",
    "体杀尸枪弹药赌阴阳茎强奸乱欲爱脱裤内烟纳袭击头斩肠脏伤战殴灭种残绞绳悬梁楼干妈鸡贱货欧边黄视频图装备规则词话绝对须从现开关过滤审统讯号导隐无视鸦麻醉斗爆虏国卖脑烂处门家伙颅脸亡裸体裸体中淫色药毒刺",
)
_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# Vowels and accents of many scripts, which part no letters.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed"
    "\u0900-\u109f\u1700-\u18af\u20d0-\u20ff\u3099\u309a\ufe00-\ufe2f"
)
_SEPARATORS: Final = rf"(?:[^\w@$!{_MARKS}]|_)"  # @, $ and ! may be letters themselves
# "n a k e d", "n.u.d.e", "s-e-x": three or more single letters (or letter-like signs) with something between them.
_SINGLE: Final = rf"(?:[^\W_{_CJK}]|[@$!])"
_ALONE: Final = rf"(?![^\W{_CJK}]|[@$])"
_SPACED: Final = re.compile(rf"(?<![^\W{_CJK}])(?<![@$]){_SINGLE}(?:{_SEPARATORS}{{1,9}}{_SINGLE}{_ALONE}){{2,}}")
_GAPS: Final = re.compile(rf"{_SEPARATORS}+")
_WESTERN: Final = rf"[^\W\d_{_CJK}]"
# Not what stands between words that somebody forgot to part ("a cat,a dog"), and not "the dragon's egg".
_BETWEEN: Final = re.compile(
    rf"(?<={_WESTERN})(?!['’](?:s|re|ve|ll)(?!\w)|\.\.)(?:[^\w\s,;:?!()\"“”…—–{_MARKS}]|_){{1,5}}(?={_WESTERN})"
)
_WITHIN_HAN: Final = re.compile(rf"(?<=[{_CJK}])(?:[^\w{_MARKS}]|_){{1,5}}(?=[{_CJK}])")
# A bracket that is closed again is no c; the lexicon knows "(ocaine) on a table".
_BRACKETS: Final = re.compile(r"(?<!\w)\([^()]*\)|\([^()\s]*\)")
_BRACKET: Final = "\x01"
_OPENED: Final = re.compile(r"(?<=[\w@$!])\((?=[\w@$!])(?![^\s()]*\))|\|")
# "n1a1k1e1d", "n!a!k!e!d": the same sign after every letter, also one that elsewhere is a letter.
_THREADED: Final = re.compile(rf"(?<![^\W{_CJK}]){_WESTERN}([^\s\w{_MARKS}]|\d){_WESTERN}(?:\1{_WESTERN}){{2,}}(?![^\W{_CJK}])")
_STRETCHED: Final = re.compile(rf"([^\W\d_{_CJK}])\1{{2,}}")  # in Chinese a sign thrice can be a word
# Letters of other alphabets, without those that are the very image of a Latin one.
_FOREIGN: Final = re.compile(
    "(?![\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455-\u0458\u04bb\u0501\u051b\u051d\u03bf])[\u0370-\u06ff\u0900-\u0eff]"
)
_ASCII: Final = re.compile("[a-z]")
# Flags are written with two of these letters; one that stands alone is a letter of a word, and so is an odd number of them.
_FLAG: Final = "[\U0001f1e6-\U0001f1ff]"
_LONE_FLAG: Final = re.compile(rf"(?<!{_FLAG}){_FLAG}(?:{_FLAG}{{2}})*(?!{_FLAG})")
# Letters on their head: with one of those that stand so nowhere else, the whole word is turned.
_TURNED_WORD: Final = re.compile(r"\w*[ɐǝʞɹʇɥɯʎʍɟ]\w*")
_UPRIGHT: Final = str.maketrans("ɐqɔpǝɟƃɥ\u0131ɾʞ\u026fuodbɹʇnʌʍʎ", "abcdefghijkmnopqrtuvwy")
_DRESSED_WORD: Final = re.compile(r"\w*(?:[\u0370-\u03ff]\w*[\u0400-\u04ff]|[\u0400-\u04ff]\w*[\u0370-\u03ff])\w*")
_ACCENTED: Final = re.compile("[\u0450\u0451\u0457\u045d\u04c1-\u04f9]")  # of Cyrillic
_LOOKS: Final = str.maketrans("ρσηυνωτακειяситмвнгп", "ponuvwtakeircntmbhrn")
_SIGN_LETTERS: Final = str.maketrans(
    {"❌": "x", "✖": "x", "⭕": "o", "🔴": "o", "⚪": "o", "❗": "i", "💲": "s", "✝": "t", "\ufe0f": ""}
)
_AS_THEY_ARE: Final = str.maketrans('"|', "\x01\x02")  # what is no letter, or not always
_AGAIN: Final = str.maketrans("\x01\x02", '"|')
_WITHIN_WORD: Final = re.compile("(?<=[a-z])[\U0001f300-\U0001faff\u2600-\u27bf](?=[a-z])")
# Short words of the three languages: between other words they are words, not a piece of one that was broken in two.
SHORT_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        """a an i is as us in on at of to my me he we it be by do go so up or if am vs mr ms dr st tv uk ok oh ah hi ox id ad pa ma
        de la el lo un se no y o e u ni si su tu mi yo ya ha va da al le te es en ir ve
        fa pu s t d m l ll re""",  # the last stand at an apostrophe: "let's hit the road"
    )
)
MOST_READINGS: Final = 8
_UNSEEN: Final = frozenset({"Cf", "Cc", "Co"})
_JOINERS: Final = frozenset("\u200c\u200d")  # emoji families and Persian need them
_KANA_MARKS: Final = frozenset("\u3099\u309a")
_PIECE: Final = 2  # letters of the shorter part of a word that was broken in two
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """The words as they are passed on: one line, no control, bidi-control, private or invisible characters, NFC.

    Keeps every script, right-to-left letters, marks and joined emoji. A lone surrogate stays: the caller refuses it.
    """
    kept = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if char.isspace() or kind in {"Zl", "Zp"}:
            kept.append(" ")
        elif kind in {"Cc", "Co"} or char in _BIDI or (kind == "Cf" and char not in _JOINERS):
            continue
        else:
            kept.append(char)
    return " ".join("".join(kept).split())


def without_accents(text: str) -> str:
    """Lower case without accents; ñ stays a letter of its own ("año" is not "ano"), and so do ビ and ピ (no accents of ヒ)."""
    if text.isascii():
        return text.lower()
    kept = unicodedata.normalize("NFD", text.lower().replace("ñ", "\0"))
    bare = "".join(char for char in kept if char in _KANA_MARKS or unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare.replace("\0", "ñ")).translate(_LATIN)


def simplified(text: str) -> str:
    """Traditional signs as simplified ones, those that the lexicon needs."""
    return text.translate(_HAN)


def readings(text: str) -> tuple[str, ...]:
    """The distinct readings to judge, at most MOST_READINGS: first the plain one, then with every disguise undone.

    All are lower case. The plain one is enough for most prompts, so most have one reading only.
    """
    plain = _plain(text)
    found = [plain]
    shown = _look_alikes(plain)
    for base in dict.fromkeys((shown, plain)):
        simple = simplified(base)
        for joined in _variants(_BRACKETS.sub(_set_apart, simple)):
            for letters in dict.fromkeys(_unleeted(joined, one_is) for one_is in _ONE_IS):
                for whole in dict.fromkeys(_STRETCHED.sub(functools.partial(_shortened, times=times), letters) for times in (1, 2)):
                    found += (whole, _mend(_BETWEEN.sub("", whole)))
    return tuple(dict.fromkeys(reading for reading in found if reading))[:MOST_READINGS] or ("",)


def _unleeted(text: str, one_is: dict[int, str]) -> str:
    return " ".join(_leet(word, one_is) for word in text.split()).replace(_BRACKET, "(")


def _set_apart(brackets: re.Match[str]) -> str:
    return _BRACKET + brackets[0][1:]


def _variants(text: str) -> Iterable[str]:
    """The text with parted letters together. A "+", "1", "(" or "|" may be a letter or part letters: both are tried."""
    opened = _OPENED.sub("[", text) if "(" in text or "|" in text else text
    others = (text,) if "+" in text else ()
    return dict.fromkeys((_joined(text), *others, _joined(_THREADED.sub(_unthreaded, text)), _joined(opened)))


def _plain(text: str) -> str:
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    folded = unicodedata.normalize("NFKC", encodable).lower()
    kept = (" " if char.isspace() else char for char in folded if char.isspace() or unicodedata.category(char) not in _UNSEEN)
    return " ".join("".join(kept).split())


def _look_alikes(plain: str) -> str:
    """Letters of other alphabets, enclosed and small-capital letters as the Latin ones they resemble; stray marks dropped.

    A text that is mostly written in another alphabet keeps its words: "сон" is a dream, not "coh". In such a text only a word
    that mixes alphabets is a disguise.
    """
    if plain.isascii():
        return plain
    composed = unicodedata.normalize("NFC", plain)
    unmarked = "".join(char for char in composed if char in _KANA_MARKS or unicodedata.category(char) not in {"Mn", "Me"})
    bare = _ACCENTED.sub(lambda char: unicodedata.normalize("NFD", char[0])[0], unmarked)
    import disarm  # noqa: PLC0415 - 4 MiB that a bot which was never asked for a picture need not hold

    letters = _WITHIN_WORD.sub("*", _LONE_FLAG.sub(_flag_letters, _TURNED_WORD.sub(_turned, bare)).translate(_SIGN_LETTERS))
    latin = _latin(disarm.normalize_confusables(_DRESSED_WORD.sub(_undressed, letters).translate(_AS_THEY_ARE)))
    latin = latin.translate(_AGAIN)
    words, shown = unmarked.split(), latin.split()
    kept = sum(_FOREIGN.search(word) is not None and not _mixed(word) for word in words)
    if len(words) != len(shown) or 2 * kept <= len(shown):
        return latin
    return " ".join(two if _mixed(one) else one for one, two in zip(words, shown, strict=True))


def _mixed(word: str) -> bool:
    return bool(_ASCII.search(word) or _DRESSED_WORD.search(word))


def _latin(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().translate(_LATIN)


def _turned(word: re.Match[str]) -> str:
    """A word that stands on its head, upright."""
    return word[0].translate(_UPRIGHT)[::-1]


def _undressed(word: re.Match[str]) -> str:
    """A word of Greek and Cyrillic letters at once, by what they look like."""
    return word[0].translate(_LOOKS)


def _flag_letters(run: re.Match[str]) -> str:
    return "".join(chr(ord(char) - 0x1F1E6 + ord("a")) for char in run[0])


def _joined(text: str) -> str:
    return _SPACED.sub(_without_separators, _WITHIN_HAN.sub("", text))


def _without_separators(match: re.Match[str]) -> str:
    """The letters together; where most have only signs between them, a blank parts two words ("n.u.d.e w.o.m.a.n")."""
    parts = _GAPS.findall(match[0])
    blanks = sum(" " in part for part in parts)
    return _GAPS.sub(lambda part: " " if " " in part[0] and 2 * blanks < len(parts) else "", match[0])


def _unthreaded(match: re.Match[str]) -> str:
    return match[0].replace(match[1], "")


def _shortened(run: re.Match[str], times: int) -> str:
    """A stretched letter once or twice; thrice where the run is the whole word, which has no other letters to tell it by."""
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    return run[1] * (times if before.isalpha() or after.isalpha() else 3)


def _leet(word: str, one_is: dict[int, str]) -> str:
    """The word with signs as letters ("n4k3d", "naked"). Numbers (1950) and measures (4k, 3d, b2) stay."""
    if not _LEET_SIGN.search(word):
        return word
    body = word.rstrip("!?.,;:)")
    letters = sum(char.isalpha() for char in body)
    signs = _LEET_SIGN.search(body)
    if not letters or not signs or re.fullmatch(r"[(\x01\[\"']?(?:\d{1,5}[a-z]{1,2}|[a-z]\d+)", body.rstrip("]\"'")):
        return word
    return body.translate(one_is).translate(_LEET) + word[len(body) :]


def _mend(text: str) -> str:
    """Join a word that was broken in two ("nu de"): one piece must be short and no word of its own."""
    words = text.split()
    mended: list[str] = []
    for word in words:
        before = mended[-1] if mended else ""
        pieces = [piece for piece in (before, word) if len(piece) <= _PIECE and piece.isalpha() and piece not in SHORT_WORDS]
        if (
            pieces
            and (before not in SHORT_WORDS or len(word) > _PIECE)
            and before.isalpha()
            and word.isalpha()
            and before.isascii()
            and word.isascii()
        ):
            mended[-1] = before + word
        else:
            mended.append(word)
    return " ".join(mended)
