"""The things of a prompt while it is being read, and how "on", "with" or "playing" becomes one of the painter's relations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from generation.sketch.deeds import MEN, WOMEN
from generation.sketch.lexicon import Noun
from generation.sketch.scene import Layer, Pose, Relation, Thing
from generation.sketch.staging import TABLES

MOST_THINGS: Final = 12
MOST_OF_A_KIND: Final = 12
_TOWER: Final = 2.9  # natural height from which a building holds somebody at its top
_MOUNT: Final = 1.4  # natural height of an animal from which it carries somebody
_PET: Final = 1.05  # of an animal that is taken into the arms
_HAND: Final = 0.95  # natural height up to which something can be held
_MIRROR: Final = {Relation.BESIDE: Relation.BESIDE, Relation.BEHIND: Relation.IN_FRONT, Relation.IN_FRONT: Relation.BEHIND}
# Who rides these is drawn with them in one sprite: as a woman, or as a man.
_RIDDEN: Final = {
    "bicycle": ("woman-biking", "man-biking"),
    "manual-wheelchair": ("woman-in-manual-wheelchair-facing-right", "man-in-manual-wheelchair-facing-right"),
}
_FREE: Final = frozenset({None, Relation.FLYING, Relation.SWIMMING})  # for a place that is named later
_NOT_INSIDE: Final = frozenset(Relation) - {Relation.INSIDE}
# What one is, that it stands so to, instead of it: a rider under a tree is a horse there, a dog beside a boy on a bicycle walks.
_HANDED_ON: Final = {Relation.ON: _NOT_INSIDE, Relation.INSIDE: _NOT_INSIDE} | dict.fromkeys(_MIRROR, frozenset({Relation.ON}))
_PLAIN: Final = {
    "on": Relation.ON, "under": Relation.UNDER, "behind": Relation.BEHIND, "in-front": Relation.IN_FRONT, "beside": Relation.BESIDE,
    "inside": Relation.INSIDE,
}  # fmt: skip
_TOO_LARGE: Final = 1.5  # times what it would stand on


@dataclass(slots=True)
class Draft:
    """A thing whose adjectives and relation may still come."""

    noun: Noun
    word: str
    count: int = 1
    colour: str | None = None
    size: float = 1.0
    relation: Relation | None = None
    of: int | None = None
    layer: Layer | None = None
    pose: Pose | None = None

    def thing(self) -> Thing:
        """The finished thing."""
        layer = self.layer or self.noun.layer
        scale = round(self.noun.scale * self.size, 2)
        return Thing(self.noun.art, self.word, self.count, self.colour, scale, layer, self.relation, self.of, self.size, self.pose)


@dataclass(slots=True)
class Canvas:
    """At most twelve drafts, referred to by index."""

    drafts: list[Draft] = field(default_factory=list)

    def add(self, draft: Draft) -> int | None:
        """Its index, or None when the picture is full."""
        if len(self.drafts) >= MOST_THINGS:
            return None
        draft.count = max(1, min(draft.count, MOST_OF_A_KIND))
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def find(self, art: str) -> int | None:
        """The last thing with this sprite, for "the cat" after "a cat"."""
        return next((i for i in range(len(self.drafts) - 1, -1, -1) if self.drafts[i].noun.art == art), None)

    def seat_riders(self, nouns: Mapping[str, Noun]) -> None:
        """One sprite for a person and the bicycle or wheelchair under them, unless that has a colour or a size of its own."""
        gone: set[int] = set()
        for number, draft in enumerate(self.drafts):
            if draft.of is None or draft.relation not in {Relation.ON, Relation.INSIDE} or draft.noun.art not in WOMEN | MEN:
                continue
            under = self.drafts[draft.of]
            if under.noun.art not in _RIDDEN or under.colour is not None or draft.colour is not None or under.size != 1.0:
                continue
            gone.add(draft.of)
            draft.noun = nouns[_RIDDEN[under.noun.art][draft.noun.art in MEN]]
            draft.relation, draft.of = under.relation, under.of
            for other in self.drafts:
                if other is not draft and other.of in gone:
                    other.of = number
        kept = [number for number in range(len(self.drafts)) if number not in gone]
        self.drafts = [self.drafts[number] for number in kept]
        for draft in self.drafts:
            draft.of = kept.index(draft.of) if draft.of is not None else None

    def flies(self, index: int) -> None:
        """In the air, unless it already is somewhere."""
        draft = self.drafts[index]
        if draft.relation is None:
            draft.relation = Relation.FLYING

    def swims(self, index: int) -> None:
        """In the water, unless it already is somewhere or lives there."""
        draft = self.drafts[index]
        if draft.relation is None and (draft.layer or draft.noun.layer) is not Layer.WATER:
            draft.relation = Relation.SWIMMING

    def connect(self, subject: int, how: str, other: int) -> None:
        """Tie the subject of "on", "with", "holding" ... to what follows, unless that says nothing new or goes in a circle."""
        subject = self._nearer(subject, other) if how == "on" else subject
        if subject == other or how == "to":
            return
        who, what = self.drafts[subject].noun, self.drafts[other].noun
        if how in {"with", "with-place", "holding", "eating", "wearing", "wear-in", "play"}:
            if how == "eating":
                how, self.drafts[other].pose = "holding", Pose.EATEN
            many = self.drafts[other].count > 2
            self._tie(
                other,
                _possession(how, who, what, what.scale * self.drafts[other].size, many=many, single=self.drafts[other].count == 1),
                subject,
            )
        elif how == "in":
            self._in(subject, other)
        elif how == "over" or (how == "on" and who.layer is Layer.SKY and what.layer is Layer.FAR):
            self._above(subject, other)
        elif how == "flying":
            self._pilot(subject, other)
        elif how == "on" and what.layer is Layer.FAR and self._aloft(subject):
            return
        elif how == "on" and who.worn and what.alive:
            self._tie(subject, Relation.WEARING, other)
        elif what.layer is not Layer.SCATTER or how not in {"on", "inside"} or self.drafts[other].count == 1:
            self._stand(subject, _PLAIN[how], other)

    def _nearer(self, subject: int, other: int) -> int:
        """Who stands on it: of "a castle with a knight on a horse" not the castle, which is too large, but who came before it."""
        before, most = other - 1, _TOO_LARGE * self.drafts[other].noun.scale
        if before in {-1, subject} or self.drafts[subject].noun.scale <= most or self.drafts[before].noun.scale > most:
            return subject
        nearer = self.drafts[before]
        if not nearer.noun.alive:  # "a giraffe reading the newspaper on a bench"
            return subject
        if nearer.relation is Relation.BESIDE and nearer.of == subject:
            nearer.relation, nearer.of = None, None
        return before

    def _above(self, subject: int, other: int) -> None:
        """Right over what is near; over towers and flowers it is somewhere in the air."""
        if self.drafts[other].noun.layer in {Layer.GROUND, Layer.WATER, Layer.SKY}:
            self._stand(subject, Relation.OVER, other)
        else:
            self.flies(subject)

    def _aloft(self, index: int) -> bool:
        """Whether it flies, or what it sits on does."""
        draft = self.drafts[index]
        carrier = self.drafts[draft.of] if draft.of is not None else draft
        return Relation.FLYING in {draft.relation, carrier.relation}

    def _in(self, subject: int, other: int) -> None:
        who, what = self.drafts[subject].noun, self.drafts[other].noun
        if what.worn:
            self._tie(other, Relation.WEARING, subject)
        elif what.clothes:
            self._tie(other, Relation.HOLDING, subject)
        elif what.inside:
            self._stand(subject, Relation.INSIDE, other)
        elif what.art in TABLES and who.alive and who.scale >= _MOUNT:
            self._stand(subject, Relation.BEHIND, other)
        elif what.seat and not what.alive:
            self._stand(subject, Relation.ON, other)
        elif what.alive and self.drafts[subject].relation in _FREE:  # "un niño en un caballo"; not: in a tree, at a lion
            self._stand(subject, Relation.ON if what.seat and what.scale >= _MOUNT else Relation.BESIDE, other)
        elif what.alive:
            return
        elif what.layer is Layer.FAR and what.scale < _TOWER:  # a shop has no window to look out of
            self._stand(subject, Relation.IN_FRONT, other)
        elif what.layer not in {Layer.SCATTER, Layer.SKY}:
            room = what.scale >= self.drafts[subject].noun.scale  # nobody is inside what stands for a party
            self._stand(subject, Relation.INSIDE if room else Relation.BESIDE, other)

    def _pilot(self, subject: int, other: int) -> None:
        """Flying a kite holds its string; flying an aeroplane sits in it."""
        what = self.drafts[other].noun
        if what.layer is Layer.FAR:
            self.flies(subject)
        elif what.held and not what.seat:
            self._tie(other, Relation.HOLDING, subject)
        else:
            self._stand(subject, Relation.ON, other)
            self.flies(other)

    def _tie(self, thing: int, relation: Relation | None, owner: int) -> None:
        draft = self.drafts[thing]
        if relation is not None and draft.relation in _FREE and not self._leads(owner, thing):
            draft.relation, draft.of = relation, owner

    def _stand(self, subject: int, relation: Relation, other: int) -> None:
        """A thing has one place: a rider under a tree is a horse under a tree, a second neighbour stands beside the first."""
        draft = self.drafts[subject]
        if draft.of == other:
            if draft.relation is Relation.BESIDE:
                draft.relation = relation
            return
        if self.drafts[other].of == subject:
            if self.drafts[other].relation not in {Relation.BESIDE, Relation.HOLDING}:
                return
            self.drafts[other].relation, self.drafts[other].of = None, None
        if draft.relation in _FREE and not self._leads(other, subject):
            draft.relation, draft.of = relation, other
        elif relation in _MIRROR and self.drafts[other].relation is None and not self._leads(subject, other):
            self.drafts[other].relation, self.drafts[other].of = _MIRROR[relation], subject
        elif draft.of is not None and not self._leads(other, draft.of):
            carrier = self.drafts[draft.of].noun
            if draft.relation is Relation.INSIDE and carrier.layer is Layer.FAR:
                draft.relation, draft.of = relation, other
            elif draft.relation is not None and relation in _HANDED_ON.get(draft.relation, ()):
                self._stand(draft.of, relation, other)

    def _leads(self, start: int, goal: int) -> bool:
        """Whether the chain of `of` from `start` comes to `goal`."""
        at: int | None = start
        for _ in range(MOST_THINGS):
            if at is None or at == goal:
                break
            at = self.drafts[at].of
        return at == goal


def _possession(how: str, who: Noun, what: Noun, scale: float, *, many: bool, single: bool) -> Relation | None:
    """What "with", "holding", "wearing" and "playing" mean for this owner and this thing."""
    if how == "with-place" and many and not what.worn:  # "in a garden with pumpkins"
        return None
    accompanied = how in {"with", "with-place"}
    if what.layer is Layer.SCATTER and accompanied:
        return Relation.HOLDING if how == "with" and who.alive and what.held and single else None
    if what.worn and (accompanied or how in {"wearing", "wear-in"}):
        return Relation.WEARING
    if how == "play" and not what.played:
        return Relation.BESIDE if what.alive or scale > 0.5 else Relation.IN_FRONT
    if not who.alive:
        return _with_it(how, who, what, scale)
    in_hand = what.held or scale <= (_PET if what.alive else _HAND) if how == "holding" else what.held and scale <= _HAND
    return Relation.HOLDING if in_hand else Relation.BESIDE


def _with_it(how: str, who: Noun, what: Noun, scale: float) -> Relation:
    """Where what a thing has is: fruit on a table, flowers in a vase, the rest beside."""
    if who.art in TABLES and scale < who.scale:
        return Relation.ON
    holds = who.inside and what.held and what.scale < who.scale and (how == "holding" or who.layer is Layer.GROUND)
    return Relation.INSIDE if holds else Relation.BESIDE
