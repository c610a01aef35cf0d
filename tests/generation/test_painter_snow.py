"""One of a kind is one and large, and where it snows the snow lies: on the ground, on the trees, in every style and language."""

import numpy as np
import pytest
from PIL import Image

from generation.sketch.painter import Painter
from generation.sketch.reader import SceneReader
from generation.sketch.scene import Layer, Place, Scene, Style, Weather
from generation.sketch.sprites import Sprites
from generation.sketch.weather import snow_cap

PAINTER = Painter(Sprites.load())
READER = SceneReader()


def painted(scene: Scene, seed: int) -> np.ndarray:
    return np.asarray(PAINTER.paint(scene, seed=seed, width=192, height=192), np.float32)


@pytest.mark.parametrize("words", ["a sunflower", "one rose", "a red flower", "un girasol", "una rosa", "一朵向日葵", "a leaf"])
def test_one_flower_is_one_and_fills_the_page(words: str) -> None:
    scene = READER.read(words)
    for seed in range(8):
        (only,) = PAINTER.layout(scene, seed=seed, width=512, height=512)
        assert only.layer is Layer.GROUND
        assert only.height > 512 * 0.25


@pytest.mark.parametrize("words", ["sunflowers", "girasoles", "a garden with roses", "grass", "wheat", "three tulips", "秋天"])
def test_several_flowers_and_what_is_strewn_are_several(words: str) -> None:
    assert len(PAINTER.layout(READER.read(words), seed=3, width=512, height=512)) >= 3


def test_a_flower_has_a_stem() -> None:
    drawn = PAINTER._drawable(READER.read("a girl with a blue flower, white flowers"))
    assert [(thing.art, thing.colour) for thing in drawn.things[1:]] == [("flower", "blue"), ("flower", "white")]


SNOWY = ["a snowy forest", "a forest in the snow", "un bosque nevado", "un bosque en la nieve", "雪中的森林", "下雪的森林"]


@pytest.mark.parametrize("words", SNOWY)
@pytest.mark.parametrize("style", [style for style in Style if style not in {Style.NEON, Style.INK, Style.PENCIL}])
def test_snow_covers_the_ground_of_a_wood_and_its_trees(words: str, style: Style) -> None:
    scene = READER.read(words)
    assert scene.place in {Place.FOREST, Place.SNOW}
    assert Weather.SNOW in scene.weather
    white, bare = (
        painted(Scene((), Place.FOREST, weather=scene.weather, style=style), 4),
        painted(Scene((), Place.FOREST, style=style), 4),
    )
    ground = (slice(140, 180), slice(50, 140))
    assert white[ground].mean() > max(185, bare[ground].mean() + 40)
    _, green, blue = white[ground].mean(axis=(0, 1))
    assert blue >= green - 8  # white or bluish, not a lawn
    trees = (slice(60, 110), slice(0, 192))
    assert white[trees].mean() > bare[trees].mean()


@pytest.mark.parametrize("place", [Place.MEADOW, Place.CITY, Place.STREET, Place.VILLAGE, Place.PARK, Place.GARDEN, Place.FARM])
def test_snow_covers_every_ground(place: Place) -> None:
    for seed in range(3):
        ground = painted(Scene((), place, weather=frozenset({Weather.SNOW})), seed)[165:188]
        assert ground.mean() > 165
        assert abs(float(ground[..., 1].mean() - ground[..., 2].mean())) < 25


@pytest.mark.parametrize("words", ["a pine tree in the snow", "a castle in the snow"])
def test_a_tree_and_a_castle_wear_caps_of_snow(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    capped = painted(READER.read(words), 2)
    monkeypatch.setattr("generation.sketch.painter.snow_cap", lambda alpha: Image.new("L", alpha.size))
    assert float((capped - painted(READER.read(words), 2)).sum()) > 30_000


def test_snow_lies_on_what_looks_up() -> None:
    outline = Image.new("L", (40, 100))
    outline.paste(255, (10, 20, 30, 90))
    assert snow_cap(outline).getbbox() == (10, 20, 30, 24)
