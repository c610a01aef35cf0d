"""The picture check: ordinary pictures pass, planted scores decide, what cannot be judged is refused. No unsafe picture is made."""

import io
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from generation.pool import Pool
from generation.ports import Judgement, Verdict
from generation.safety import pictures
from generation.safety.pictures import UNAVAILABLE, PictureCheck
from generation.safety.policy import Category
from storage.records import Audience

CHILDREN, TEENS, ADULTS = Audience.CHILDREN, Audience.TEENS, Audience.ADULTS


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


class Planted:
    """A session that answers given scores and remembers what it was shown."""

    def __init__(self, *scores: float) -> None:
        self._scores = scores
        self.seen: list[npt.NDArray[np.float32]] = []

    def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
        assert output_names is None
        self.seen.append(input_feed["pixels"])
        return [np.array([self._scores], np.float32)]

    def get_inputs(self) -> list[Any]:
        return [type("Input", (), {"name": "pixels"})()]


class Hanging(Planted):
    """A session that waits to be let go."""

    def __init__(self) -> None:
        super().__init__(0, 0, 1)
        self.go = threading.Event()

    def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
        self.go.wait(10)
        return super().run(output_names, input_feed)


def _encoded(picture: Image.Image, form: str = "PNG") -> bytes:
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def _meadow(size: tuple[int, int] = (640, 480)) -> Image.Image:
    picture = Image.new("RGB", size, "skyblue")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, size[1] // 2, *size), fill="green")
    draw.ellipse((40, 40, 140, 140), fill="yellow")
    return picture


@pytest.fixture(scope="module")
def session() -> pictures.Session:
    return pictures._session()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_a_meadow_passes_in_every_format(pool: Pool, session: pictures.Session, form: str) -> None:
    assert await PictureCheck(pool, session=session).judge(_encoded(_meadow(), form), CHILDREN) == Judgement(Verdict.ALLOW)


@pytest.mark.parametrize("colour", ["black", "#111111", "purple", "darkred"])
async def test_a_plain_picture_is_nothing_to_doubt(pool: Pool, session: pictures.Session, colour: str) -> None:
    plain = Image.new("RGB", (1024, 1024), colour)
    assert await PictureCheck(pool, session=session).judge(_encoded(plain, "JPEG"), CHILDREN) == Judgement(Verdict.ALLOW)
    hairline = plain.copy()
    hairline.putpixel((500, 500), (255, 255, 255))
    assert PictureCheck(pool, session=session)._scores(_encoded(hairline))[2] > 100, "one pixel, and it is not plain"


async def test_what_is_plain_is_left_out_all_the_same_where_the_classifier_is_sure(pool: Pool) -> None:
    plain = _encoded(Image.new("RGB", (300, 300)))
    assert (await PictureCheck(pool, session=Planted(0, 0.5, 0.5)).judge(plain, CHILDREN)).verdict is Verdict.BLOCK
    assert (await PictureCheck(pool, session=Planted(0, 0.49, 0.51)).judge(plain, CHILDREN)).verdict is Verdict.ALLOW


