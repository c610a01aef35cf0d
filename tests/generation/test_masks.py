"""Masks: whichever way a person or a vendor writes them, the same part of the picture is painted anew."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from generation.imaging.masks import mask_for, normalised
from generation.imaging.upload import open_upload
from storage.problem import Problem

SIZE = (40, 30)
EDITS = ("transparent", "white", "black")


def file(image: Image.Image, kind: str = "PNG") -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    assert image.format == "PNG"
    return image


def drawn(area: np.ndarray, edit: str = "white") -> bytes:
    """A mask in black and white; `area` is true where the picture is painted anew."""
    return file(Image.fromarray(np.where(area == (edit == "white"), 255, 0).astype(np.uint8)))


def area_of(data: bytes, edit: str) -> np.ndarray:
    """Where a mask says that the picture is painted anew."""
    image = opened(data)
    channel = image.getchannel("A") if edit == "transparent" else image.convert("L")
    painted: np.ndarray = np.equal(np.asarray(channel), 255 if edit == "white" else 0)
    return painted


def box(left: int, top: int, right: int, bottom: int, size: tuple[int, int] = SIZE) -> np.ndarray:
    area = np.zeros((size[1], size[0]), bool)
    area[top:bottom, left:right] = True
    return area


PICTURE = file(Image.new("RGB", SIZE, "orange"), "JPEG")
BOX = box(5, 6, 20, 18)


def test_a_hole_in_the_picture_is_a_mask() -> None:
    picture = Image.new("RGBA", SIZE, "orange")
    ImageDraw.Draw(picture).rectangle((5, 6, 19, 17), fill=(9, 9, 9, 0))
    assert np.array_equal(area_of(normalised(file(picture)), "transparent"), BOX)
    assert np.array_equal(area_of(normalised(open_upload(file(picture))), "transparent"), BOX)


@pytest.mark.parametrize("edit", ["white", "black"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_black_and_white_is_a_mask(edit: str, kind: str) -> None:
    uploaded = file(Image.open(BytesIO(drawn(box(8, 8, 24, 24), edit))), kind)
    assert np.array_equal(area_of(normalised(uploaded, edit=edit), "transparent"), box(8, 8, 24, 24))


def test_a_server_that_looks_at_colours_only_reads_the_same() -> None:
    house = normalised(drawn(BOX))
    assert np.array_equal(np.asarray(opened(house).convert("RGB"))[..., 0] == 255, BOX)


@pytest.mark.parametrize("edit", EDITS)
def test_a_mask_takes_the_size_of_its_picture(edit: str) -> None:
    small = normalised(drawn(box(4, 3, 10, 9, (20, 15))))
    sent = mask_for(small, PICTURE, edit)
    assert opened(sent).size == SIZE
    assert np.array_equal(area_of(sent, edit), box(8, 6, 20, 18))


@given(
    bits=st.lists(st.booleans(), min_size=12, max_size=12).filter(any),
    edit=st.sampled_from(EDITS),
    scale=st.integers(1, 4),
)
@settings(max_examples=60, deadline=None)
def test_there_and_back_is_the_same_mask(bits: list[bool], edit: str, scale: int) -> None:
    area = np.array(bits).reshape(3, 4)
    house = normalised(drawn(area))
    picture = file(Image.new("RGB", (4 * scale, 3 * scale)))
    sent = mask_for(house, picture, edit)
    assert np.array_equal(area_of(sent, edit), np.kron(area, np.ones((scale, scale), bool)))
    assert mask_for(sent, picture, edit) == sent, "what has a vendor's form already stays what it is"
    back = mask_for(normalised(sent, edit="black" if edit == "black" else "white"), file(Image.new("RGB", (4, 3))), "transparent")
    assert back == house


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (file(Image.new("L", SIZE, 0)), "mask-empty"),
        (file(Image.linear_gradient("L")), "mask-unclear"),
        (drawn(BOX)[:60], "upload-broken"),
        (b"<html>", "upload-broken"),
    ],
)
def test_what_is_no_mask_is_said(data: bytes, problem: str) -> None:
    with pytest.raises(Problem, match=problem):
        normalised(data)


def test_a_mask_for_another_picture_is_refused() -> None:
    with pytest.raises(Problem, match="mask-other-shape"):
        mask_for(normalised(drawn(BOX)), file(Image.new("RGB", (30, 40))), "white")
    with pytest.raises(Problem, match="upload-broken"):
        mask_for(normalised(drawn(BOX)), b"no picture", "white")
