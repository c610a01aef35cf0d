"""Tells the name of somebody from a thing of the same letters: Rose from a rose, Benito from a lunch box, Pancho from a hot dog."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from generation.sketch.inflection import fold
from generation.sketch.lexicon import LIKENESS, UNDRAWN, Kind, Lexicon, Name, Sense, Senses, Tongue

# What may follow a Chinese name such as 小红; before anything else 小 is an adjective: 小红花 is a small red flower.
AFTER_A_CHINESE_NAME: Final = frozenset(
    "和与跟同及在的是有正去来到坐骑拿戴穿看踢跑画打吃喝玩唱跳读写做抱牵站走飞爱喜想给把用睡笑哭放背养钓"
)
CHINESE_CALLED: Final = "叫"
# After these a name says what something else is called, who has painted it or which place it is.
_CALLED: Final = frozenset({"called", "named", "llamado", "llamada", "llamados", "llamadas", "llama"})
_SAINTS: Final = frozenset({"san", "santa", "santo", "saint", "st"})
_NAMING: Final = _CALLED | _SAINTS | {"name", "nombre", "by", "por", "in", "at", "en"}
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "dr", "sr", "sra", "srta", "dra", "prof", "don", "doña"})
_ARTICLES: Final = frozenset(
    {"a", "an", "the", "un", "una", "el", "la", "los", "las", "some", "unas", "unos", "this", "that", "esta"}
)
_AND: Final = frozenset({"and", "y", "e", "with", "con"})
_OWN: Final = frozenset({"her", "his", "su", "sus"})
_POSSESSIVES: Final = frozenset({"my", "our", "your", "her", "his", "their", "mi", "tu", "su", "nuestro", "nuestra", "mis", "sus"})
_BEINGS: Final = frozenset({"the", "el", "la"})
_OF_PLANTS: Final = ("grow", "bloom", "crec", "flore", "is", "es")  # what a rose does as well
_NOBODY: Final = (Sense(Kind.UNKNOWN, UNDRAWN),)
_DEEDS: Final = (Kind.VERB, Kind.POSE, Kind.MISSING)
_FEWEST_IN_A_TITLE: Final = 4
_LONG: Final = 4  # letters from which a word of a title has a capital


class Word(Protocol):
    """A token of a prompt."""

    @property
    def text(self) -> str:
        """As written."""
        ...

    @property
    def kind(self) -> str:
        """Which sort of token: a word, a stop, a symbol."""
        ...

    @property
    def glued(self) -> bool:
        """Whether an apostrophe or hyphen joins it to the token before."""
        ...


@dataclass(frozen=True, slots=True)
class Called:
    """A name of `words` tokens and what it means here: a person, or nothing that is drawn."""

    words: int
    senses: Senses


def called(tokens: Sequence[Word], at: int, tongue: Tongue, lexicon: Lexicon, before: Senses) -> Called | None:
    """The name that starts at a token, or None where the token is an ordinary word. `before`: senses of the phrase in front."""
    word = fold(tokens[at].text)
    name = lexicon.first_names.get(word)
    previous = fold(tokens[at - 1].text) if at > 0 else ""
    reader = _Names(tokens, tongue, lexicon)
    if (previous in _CALLED and reader.capital(at)) or reader.pet(at, before):  # "a cat called Moon", "my cat Tiger"
        return Called(1, _NOBODY)
    if word in _SAINTS and reader.capital(at) and reader.named(at + 1):  # Santa Rosa, San Francisco
        return Called(2, _NOBODY)
    if name is not None and reader.capital(at) and reader.titled(at):
        words, _ = reader.extent(at, word)
        return Called(words, (Sense(Kind.NOUN, LIKENESS, noun=lexicon.nouns[name.grown]),))
    if name is None or not reader.somebody(at, name):
        return None
    words, surname = reader.extent(at, word)
    being = any(sense.noun is not None and sense.noun.alive for sense in before)
    if reader.in_a_name(at, before) or being or previous in _NAMING or reader.is_being(at + words):
        return Called(words, _NOBODY)
    noun = lexicon.nouns[name.grown if surname else name.child]
    return Called(words, (Sense(Kind.NOUN, LIKENESS if surname else noun.art, noun=noun),))


class _Names:
    """Looks around a token of one prompt."""

    def __init__(self, tokens: Sequence[Word], tongue: Tongue, lexicon: Lexicon) -> None:
        self._tokens, self._tongue, self._lexicon = tokens, tongue, lexicon
        long = [token.text for token in tokens if token.kind == "word" and len(token.text) >= _LONG]
        words = sum(self._known(fold(text)) for text in long)
        self._title = len(long) >= _FEWEST_IN_A_TITLE and words * 2 > len(long) and all(text[0].isupper() for text in long)

    def somebody(self, at: int, name: Name) -> bool:
        """Whether the name is one here, not a thing or a common word."""
        word = fold(self._tokens[at].text)
        article = at > 0 and fold(self._tokens[at - 1].text) in _ARTICLES
        capital = self.capital(at)
        if name.sure:
            return capital or not article or not self._known(word)
        if not capital or article or (self._title and at > 0):
            return False
        if at > 0 and self._tokens[at - 1].kind not in {"stop", "symbol"}:
            return not self.capital(at + 1) or not self._known(self._folded(at + 1)) or not self._thing(word)
        return self._acts(at, thing=self._thing(word))

    def extent(self, at: int, word: str) -> tuple[int, bool]:
        """How many tokens the name has, and whether a surname is among them."""
        end, surname = at + 1, False
        while not self._title and self.capital(at) and self.capital(end) and not self._tokens[end].glued:
            if self._folded(end) not in self._lexicon.first_names:
                if self._thing(word) and self._known(self._folded(end)):
                    break
                surname = True
            end += 1
        return end - at, surname

    def named(self, at: int) -> bool:
        """Whether a first name with its capital stands here."""
        return self.capital(at) and self._folded(at) in self._lexicon.first_names

    def titled(self, at: int) -> bool:
        """Whether a title stands in front: Mrs. Rose."""
        before = at - 2 if at > 1 and self._tokens[at - 1].kind == "stop" else at - 1
        return before >= 0 and self._folded(before) in _TITLES

    def pet(self, at: int, before: Senses) -> bool:
        """Whether "my cat" stands in front, and this is written as its name is."""
        if self._title or not self.capital(at) or not any(sense.noun is not None and sense.noun.alive for sense in before):
            return False
        return any(self._folded(ahead) in _POSSESSIVES for ahead in range(max(0, at - 4), at))

    def in_a_name(self, at: int, before: Senses) -> bool:
        """Whether an unknown name stands in front: the Mona Lisa."""
        return self.capital(at - 1) and any(sense.kind is Kind.UNKNOWN for sense in before)

    def is_being(self, at: int) -> bool:
        """Whether "the cat" follows: the name is the cat's."""
        return self._folded(at) in _BEINGS and any(
            sense.noun is not None and sense.noun.alive for sense in self._senses(self._folded(at + 1))
        )

    def _acts(self, at: int, *, thing: bool) -> bool:
        """Whether what follows the first word of a sentence shows that it names somebody."""
        after = self._folded(at + 1)
        if not after:
            return False
        if (self._tokens[at + 1].glued and after == "s") or self.is_being(at + 1):
            return True
        if self.capital(at + 1):
            return not (thing and self._known(after))
        if after in _AND:
            more = self._folded(at + 2)
            return more in _OWN or (self.capital(at + 2) and more in self._lexicon.first_names)
        deed = any(sense.kind in _DEEDS for sense in self._senses(after)[:1])  # of "en", "sits in" is the last thing meant
        return deed and not after.startswith(_OF_PLANTS)

    def _folded(self, at: int) -> str:
        return fold(self._tokens[at].text) if at < len(self._tokens) and self._tokens[at].kind == "word" else ""

    def capital(self, at: int) -> bool:
        """Whether the token is written as names are: one capital, then small letters."""
        text = self._tokens[at].text if 0 <= at < len(self._tokens) and self._tokens[at].kind == "word" else ""
        return len(text) > 1 and text[0].isupper() and text[1:].islower()

    def _senses(self, word: str) -> Senses:
        return self._lexicon.forms[self._tongue].get(word, ())

    def _known(self, word: str) -> bool:
        return any(word in self._lexicon.forms[tongue] for tongue in (Tongue.EN, Tongue.ES))

    def _thing(self, word: str) -> bool:
        """Whether the word is something that can be drawn as well."""
        return any(
            sense.noun is not None for tongue in (Tongue.EN, Tongue.ES) for sense in self._lexicon.forms[tongue].get(word, ())
        )
