"""Writing is never mirrored, passengers are seen, and no grown-up stands on a bed."""

import random

import pytest

from generation.sketch.clusters import Figure, clusters
from generation.sketch.compose import Placed
from generation.sketch.lettered import LETTERED, flippable
from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.sprites import Sprites

READER = SceneReader()
SPRITES = Sprites.load()
PAINTER = Painter(SPRITES)


def placed(text: str, seed: int) -> dict[str, list[Placed]]:
    scene = READER.read(text)
    found: dict[str, list[Placed]] = {}
    for sprite in PAINTER.layout(scene, seed=seed, width=384, height=384):
        found.setdefault(scene.things[sprite.thing].art, []).append(sprite)
    return found


@pytest.mark.parametrize(
    ("text", "art"),
    [
        ("a red envelope", "red-envelope"),
        ("five red envelopes on the grass", "red-envelope"),
        ("a child holding a red envelope", "red-envelope"),
        ("an alarm clock next to a fox", "alarm-clock"),
        ("un hospital y un perro", "hospital"),
        ("一家银行和一只猫", "bank"),
        ("a horse next to a school", "school"),
    ],
)
def test_writing_is_never_mirrored(text: str, art: str) -> None:
    for seed in range(16):
        assert [sprite.flip for sprite in placed(text, seed)[art] if sprite.flip] == []


def test_what_has_no_writing_is_mirrored_still() -> None:
    assert {placed("a fox", seed)["fox"][0].flip for seed in range(16)} == {True, False}
    assert flippable("ambulance")
    assert not flippable("letter-b")
    assert not flippable("nine-thirty")


def test_every_lettered_sprite_exists() -> None:
    assert sorted(art for art in LETTERED if not SPRITES.has(art)) == []


def boxes(text: str) -> dict[str, tuple[float, float, float, float]]:
    """Left, top, right, bottom of each thing in the one cluster that is tied together; the base is 1 high, its foot at 0."""
    scene = READER.read(text)

    def figure(art: str) -> Figure:
        image = SPRITES.image(art, 128)
        return Figure(image.width / image.height, SPRITES.anchors(art))

    pick = random.Random(3)  # noqa: S311 - where things stand, not a secret
    made = max(clusters(scene.things, figure, pick, 1.0), key=lambda cluster: len(cluster.items))
    return {
        scene.things[item.thing].art: (item.left, item.top, item.left + item.width, item.top + item.height)
        for item in made.items
        if not item.lower
    }


@pytest.mark.parametrize("text", ["a hippo in a helicopter", "una niña en un helicóptero", "直升机里的熊"])
def test_a_passenger_fits_into_the_cabin(text: str) -> None:
    found = boxes(text)
    left, top, right, bottom = found.pop("helicopter")
    ((first, head, last, foot),) = found.values()
    assert left < first < last < right
    assert top + 0.2 < head < foot < bottom - 0.2


def test_a_grown_up_stands_behind_the_bed_and_a_child_on_it() -> None:
    mother, child = boxes("mi madre en la cama"), boxes("a girl on a bed")
    assert mother["woman"][3] > mother["bed"][3] - 0.15
    assert child["girl"][3] < child["bed"][3] - 0.3


def test_spectacles_sit_on_the_eyes_of_a_person_not_on_the_mouth() -> None:
    found = boxes("a girl with sunglasses")
    assert found["girl"][1] + 0.12 < found["sunglasses"][1] < found["sunglasses"][3] < found["girl"][1] + 0.32
