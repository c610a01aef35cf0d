"""Sprites: every drawing can be drawn, and what the painter relies on holds for each."""

import hashlib
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from generation.sketch.recolour import PAINTS
from generation.sketch.scene import COLOURS
from generation.sketch.sprites import ART, Anchors, Facing, Sprites

OWN = sorted(file.stem for file in (ART / "own").glob("*.svg"))
SPRITES = Sprites.load()


def points(anchors: Anchors) -> list[float]:
    return [*anchors.seat, *anchors.hand, *anchors.head, *anchors.ground]


def digest(picture: Image.Image) -> str:
    return hashlib.sha256(repr(picture.size).encode() + picture.tobytes()).hexdigest()


def test_loading_is_quick() -> None:
    start = time.perf_counter()
    sprites = Sprites.load()
    assert time.perf_counter() - start < 0.25
    assert len(sprites.names) > 1_590


def test_the_licence_stands_beside_the_art() -> None:
    assert "Apache License" in (ART / "NOTO-LICENSE.txt").read_text("utf-8")
    notice = (ART / "NOTICE.md").read_text("utf-8")
    assert "Noto Emoji" in notice
    assert "Apache License 2.0" in notice


@pytest.mark.parametrize("art", OWN)
def test_own_drawing(art: str) -> None:
    start = time.thread_time()
    picture = SPRITES.image(art, 128)
    assert time.thread_time() - start < 0.25  # a tenth of it is usual
    assert picture.mode == "RGBA"
    assert picture.height == 128
    opaque = float((np.asarray(picture.getchannel("A")) > 127).mean())
    assert opaque > 0.06
    assert all(0 <= value <= 1 for value in points(SPRITES.anchors(art)))


@pytest.mark.parametrize("art", OWN)
def test_own_drawing_is_plain_svg(art: str) -> None:
    text = (ART / "own" / f"{art}.svg").read_text("utf-8")
    for forbidden in ("<text", "<filter", "<image", "<script", "href=", "style=", "<!"):
        assert forbidden not in text
    assert len(text) < 16_000
    assert art == art.lower()


def test_own_list_names_every_drawing() -> None:
    listed = (ART / "OWN.md").read_text("utf-8").split("## Noto icons to avoid", maxsplit=1)[0]
    missing = [art for art in OWN if f"`{art}`" not in listed]
    assert not missing


def test_hand_set_anchors_name_real_art_and_lie_on_it() -> None:
    table: dict[str, Any] = tomllib.loads((ART / "anchors.toml").read_text("utf-8"))
    people = table.pop("people", [])
    assert not set(people) - SPRITES.names
    assert not set(table) - SPRITES.names
    for name, given_points in table.items():
        assert set(given_points) <= {"seat", "hand", "head", "ground", "eyes", "facing", "rim"}, name
        for key, value in given_points.items():
            if key == "facing":
                assert Facing(value) == value
            elif key == "rim":
                assert 0 < value < 0.95, name
            else:
                x, y = value
                assert 0 <= x <= 1, name
                assert 0 <= y <= 1, name


def test_noto_has_anchors_by_default() -> None:
    for art in sorted(SPRITES.names)[::97]:
        assert all(0 <= value <= 1 for value in points(SPRITES.anchors(art)))


def test_a_picture_is_trimmed_to_its_outline() -> None:
    for art in ("dog", "eagle", "sailboat"):
        alpha = SPRITES.image(art, 200).getchannel("A").point(lambda value: 255 if value > 8 else 0)
        left, top, right, bottom = alpha.getbbox() or (99, 99, 0, 0)
        assert max(left, top, alpha.width - right, alpha.height - bottom) <= 2


@pytest.mark.parametrize("art", ["cat", "fox", "dog", "rabbit"])
def test_a_black_animal_still_has_eyes(art: str) -> None:
    black = np.asarray(SPRITES.image(art, 256, "black").convert("L"), np.float32)
    plain = np.asarray(SPRITES.image(art, 256), np.float32)
    eyes = (plain[..., :3].max(axis=-1) < 60) & (plain[..., 3] > 250)
    around = np.asarray(Image.fromarray((eyes * 255).astype(np.uint8)).filter(ImageFilter.MaxFilter(7))) > 0
    ring = around & ~eyes & (plain[..., 3] > 250)
    assert black[ring].mean() > black[eyes].mean() + 35


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SPRITES.names)[::160]), st.integers(-5, 900))
def test_the_height_is_the_one_asked_for(art: str, height: int) -> None:
    assert SPRITES.image(art, height).height == max(1, height)


@pytest.mark.parametrize("art", ["", "no-such-art", "../own/x", "dog/"])
def test_unknown_art_is_a_key_error_that_names_it(art: str) -> None:
    assert not SPRITES.has(art)
    with pytest.raises(KeyError) as caught:
        SPRITES.image(art, 100)
    assert caught.value.args == (art,)


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    for name in ("noto.json", "noto.bin", "anchors.toml"):
        (tmp_path / name).symlink_to(ART / name)
    (tmp_path / "own").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        "not svg at all",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><path d="M1 1"</svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"><path d="M1 1h9v9"/></svg>',
    ],
)
def test_corrupt_art_is_a_key_error_that_names_it(own_folder: Path, text: str) -> None:
    (own_folder / "own" / "broken.svg").write_text(text, "utf-8")
    sprites = Sprites(own_folder)
    for ask in (lambda: sprites.image("broken", 100), lambda: sprites.anchors("broken")):
        with pytest.raises(KeyError) as caught:
            ask()
        assert caught.value.args == ("broken",)


