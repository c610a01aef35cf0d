"""Where a picture takes place when the prompt does not say."""

from generation.sketch.scene import Layer, Place, Relation, Thing
from generation.sketch.setting import Setting

FISH = Thing("fish", "fish", scale=0.4, layer=Layer.WATER)
CUP = Thing("hot-beverage", "cup", scale=0.3)


def test_a_fish_calls_for_the_sea_but_not_from_a_cup() -> None:
    assert Setting().place_for((FISH,), (Place.UNDERWATER,)) is Place.UNDERWATER
    inside = Thing("fish", "fish", scale=0.4, layer=Layer.WATER, relation=Relation.INSIDE, of=1)
    assert Setting().place_for((inside, CUP), (Place.UNDERWATER, None)) is Place.TABLE


def test_birds_on_a_branch_are_outdoors_and_an_apple_is_on_a_table() -> None:
    bird = Thing("bird", "birds", 3, scale=0.4, relation=Relation.ON, of=1)
    assert Setting().place_for((bird, Thing("branch", "branch", scale=0.5)), (None, None)) is Place.GARDEN
    assert Setting().place_for((Thing("red-apple", "apple", scale=0.3),), (None,)) is Place.TABLE
    assert Setting().place_for((Thing("dog", "dog"),), (None,)) is Place.MEADOW
