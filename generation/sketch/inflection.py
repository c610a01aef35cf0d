"""Makes the forms of a word that people write: English and Spanish plurals, Spanish diminutives and genders, verb forms."""

import unicodedata
from collections.abc import Iterator

_VOWELS = "aeiou"
_SPANISH_BREAKS = frozenset({"de", "del", "con", "en", "a", "al", "para", "sin", "y"})


def fold(text: str) -> str:
    """Lower case without accents; ñ stays, because "moño" and "mono" are two things."""
    if text.isascii():
        return text.lower()
    return "".join(letter if letter == "ñ" else _bare(letter) for letter in unicodedata.normalize("NFKC", text).casefold())


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def english_plural(word: str) -> str:
    """The regular plural of the last word, or of the word before "of" ("slices of pizza")."""
    head, of, rest = word.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "z", "ch", "sh")) or head in {
        "hero",
        "superhero",
        "potato",
        "tomato",
        "volcano",
        "mango",
        "tornado",
    }:
        head += "es"
    else:
        head += "s"
    return head + of + rest


def english_verb(base: str) -> Iterator[str]:
    """Base, third person and -ing of "ride": ride, rides, riding. Only the first word changes."""
    first, space, rest = base.partition(" ")
    tail = space + rest
    yield base
    if first.endswith("y") and first[-2:-1] not in _VOWELS:
        yield first[:-1] + "ies" + tail
    elif first.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield first + "es" + tail
    else:
        yield first + "s" + tail
    if first.endswith("ie"):
        yield first[:-2] + "ying" + tail
    elif first.endswith("e") and not first.endswith(("ee", "oe")):
        yield first[:-1] + "ing" + tail
    elif _doubles(first):
        yield first + first[-1] + "ing" + tail
    else:
        yield first + "ing" + tail


def _doubles(word: str) -> bool:
    """Whether the last consonant is doubled before -ing: one syllable that ends consonant, vowel, consonant."""
    vowels = sum(c in _VOWELS for c in word)
    return len(word) >= 3 and vowels == 1 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS


def spanish_genders(entry: str) -> tuple[str, ...]:
    """Both words of "gato/a"; a word without a stroke stands alone."""
    word, stroke, ending = entry.partition("/")
    return (word, word[:-1] + ending) if stroke else (word,)


def spanish_plurals(phrase: str) -> tuple[str, ...]:
    """The plural of the noun and its adjectives, up to the first preposition. Loan words may also just take -s."""
    words = phrase.split(" ")
    stop = next((i for i, word in enumerate(words) if word in _SPANISH_BREAKS), len(words))
    tail = words[stop:]
    regular = " ".join([*(_spanish_plural(word) for word in words[:stop]), *tail])
    if stop == 1 and words[0][-1:] not in _VOWELS + "szx":
        return regular, " ".join([words[0] + "s", *tail])
    return (regular,)


def _spanish_plural(word: str) -> str:
    if word[-1:] in _VOWELS:
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("s", "x")):
        return word
    return word + "es"


def spanish_diminutives(word: str) -> tuple[str, ...]:
    """Of "perro" "perrito", of "raton" (folded) "ratoncito"; short words keep to the dictionary."""
    if " " in word or len(word) < 4:
        return ()
    last, stem = word[-1], word[:-1]
    if last in "oa":
        for old, new in (("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(old):
                stem = stem[:-1] + new
                break
        stem = stem.removesuffix("i") if stem.endswith("ii") else stem
        return (stem + "it" + last,)
    if last == "e":
        return word + "cito", word + "cita", stem + "ito", stem + "ita"
    if last in "nr":
        return word + "cito", word + "cita"
    if last in "lz":
        return (stem + ("l" if last == "l" else "c") + "ito",)
    return ()


def spanish_adjective(word: str) -> Iterator[str]:
    """Gender and number: rojo, roja, rojos, rojas; azul, azules; volador, voladora."""
    if " " in word:
        yield word
        return
    stems = (word, word[:-1] + "a") if word.endswith("o") else (word, word + "a") if word.endswith("or") else (word,)
    for form in stems:
        yield form
        yield _spanish_plural(form)


def spanish_verb(infinitive: str) -> Iterator[str]:
    """Of "montar" montar, monta, montan, montando; only the first word changes."""
    first, space, rest = infinitive.partition(" ")
    stem, ending = first[:-2], first[-2:]
    vowel, gerund = ("a", "ando") if ending == "ar" else ("e", "iendo")
    for form in (first, stem + vowel, stem + vowel + "n", stem + gerund):
        yield form + space + rest