def test_an_own_drawing_hides_the_icon_of_its_name(own_folder: Path) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128"><path fill="#f00" d="M20 20h50v50H20z"/></svg>'
    (own_folder / "own" / "dog.svg").write_text(square, "utf-8")
    sprites = Sprites(own_folder)
    assert sprites.image("dog", 64).getpixel((32, 32)) == (255, 0, 0, 255)
    assert len(sprites.names) == len(Sprites.load().names - set(OWN) | {"dog"} | (set(OWN) & _noto_names()))


def _noto_names() -> set[str]:
    return set(Sprites.load()._noto.icons)


def test_the_cache_is_bounded_in_bytes() -> None:
    limit = 400_000
    sprites = Sprites(ART, cache_bytes=limit)
    for art in ("dog", "cat", "horse", "eagle", "dog", "castle"):
        for height in (100, 180, 250):
            sprites.image(art, height)
            assert sprites.cached_bytes <= limit
    assert sprites.cached_bytes > 0


def test_asking_again_does_not_render_again() -> None:
    sprites = Sprites.load()
    sprites.image("dog", 200)
    before = sprites.cached_bytes
    sprites.image("dog", 240)
    sprites.image("dog", 200, flip=True)
    assert sprites.cached_bytes == before


def test_paints_are_the_colours_of_a_scene() -> None:
    assert set(PAINTS) == set(COLOURS)


def dominant_hue(picture: Image.Image) -> int:
    hue, saturation, _ = picture.convert("RGB").convert("HSV").split()
    weight = np.asarray(saturation).astype(float) * np.asarray(picture.getchannel("A")) * (np.asarray(saturation) > 60)
    bins = np.bincount(np.asarray(hue).ravel(), weights=weight.ravel(), minlength=256)
    return int(bins.argmax()) * 360 // 256


@pytest.mark.parametrize("art", ["dog", "elephant", "black-cat", "automobile", "rose", "tulip"])
@pytest.mark.parametrize(("colour", "hue"), [("red", 0), ("blue", 217), ("green", 112), ("turquoise", 178)])
def test_recolouring_changes_the_hue_and_keeps_the_outline(art: str, colour: str, hue: int) -> None:
    plain = SPRITES.image(art, 128)
    painted = SPRITES.image(art, 128, colour)
    assert painted.getchannel("A").tobytes() == plain.getchannel("A").tobytes()
    assert abs((dominant_hue(painted) - hue + 180) % 360 - 180) <= 25
    assert np.asarray(painted.convert("L")).std() > 5  # shaded, not flat


def test_white_and_black_are_light_and_dark() -> None:
    def light(colour: str) -> float:
        picture = SPRITES.image("dog", 128, colour)
        return float(np.asarray(picture.convert("L"))[np.asarray(picture.getchannel("A")) > 200].mean())

    assert light("white") > 190
    assert light("black") < 80


@pytest.mark.parametrize(("art", "colour", "hue"), [("fox", "blue", 217), ("bear", "pink", 336), ("wolf", "green", 112)])
def test_own_animals_take_a_colour(art: str, colour: str, hue: int) -> None:
    assert abs((dominant_hue(SPRITES.image(art, 128, colour)) - hue + 180) % 360 - 180) <= 25


def test_strips_join_without_a_seam() -> None:
    """A drawing rendered in several strips equals the same drawing in one, but for rounding."""
    sprites = Sprites.load()
    whole = np.asarray(sprites.image("lily-pad", 512)).astype(int)
    inside = whole[300:, 300:700]
    jump = abs(np.diff(inside[..., :3].mean(axis=(1, 2))))
    assert jump.max() < 12


def test_recolouring_leaves_skin() -> None:
    plain = np.asarray(SPRITES.image("man-standing", 256).convert("RGB")).astype(int)
    painted = np.asarray(SPRITES.image("man-standing", 256, "red").convert("RGB")).astype(int)
    skin = (abs(plain - np.array([255, 202, 40])).sum(axis=2)) < 40
    assert skin.sum() > 200
    assert abs(plain - painted)[skin].max() < 30
    assert abs(plain - painted).max() > 90


def test_two_instances_give_the_same_bytes_in_any_order_and_thread() -> None:
    wanted = [("dog", 150, None), ("castle", 90, "pink"), ("dog", 150, "blue"), ("eagle", 333, None)]
    first, second = Sprites.load(), Sprites.load()
    expected = {ask: digest(first.image(*ask)) for ask in wanted}
    second.image("dog", 192)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda ask: (ask, digest(second.image(*ask))), [*reversed(wanted), *wanted]))
    assert all(expected[ask] == value for ask, value in found)


def test_flip_mirrors_picture_and_anchors() -> None:
    plain, mirrored = SPRITES.image("duck", 120), SPRITES.image("duck", 120, flip=True)
    assert mirrored.transpose(Image.Transpose.FLIP_LEFT_RIGHT).tobytes() == plain.tobytes()
    anchors = SPRITES.anchors("duck")
    assert anchors.flipped().flipped().facing == anchors.facing
    assert anchors.flipped().hand[0] == pytest.approx(1 - anchors.hand[0])
