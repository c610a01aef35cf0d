"""How nouns hang together: prepositions, verbs and the small words between, for three word orders."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from generation.sketch.canvas import Draft
from generation.sketch.deeds import ALONE, SWIM, UNSHOWN, doer
from generation.sketch.lexicon import Kind, Sense, Tongue
from generation.sketch.postures import EATS, HOLDS, Postures
from generation.sketch.reading import Adjectives, Link
from generation.sketch.scene import Layer, Relation
from generation.sketch.segment import Unit

_HELD = frozenset({"hand", "hands", "paw", "paws", "mano", "manos", "手里", "手中"})
_MOUTH = frozenset({"mouth", "boca", "嘴里"})
_WRITING = frozenset({"pencil", "artist-palette"})
_SEATED = frozenset({"坐着"})  # without a seat it says nothing new
_HAD = frozenset({"with", "holding", "wearing", "wear-in", "eating"})
_SEVERAL = 2
_GRASPING = frozenset({
    "holding", "holds", "hold", "carrying", "carries", "hugging", "hugs", "lifting", "lifts", "abrazando", "abraza", "abrazan",
    "cargando", "carga", "levantando", "levanta", "抱着", "抱", "扛着", "举着", "举",
})  # fmt: skip
_BARE = frozenset({"on", "inside", "under", "behind", "beside", "in-front"})


class Clauses(Postures):
    """Reads prepositions, verbs, punctuation and conjunctions."""

    def _make_of(self, head: int, stuff: int, *, stuffed: bool = True) -> None:
        """The head takes the colour of what it is made of; that stands beside it, or in it when the head is a container."""
        whole, part = self._canvas.drafts[head], self._canvas.drafts[stuff]
        if whole.colour is None and part.noun.tint is not None:
            whole.colour = part.noun.tint
        if part.relation is None:
            holds = stuffed and whole.noun.inside and part.noun.scale <= whole.noun.scale
            self._canvas.connect(stuff, "inside" if holds else "beside", head)

    def _relate(self, index: int) -> None:
        link, self._link = self._link, None
        if link is not None and link.how == "made":
            head = self._subjects[0] if self._subjects else self._last
            if head is not None:
                self._make_of(head, index, stuffed=False)
            return
        if link is not None and link.how == "to" and not self._subjects:
            self._begin([index])
        elif link is not None:
            self._shared = "with" if link.how == "with-place" else link.how if link.verb or link.how == "with" else None
            others = [subject for subject in self._subjects if subject != index]
            self._note_deed(link, index)
            self._join_all(others, link.how, index)
            if not others:
                self._waiting.append((link.how, index))
            self._open = True
        elif self._waiting:
            self._begin([index])
        elif self._joined and self._shared is not None and self._subjects and not self._canvas.drafts[index].noun.alive:
            self._join_all(self._subjects, self._shared, index)
        elif self._joined and not self._open:
            self._subjects.append(index)
        else:
            self._begin([index])

    def _join_all(self, subjects: Sequence[int], how: str, index: int) -> None:
        """Each of several stands so to it; what is had is the last one's, or everybody has one: "a cat and a dog with hats"."""
        if how not in _HAD or len(subjects) < _SEVERAL:
            for subject in subjects:
                self._canvas.connect(subject, how, index)
            return
        draft = self._canvas.drafts[index]
        each = draft.noun.worn or draft.noun.held
        if not (self._many and each):
            self._canvas.connect(subjects[-1], how, index)
            return
        for number, subject in enumerate(subjects):
            draft.count = self._canvas.drafts[subject].count
            mine = index if number == 0 else self._canvas.add(replace(draft, relation=None, of=None))
            if mine is not None:
                self._canvas.connect(subject, how, mine)

    def _note_deed(self, link: Link, index: int) -> None:
        """Eating is to be seen at the mouth or told; jumping over something is seen."""
        if link.how == "eating":
            self._postures.append(((index,), EATS, link.word))
        elif link.verb and link.how == "holding" and link.word in _GRASPING:
            self._postures.append(((index,), HOLDS, link.word))
        elif link.verb and link.how == "over" and self._subjects:
            self._drawn.append(link.word)

    def _share(self) -> None:
        """What "and" adds after a part of a body is had as well: "with long hair and glasses"."""
        if self._link is not None and self._link.how in _HAD | {"with-place"}:
            self._shared = self._link.how.removesuffix("-place")

    def _located(self, index: int, how: str, *, consume: bool) -> None:
        """Chinese: a noun between 在 and 上, or before 上 alone."""
        link, self._link = self._link, None
        if consume:
            self._at += 1
        said_at = link is not None and link.how == "at"
        if link is not None and not said_at:
            self._link = link
            self._relate(index)
        elif self._subjects and said_at and consume and self._has(1, Kind.OF):
            self._waiting.append((how, index))  # 在苹果树下的秋千上: the swing comes
            self._link = Link("at")
        elif self._subjects and said_at:
            for waiting, other in self._waiting:
                self._canvas.connect(index, waiting, other)
            self._waiting = []
            for subject in self._subjects:
                self._canvas.connect(subject, how, index)
            self._open = True
        else:
            self._subjects = []
            self._waiting.append((how, index))

    def _begin(self, subjects: list[int]) -> None:
        """A new clause about these things; relations that waited for a subject find it."""
        self._earlier = self._subjects
        self._subjects, self._shared, self._open = subjects, None, False
        for how, other in self._waiting:
            self._canvas.connect(subjects[0], how, other)
        self._waiting = []
        self._head_count = None

    def _preposition(self, unit: Unit, kind: Kind, sense: Sense) -> None:
        if kind is Kind.MADE and unit.tongue is Tongue.ZH:
            return  # the noun before it is known as the material
        how = {Kind.MADE: "made", Kind.AT: "at"}.get(kind, sense.value)
        link = self._link
        if link is not None and link.verb and (link.art is None or link.art in ALONE):
            if link.how in {"on", "wearing"} and how in {"on", "in", "at", "over"}:
                return  # "riding on a horse": the verb has said it
            if link.how == "flying":
                if how in {"on", "in"} and unit.word != "sobre":
                    return  # "flying on a broom"
                how = "over" if how in {"on", "over"} else how
        if link is not None and link.art in _WRITING and how == "on":  # on a blackboard one does not stand
            how = "in-front"
        self._finish_link()
        self._relative(unit)
        self._placed_so(unit)
        self._link = Link("with-place" if how == "with" and self._has(-1, Kind.SCENERY) else how)
        self._joined = False

    def _verb(self, unit: Unit, sense: Sense) -> None:
        art = None if sense.art == UNSHOWN else sense.art
        if self._has(-1, Kind.DETERMINER) and unit.tongue is not Tongue.ZH and art is not None:  # "a sleeping cat"
            self._said.deeds.append((sense.value, art, unit.surface))
            return
        if sense.art == UNSHOWN:
            self._missing.append(unit.surface)
        self._finish_link()
        self._relative(unit)
        self._joined = False
        if sense.value == "tool" and art is not None:  # "watering flowers": the can in hand, the flowers beside
            self._perform(art, "holding", unit.surface)
            self._link = Link("beside")
        else:
            self._link = Link(sense.value, verb=True, art=art, word=unit.surface if sense.art != UNSHOWN else "")

    def _relative(self, unit: Unit) -> None:
        """Chinese puts the clause before its noun: 一只在树下的狐狸, 和戴着帽子的猫. Then the subject is still to come."""
        if unit.tongue is not Tongue.ZH:
            return
        if self._said.count is not None and self._has(-1, Kind.COUNT, Kind.MEASURE, Kind.DETERMINER):
            self._head_count, self._said.count = self._said.count, None
            self._subjects = []
        elif self._has(-1, Kind.AND, Kind.BREAK) and self._clause_ahead():
            self._subjects = []

    def _clause_ahead(self) -> bool:
        """Whether 的 and then a noun follow before the clause ends."""
        seen = False
        for ahead in range(1, 12):
            unit = self._unit(ahead)
            if unit is None or unit.sense(Kind.BREAK) or unit.sense(Kind.AND):
                return False
            if unit.sense(Kind.OF):
                seen = True
            elif seen and unit.sense(Kind.NOUN):
                return True
        return False

    def _finish_link(self) -> None:
        """A verb that got no object draws its own: reading a book, sleeping its z's. Flying needs none."""
        link, self._link = self._link, None
        if link is None or not link.verb:
            return
        if link.art is not None:
            self._perform(link.art, link.how, link.word)
        elif link.how in {"flying", "over"}:
            for subject in self._subjects:
                self._take_off(subject)
            if self._subjects:
                self._drawn.append(link.word)
            else:
                self._said.flying = link.word  # told as drawn when something is there that flies
        elif link.how in {"holding", "eating", "on", "beside"} and link.word and link.word not in _SEATED:
            self._missing.append(link.word)  # "eating", and nothing that is eaten

    def _take_off(self, subject: int) -> None:
        """龙在城堡上飞: what flies "on" something that stands afar is over it."""
        draft = self._canvas.drafts[subject]
        if draft.relation is Relation.ON and draft.of is not None and self._canvas.drafts[draft.of].noun.layer is Layer.FAR:
            draft.relation, draft.of = None, None
        self._canvas.flies(subject)

    def _perform(self, art: str, how: str, word: str) -> None:
        """The subject gets what its verb needs; a subject that is still to come gets it then."""
        if self._subjects:
            self._deed(self._subjects[0], how, art, word)
        else:
            self._said.deeds.append((how, art, word))

    def _deed(self, subject: int, how: str, art: str, word: str) -> None:
        if self._merged(subject, art):
            self._drawn.append(word)
            return
        if art == SWIM:
            self._swims(subject, word)
            return
        noun = self._lexicon.nouns.get(art)
        if art in ALONE or noun is None:
            self._missing.append(word)
            return
        index = self._canvas.add(Draft(noun, word))
        if index is None:
            self._missing.append(word)
            return
        self._drawn.append(word)
        if how == "flying":
            draft = self._canvas.drafts[index]
            draft.relation, draft.of = Relation.FLYING, subject
        else:
            self._canvas.connect(subject, how, index)

    def _merged(self, subject: int, deed: str) -> bool:
        """Whether one sprite shows who does it together with what is done."""
        draft = self._canvas.drafts[subject]
        art = doer(draft.noun.art, deed)
        if art is None:
            return False
        draft.noun = self._lexicon.nouns[art]
        return True

    def _swims(self, subject: int, word: str) -> None:
        self._canvas.swims(subject)
        self._swum = word

    def _structure(self, unit: Unit, kind: Kind, sense: Sense) -> None:
        """Punctuation and the words between phrases."""
        readers: dict[Kind, Callable[[Unit, Sense], None]] = {
            Kind.BREAK: self._break,
            Kind.AND: self._and,
            Kind.OF: self._of_word,
            Kind.PRONOUN: self._pronoun,
            Kind.THAT: self._that,
            Kind.POSE: self._pose,
            Kind.MISSING: self._undrawn,
            Kind.VAGUE: self._vague,
            Kind.EXIST: self._exist,
            Kind.PLURAL: self._plural,
        }
        readers[kind](unit, sense)

    def _break(self, unit: Unit, _: Sense) -> None:
        self._finish_clause()
        self._unused_adjectives()
        self._joined = unit.word == ","
        if unit.word != ",":
            self._subjects, self._waiting, self._open, self._shared = [], [], False, None

    def _and(self, _: Unit, __: Sense) -> None:
        self._finish_link()
        self._joined = True

    def _of_word(self, unit: Unit, _: Sense) -> None:
        self._of = self._previous() in {Kind.NOUN, Kind.SCENERY}
        if unit.tongue is Tongue.ZH and self._link is not None and self._link.verb:
            self._finish_link()
        elif unit.tongue is Tongue.ES and self._link is not None and self._link.how == "flying":  # saltando de una hoja a otra
            self._finish_link()
            self._link = Link("to")

    def _pronoun(self, unit: Unit | None = None, __: Sense | None = None) -> None:
        """A tree with a bird on it: the last thing stands so to the one the clause is about."""
        link, self._link = self._link, None
        if link is None or self._last is None or not self._subjects:
            return
        if self._last in self._subjects:  # "a whale and a bird on its head"
            if self._earlier and self._last not in self._earlier and link.how in _BARE and self._has(0, Kind.PRONOUN):
                self._canvas.connect(self._last, link.how, self._earlier[0])
            return
        draft = self._canvas.drafts[self._last]
        if draft.relation is Relation.WEARING:
            return
        if draft.of == self._subjects[0]:
            draft.relation, draft.of = None, None
        words = set(unit.word.split()) if unit is not None else set()
        if _HELD & words:  # "a flower in her hand"
            self._canvas.connect(self._subjects[0], "holding", self._last)
        elif _MOUTH & words and link.how in {"in", "on", "at"}:  # "a bone in its mouth"
            self._canvas.connect(self._subjects[0], "eating", self._last)
        else:
            self._canvas.connect(self._last, link.how, self._subjects[0])

    def _that(self, _: Unit, sense: Sense) -> None:
        self._finish_link()
        if sense.value == "that" and self._last is not None:
            self._subjects = [self._last]

    def _pose(self, unit: Unit, sense: Sense) -> None:
        self._finish_link()
        self._relative(unit)
        if sense.value == SWIM:
            self._do(unit, SWIM)
        elif sense.value != "sit":
            self._postured(unit, sense.value)
        if unit.tongue is Tongue.ZH and unit.word.endswith("在"):
            self._link = Link("at")
        self._joined = False

    def _undrawn(self, unit: Unit, sense: Sense) -> None:
        self._finish_link()
        if sense.value in ALONE:
            self._do(unit, sense.value)
        else:
            self._missing.append(unit.surface)

    def _do(self, unit: Unit, deed: str) -> None:
        """All whom the clause is about do it, or whoever comes next: "a swimming dog"."""
        before = unit.tongue is not Tongue.ES and self._noun_follows() and self._previous() is not Kind.NOUN
        if self._subjects and not before:
            for subject in self._subjects:
                self._deed(subject, "do", deed, unit.surface)
        else:
            self._said.deeds.append(("do", deed, unit.surface))

    def _vague(self, unit: Unit, sense: Sense) -> None:
        """Of "many animals" neither they nor their number is shown."""
        self._said = Adjectives()
        self._undrawn(unit, sense)

    def _exist(self, _: Unit, __: Sense) -> None:
        if self._link is None and self._subjects and not self._waiting:
            self._link = Link("with")

    def _plural(self, _: Unit, __: Sense) -> None:
        if self._last is not None and self._canvas.drafts[self._last].count == 1:
            self._canvas.drafts[self._last].count = 3

    def _finish_clause(self) -> None:
        if self._link is not None and self._link.how in _BARE and not self._link.verb:  # "with a mouse on top"
            self._pronoun()
        self._finish_link()
        self._joined = False
        self._head_count = None

    def _unused_adjectives(self) -> None:
        """A number, size, colour or deed that found no thing is told as missing."""
        said = self._said
        count = said.count_word if said.count_word.isdecimal() else ""
        self._missing.extend(word for word in (count, said.size_word, said.look, said.colour_word, said.flying) if word)
        self._missing.extend(word for _, _, word in said.deeds)
        self._said = Adjectives()