async def test_a_plain_picture_does_not_pass_by_a_missing_model(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MODEL", "models/none.onnx")
    assert await PictureCheck(pool).judge(_encoded(Image.new("RGB", (64, 64))), ADULTS) == UNAVAILABLE


async def test_what_moves_is_not_judged_by_its_first_moment(pool: Pool) -> None:
    out = io.BytesIO()
    _meadow().save(out, "GIF", save_all=True, append_images=[Image.new("RGB", (640, 480), "red")])
    assert await PictureCheck(pool, session=Planted(0, 0, 1)).judge(out.getvalue(), ADULTS) == UNAVAILABLE


async def test_every_audience_has_a_band_of_doubt_and_children_the_strictest() -> None:
    bands = pictures.Bands.load()
    for kind in (Category.SEXUAL, Category.GORE):
        children, teens, adults = (bands.table[audience][kind] for audience in Audience)
        assert children.review < children.block
        assert children.review <= teens.review <= adults.review
        assert children.block <= teens.block <= adults.block


@pytest.mark.parametrize("bounds", [(0.5, 0.2), (0, 0.5), (0.5, 1.5), (float("nan"), 0.5)])
def test_a_band_that_lets_everything_through_is_none(bounds: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no band"):
        pictures.Band(*bounds)


@pytest.mark.parametrize(
    ("scores", "audience", "verdict", "rule"),
    [
        ((0.1, 0.19, 0.71), CHILDREN, Verdict.ALLOW, ""),
        ((0.1, 0.2, 0.7), CHILDREN, Verdict.REVIEW, "picture.sexual"),
        ((0.4, 0.0, 0.6), CHILDREN, Verdict.REVIEW, "picture.gore"),
        ((0.5, 0.4, 0.1), CHILDREN, Verdict.BLOCK, "picture.gore"),
        ((0.29, 0.0, 0.71), TEENS, Verdict.ALLOW, ""),
        ((0.4, 0.0, 0.6), TEENS, Verdict.REVIEW, "picture.gore"),
        ((0.0, 0.6, 0.4), TEENS, Verdict.BLOCK, "picture.sexual"),
        ((0.0, 0.6, 0.4), ADULTS, Verdict.REVIEW, "picture.sexual"),
        ((0.0, 0.9, 0.1), ADULTS, Verdict.BLOCK, "picture.sexual"),
    ],
)
async def test_scores_decide_by_audience(
    pool: Pool, scores: tuple[float, ...], audience: Audience, verdict: Verdict, rule: str
) -> None:
    judgement = await PictureCheck(pool, session=Planted(*scores)).judge(_encoded(_meadow()), audience)
    assert (judgement.verdict, judgement.rule) == (verdict, rule)


@pytest.mark.parametrize("scores", [(float("nan"), 0, 1), (2, -1, 0), (0, 0, 0), (0.5, 0.5), (0.1, 0.1, 0.1, 0.7)])
async def test_scores_that_make_no_sense_mean_no(pool: Pool, scores: tuple[float, ...]) -> None:
    assert await PictureCheck(pool, session=Planted(*scores)).judge(_encoded(_meadow()), ADULTS) == UNAVAILABLE


@pytest.mark.parametrize(
    "data", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", _encoded(_meadow(), "JPEG")[:400]]
)
async def test_what_is_no_picture_means_no(pool: Pool, data: bytes) -> None:
    assert await PictureCheck(pool, session=Planted(0, 0, 1)).judge(data, ADULTS) == UNAVAILABLE


async def test_too_many_pixels_mean_no(pool: Pool) -> None:
    session = Planted(0, 0, 1)
    huge = _encoded(Image.new("1", (8000, 6000)))
    assert await PictureCheck(pool, session=session).judge(huge, ADULTS) == UNAVAILABLE
    assert not session.seen


async def test_a_hang_means_no(pool: Pool) -> None:
    session = Hanging()
    assert await PictureCheck(pool, session=session, patience_s=0.05).judge(_encoded(_meadow()), ADULTS) == UNAVAILABLE
    session.go.set()


async def test_a_missing_model_means_no(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MODEL", "models/none.onnx")
    assert await PictureCheck(pool).judge(_encoded(_meadow()), ADULTS) == UNAVAILABLE


async def test_another_model_in_its_place_means_no(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MODEL", "__init__.py")
    assert await PictureCheck(pool).judge(_encoded(_meadow()), ADULTS) == UNAVAILABLE


@pytest.mark.parametrize("size", [(1024, 1024), (1024, 300), (1, 2000), (20, 20)])
async def test_the_classifier_sees_the_whole_picture(pool: Pool, size: tuple[int, int]) -> None:
    session = Planted(0, 0, 1)
    await PictureCheck(pool, session=session).judge(_encoded(Image.new("RGB", size, (10, 200, 30))), CHILDREN)
    assert session.seen[0].shape == (1, 3, 224, 224)
    assert np.allclose(session.seen[0][0].mean(axis=(1, 2)), (10, 200, 30), atol=2)


@pytest.mark.parametrize(
    ("size", "looks"), [((1024, 1024), 1), ((1026, 342), 1), ((1060, 342), 5), ((300, 910), 5), ((100, 2000), 5), ((3, 2000), 5)]
)
async def test_a_long_picture_is_looked_at_in_parts_too(pool: Pool, size: tuple[int, int], looks: int) -> None:
    """A green strip with a red end: some look sees the end, and it is not thinned out."""
    picture = Image.new("RGB", size, (0, 255, 0))
    end = (size[0] - 100, 0, *size) if size[0] > size[1] else (0, size[1] - 100, *size)
    picture.paste((255, 0, 0), end)
    session = Planted(0, 0, 1)
    await PictureCheck(pool, session=session).judge(_encoded(picture), CHILDREN)
    assert len(session.seen) == looks
    reds = [seen[0, 0].mean() for seen in session.seen]
    assert looks == 1 or max(reds[1:]) > 2 * reds[0] - 1
    assert max(reds) == reds[-1] or looks == 1


async def test_the_worst_part_counts(pool: Pool) -> None:
    class Ends(Planted):
        def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
            super().run(output_names, input_feed)
            return [np.array([[0.0, 0.9, 0.1] if len(self.seen) == 4 else [0.0, 0.0, 1.0]], np.float32)]

    assert (await PictureCheck(pool, session=Ends()).judge(_encoded(_meadow((1000, 300))), ADULTS)).verdict is Verdict.BLOCK


async def test_transparent_parts_are_judged_as_on_a_light_chat_and_on_a_dark_one(pool: Pool) -> None:
    session = Planted(0, 0, 1)
    await PictureCheck(pool, session=session).judge(_encoded(Image.new("RGBA", (300, 300), (0, 0, 0, 0))), CHILDREN)
    white, black = session.seen
    assert white.min() == 255
    assert black.max() == 0
