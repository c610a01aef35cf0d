"""Views and places: four pictures of a wish differ, and what is in, on, held or worn is where the words say."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.sketch.backdrop.corner import turn
from generation.sketch.boxes import overlap
from generation.sketch.compose import Placed
from generation.sketch.ground import in_water
from generation.sketch.painter import Painter
from generation.sketch.scene import Layer, Place, Relation, Scene, Thing, Time, Weather
from generation.sketch.sprites import Sprites
from generation.sketch.view import view_of

SPRITES = Sprites.load()
PAINTER = Painter(SPRITES)
DOG = Thing("dog", "dog")
DOGS = Scene((DOG,))


def boxes(scene: Scene, seed: int = 1, width: int = 1024, height: int = 1024) -> dict[int, list[Placed]]:
    found: dict[int, list[Placed]] = {}
    for sprite in PAINTER.layout(scene, seed=seed, width=width, height=height):
        if not sprite.lower:
            found.setdefault(sprite.thing, []).append(sprite)
    return found


def middle(sprite: Placed) -> tuple[float, float]:
    return (sprite.box[0] + sprite.box[2]) / 2, (sprite.box[1] + sprite.box[3]) / 2


def pair_of(relation: Relation, thing: Thing, base: Thing, seed: int) -> tuple[Placed, Placed, list[int]]:
    scene = PAINTER._drawable(Scene((replace(thing, relation=relation, of=1), base)))
    painted = [sprite.thing for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512) if not sprite.lower]
    found = boxes(scene, seed, 512, 512)
    return found[0][0], found[1][0], painted


@pytest.mark.parametrize("seed", range(4))
def test_what_is_held_leaves_the_face_free(seed: int) -> None:
    girl = Thing("girl", "girl", scale=1.3)
    kite, holder, _ = pair_of(Relation.HOLDING, Thing("kite", "kite", scale=0.8), girl, seed)
    face = middle(holder)[0], holder.box[1] + 0.25 * holder.height
    assert not kite.box[0] < face[0] < kite.box[2]
    assert overlap(kite.box, holder.box) < 0.2
    assert middle(kite)[1] < middle(holder)[1]
    umbrella, holder, painted = pair_of(Relation.HOLDING, Thing("umbrella", "umbrella", scale=0.9), girl, seed)
    assert painted == [0, 1]  # the face is before it
    assert umbrella.box[1] < holder.box[1]


@pytest.mark.parametrize("relation", [Relation.BESIDE, Relation.INSIDE, Relation.ON])
def test_candles_stand_on_the_cake(relation: Relation) -> None:
    candle, cake = Thing("candle", "candles", 3, scale=0.3), Thing("birthday-cake", "cake", scale=0.6)
    scene = PAINTER._drawable(Scene((replace(candle, relation=relation, of=1), cake), Place.TABLE))
    assert scene.things[1].art == "plain-cake"
    found = boxes(scene)
    for one in found[0]:
        assert found[1][0].box[0] < middle(one)[0] < found[1][0].box[2]
        assert found[1][0].box[1] < one.box[3] < middle(found[1][0])[1]


@pytest.mark.parametrize("base", ["basket", "hot-beverage", "bathtub", "sailboat"])
def test_who_is_inside_looks_out(base: str) -> None:
    for seed in range(4):
        guest, vessel, _ = pair_of(Relation.INSIDE, Thing("cat", "cat", 2, scale=0.9), Thing(base, base, scale=0.9), seed)
        rim = vessel.box[1] + SPRITES.anchors(base).rim * vessel.height
        assert guest.box[1] + 0.3 * guest.height < rim < guest.box[3] + 0.1 * guest.height
        assert guest.box[3] < vessel.box[3]


def test_giants_are_larger_than_the_tiny() -> None:
    mouse = Thing("mouse", "mouse", scale=1.2, size=3.0)
    elephant = Thing("elephant", "elephant", scale=1.0, size=0.35)
    for seed in range(8):
        found = boxes(Scene((mouse, elephant)), seed)
        assert found[0][0].height > 1.6 * found[1][0].height
    usual, giant = (boxes(Scene((replace(DOG, scale=size, size=size),)))[0][0].height for size in (1.0, 2.0))
    assert giant > usual


@pytest.mark.parametrize("time", [Time.DAY, Time.NIGHT])
def test_there_is_one_sun_or_moon(time: Time) -> None:
    art = "sun" if time is Time.DAY else "full-moon"
    scene = Scene((Thing(art, art, layer=Layer.SKY),), Place.SEA, time, frozenset({Weather.SUNNY}))
    light, _, placed = PAINTER._begun(scene, 3, 512, 512)[:3]
    assert light.bare
    assert light.sun == tuple(part / 512 for part in middle(placed[0]))
    assert not PAINTER._begun(DOGS, 3, 512, 512)[0].bare


@given(st.integers(0, 2**32 - 4))
def test_four_pictures_of_a_wish_are_seen_from_four_places(seed: int) -> None:
    views = [view_of(seed + number) for number in range(4)]
    assert len({(view.shot.near, view.shot.lift) for view in views}) == 4
    assert len({view.mood for view in views}) == 4
    assert len({view.harmony % 12 for view in views}) >= 3
    assert len({view.mirrored for view in views}) == 2


def test_four_pictures_of_a_room_have_four_sorts_of_furniture() -> None:
    for seed in (0, 9, 4094):
        lights = [PAINTER._begun(replace(DOGS, place=Place.ROOM), seed + number, 64, 64)[0] for number in range(4)]
        assert len({turn(light) for light in lights}) >= 3


def test_towers_stand_on_rocks_not_in_the_water() -> None:
    tower = Thing("lighthouse", "lighthouse", scale=4, layer=Layer.FAR)
    for place in (Place.SEA, Place.BEACH, Place.LAKE):
        _, plan, placed = PAINTER._begun(Scene((tower, DOG), place), 2, 512, 512)[:3]
        assert in_water(plan, next(sprite for sprite in placed if sprite.thing == 0), 512)
    _, plan, placed = PAINTER._begun(Scene((tower, DOG)), 2, 512, 512)[:3]
    assert not any(in_water(plan, sprite, 512) for sprite in placed)


def test_on_a_ship_means_behind_its_rail() -> None:
    ship = Thing("sailboat", "boat", scale=2, layer=Layer.WATER)
    for seed in range(4):
        dog, boat, _ = pair_of(Relation.ON, replace(DOG), ship, seed)
        assert dog.height < 0.5 * boat.height
        assert dog.box[3] > boat.box[1] + 0.8 * boat.height


def test_flowers_in_a_vase_are_a_bunch_above_its_neck() -> None:
    bunch = Thing("blossom", "flowers", 5, scale=0.3, layer=Layer.SCATTER)
    found = boxes(PAINTER._drawable(Scene((replace(bunch, relation=Relation.INSIDE, of=1), Thing("amphora", "vase", scale=0.6)))))
    assert sum(middle(flower)[1] < found[1][0].box[1] for flower in found[0]) >= 3


def test_who_shares_a_seat_sits_side_by_side() -> None:
    sofa = Thing("sofa", "sofa", scale=1.2)
    for relation, base in ((Relation.ON, sofa), (Relation.INSIDE, Thing("basket", "basket", scale=0.8))):
        pets = tuple(Thing(art, art, scale=0.9, relation=relation, of=2) for art in ("dog", "cat"))
        for size in ((512, 512), (256, 768)):
            found = boxes(Scene((*pets, base)), 1, *size)
            assert overlap(found[0][0].box, found[1][0].box) < 0.25


def test_a_black_cat_is_drawn_as_one() -> None:
    assert [thing.art for thing in PAINTER._drawable(Scene((Thing("cat", "cat", colour="black"),))).things] == ["black-cat"]
