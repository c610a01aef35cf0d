"""Pictures for chats with limits: what fits stays as it is, the rest becomes JPEG or WebP, then smaller."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generation.imaging.fit import fit
from storage.problem import Problem

MIB = 2**20


def picture(size: tuple[int, int], *, mode: str = "RGB", kind: str = "PNG", noise: bool = True) -> bytes:
    shape = (size[1], size[0], len(mode))
    rng = np.random.default_rng(7)
    pixels = rng.integers(0, 256, shape, np.uint8) if noise else np.full(shape, 90, np.uint8)
    file = BytesIO()
    Image.fromarray(pixels, mode).save(file, kind)
    return file.getvalue()


def test_what_fits_is_left_alone_byte_for_byte() -> None:
    data = picture((300, 200))
    assert fit(data, "image/png", limit_bytes=len(data)) == (data, "image/png")


def test_a_picture_of_11_mib_fits_into_10() -> None:
    data = picture((2000, 1930))
    assert len(data) > 11 * MIB
    small, mime = fit(data, "image/png", limit_bytes=10 * MIB)
    assert len(small) <= 10 * MIB
    assert mime == "image/jpeg"
    with Image.open(BytesIO(small)) as image:
        assert (image.format, image.size) == ("JPEG", (2000, 1930))


def test_what_is_see_through_stays_so() -> None:
    small, mime = fit(picture((900, 600), mode="RGBA"), "image/png", limit_bytes=MIB)
    assert mime == "image/webp"
    with Image.open(BytesIO(small)) as image:
        assert image.mode == "RGBA"


def test_no_side_is_longer_than_asked_for() -> None:
    small, _ = fit(picture((1200, 300), noise=False), "image/png", limit_bytes=MIB, longest_px=400)
    with Image.open(BytesIO(small)) as image:
        assert image.size == (400, 100)


@pytest.mark.parametrize("data", [picture((600, 600)), b"no picture", b""])
def test_what_can_not_be_made_to_fit_is_said(data: bytes) -> None:
    with pytest.raises(Problem) as told:
        fit(data, "image/png", limit_bytes=100)
    assert told.value.key == "picture-too-large"


@settings(max_examples=8, deadline=None)
@given(st.integers(257, 600), st.integers(257, 600), st.integers(8_000, 400_000))
def test_whatever_comes_out_fits(width: int, height: int, limit: int) -> None:
    try:
        small, _ = fit(picture((width, height)), "image/png", limit_bytes=limit)
    except Problem:
        return
    assert len(small) <= limit
    with Image.open(BytesIO(small)) as image:
        assert abs(image.width / image.height - width / height) < 0.02
