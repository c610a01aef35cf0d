"""The layer that a thing goes to in a place: fish on land stand on the ground, what swims is in the water where there is some."""

from generation.sketch.items import copies
from generation.sketch.plan import Ground, Plan
from generation.sketch.scene import Layer, Place, Relation, Thing
from generation.sketch.staging import FISHES, SWIMMERS

_NO_HORIZON = frozenset({Place.UNDERWATER, Place.SKY, Place.CAVE})


def layer_on(thing: Thing, plan: Plan) -> Layer:
    """The layer of a thing in this place; under water everything that flies swims, and one flower is no meadow of them."""
    layer = Layer.SKY if thing.relation is Relation.FLYING else thing.layer
    if layer is Layer.SCATTER and copies(thing) == 1:
        layer = Layer.GROUND  # "a sunflower" is one, and large
    if plan.ground is Ground.NOTHING and layer is not Layer.SCATTER:
        return Layer.SKY
    if swims(thing, layer) and plan.swim is not None:
        return Layer.WATER
    return _here(layer, plan)


def swims(thing: Thing, layer: Layer) -> bool:
    """Whether it goes into the water although it does not live there."""
    return thing.relation is Relation.SWIMMING or (thing.art in SWIMMERS and thing.relation is None and layer is Layer.GROUND)


def afloat_share(thing: Thing) -> float:
    """The share of its height that is seen above the water: ducks lie on it, a dog's legs and a fish's belly are in it."""
    if thing.art in SWIMMERS:
        return 0.83
    if thing.relation is Relation.SWIMMING:
        return 0.64
    return 0.72 if thing.art in FISHES else 1.0


def _here(layer: Layer, plan: Plan) -> Layer:
    if plan.place is Place.UNDERWATER and layer is Layer.SKY:
        return Layer.WATER
    if layer is Layer.WATER and plan.swim is None:
        return Layer.GROUND
    if layer is Layer.FAR and (plan.indoors or plan.place in _NO_HORIZON):
        return Layer.GROUND
    return layer
