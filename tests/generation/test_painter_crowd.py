"""Several children are girls and boys, several people differ, and nobody is lost or added."""

import pytest

from generation.sketch.crowd import mixed
from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.sprites import Sprites

READER = SceneReader()
PAINTER = Painter(Sprites.load())


@pytest.mark.parametrize(
    ("text", "arts"),
    [
        ("three children in the park", ["girl", "boy", "girl"]),
        ("dos niños", ["boy", "girl"]),
        ("孩子们", ["girl", "boy", "girl"]),
        ("four people", ["person", "woman", "man", "person"]),
        ("three girls", ["girl", "girl", "girl"]),
        ("a child", ["girl"]),
        ("two dogs", ["dog", "dog"]),
    ],
)
def test_a_crowd_is_mixed(text: str, arts: list[str]) -> None:
    scene = READER.read(text)
    crowd, placed = mixed(scene, PAINTER.layout(scene, seed=1, width=256, height=256))
    assert [crowd.things[sprite.thing].art for sprite in placed] == arts
    assert crowd.things[: len(scene.things)] == scene.things
