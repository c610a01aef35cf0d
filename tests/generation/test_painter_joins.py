"""Where what is held, worn, ridden or sheltered under stands to the one it belongs to."""

import pytest

from generation.sketch.compose import Placed
from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.sprites import Sprites

READER = SceneReader()
PAINTER = Painter(Sprites.load())
SEEDS = range(5)


def placed(text: str, seed: int) -> dict[str, list[Placed]]:
    scene = READER.read(text)
    found: dict[str, list[Placed]] = {}
    for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512):
        found.setdefault(scene.things[sprite.thing].art, []).append(sprite)
    return found


def middle(sprite: Placed) -> float:
    return (sprite.box[0] + sprite.box[2]) / 2


@pytest.mark.parametrize("text", ["el gato con botas", "a boy with red boots", "一个穿靴子的男孩"])
def test_boots_are_on_the_feet(text: str) -> None:
    for seed in SEEDS:
        found = placed(text, seed)
        boots, wearer = found.pop("womans-boot"), next(iter(found.values()))[0]
        assert len(boots) == 2
        for boot in boots:
            assert wearer.box[0] < middle(boot) < wearer.box[2]
            assert abs(boot.box[3] - wearer.box[3]) < 0.06 * wearer.height


@pytest.mark.parametrize("text", ["a rabbit under a mushroom", "a mouse under a flower", "un ratón debajo de una seta"])
def test_a_mushroom_stays_where_it_grows(text: str) -> None:
    for seed in SEEDS:
        found = placed(text, seed)
        plant = (found.get("mushroom") or found["blossom"])[0]
        guest = (found.get("rabbit") or found["mouse"])[0]
        assert plant.foot is not None
        assert plant.box[3] > guest.box[3] - 0.15 * guest.height
        assert plant.height > 1.5 * guest.height


def test_two_hands_hold_two_things() -> None:
    for seed in SEEDS:
        found = placed("a girl with a book and an apple", seed)
        girl, book, apple = (found[art][0] for art in ("girl", "open-book", "red-apple"))
        assert (middle(book) < middle(girl)) != (middle(apple) < middle(girl))


@pytest.mark.parametrize("text", ["a boy with a balloon", "a boy holding three balloons"])
def test_balloons_hide_no_face(text: str) -> None:
    for seed in SEEDS:
        found = placed(text, seed)
        boy = found["boy"][0]
        for balloon in found["balloon"]:
            assert balloon.box[2] < middle(boy) or balloon.box[0] > middle(boy)


def test_who_rides_a_bicycle_sits_on_it() -> None:
    for seed in SEEDS:
        found = placed("an astronaut riding a bicycle", seed)
        rider, wheels = found["astronaut"][0], found["bicycle"][0]
        assert rider.box[3] > wheels.box[1] + 0.4 * wheels.height
        assert rider.box[1] < wheels.box[1]
        assert rider.order < wheels.order


@pytest.mark.parametrize("text", ["a pirate with a parrot on his shoulder", "a bird on a girl", "a monkey on a king"])
def test_what_sits_on_a_shoulder_leaves_the_face_free(text: str) -> None:
    for seed in SEEDS:
        scene = READER.read(text)
        small = next(number for number, thing in enumerate(scene.things) if thing.relation is not None)
        sprites = {sprite.thing: sprite for sprite in PAINTER.layout(scene, seed=seed, width=512, height=512)}
        bird, person = sprites[small], sprites[1 - small]
        assert abs(middle(bird) - middle(person)) > 0.3 * (person.box[2] - person.box[0])
        assert bird.box[3] < person.box[1] + 0.55 * person.height


def test_a_child_sits_behind_the_head_of_who_carries_it() -> None:
    found = placed("a boy carrying his sister on his shoulders", 1)
    assert found["girl"][0].order < found["boy"][0].order
    assert found["girl"][0].box[1] < found["boy"][0].box[1]
