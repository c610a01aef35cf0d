"""What somebody's posture is and whether the picture shows it: who sits on a seat does, who sits nowhere stands."""

from typing import Final

from generation.sketch.canvas import Draft
from generation.sketch.deeds import MEN, WOMEN
from generation.sketch.reading import Reading
from generation.sketch.scene import Pose, Relation
from generation.sketch.segment import Unit
from generation.sketch.staging import PEOPLE, SITTERS, TABLES

EATS: Final = "eats"
HOLDS: Final = "holds"
_SHOWN: Final = {
    "sits": frozenset({Relation.ON, Relation.INSIDE}),
    "lies": frozenset({Relation.ON}),
    "hides": frozenset({Relation.BEHIND, Relation.INSIDE, Relation.UNDER}),
    "bathes": frozenset({Relation.INSIDE}),
    EATS: frozenset({Relation.HOLDING}),
    HOLDS: frozenset({Relation.HOLDING, Relation.WEARING, Relation.ON, Relation.INSIDE}),
}
_SITTING: Final = ("sit", "sat ", "sentad")
_LYING: Final = ("lying", "acostad", "tumbad")


class Postures(Reading):
    """Notes postures while a prompt is read; at its end each is either drawn or told."""

    def _postured(self, unit: Unit, posture: str) -> None:
        self._postures.append((tuple(self._subjects), posture, unit.surface.removesuffix("在")))

    def _placed_so(self, unit: Unit) -> None:
        """Who is "sitting on" something is more than on it."""
        posture = "sits" if unit.word.startswith(_SITTING) else "lies" if unit.word.startswith(_LYING) else ""
        if posture:
            self._postures.append((tuple(self._subjects), posture, unit.surface.split(" ")[0]))

    def _settle_postures(self) -> None:
        drafts = self._canvas.drafts
        for who, posture, word in self._postures:
            those = [drafts[number] for number in who] or [draft for draft in drafts if draft.noun.alive]
            shown = [draft for draft in those if self._shows(draft, posture)]
            for draft in shown:
                if posture in {"sits", "lies"} and draft.relation is Relation.ON:
                    draft.pose = Pose.SITTING
            if len(shown) < len(who) or not shown:
                self._missing.append(word)

    def _shows(self, draft: Draft, posture: str) -> bool:
        if posture == "sits" and draft.noun.art in SITTERS:
            return True
        if posture == "lies" and draft.noun.art in PEOPLE | WOMEN | MEN:
            return False  # people are drawn upright
        if posture == "sits" and draft.relation is Relation.BEHIND and draft.of is not None:
            return self._canvas.drafts[draft.of].noun.art in TABLES
        return draft.relation in _SHOWN[posture]
