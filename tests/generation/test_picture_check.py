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


async def test_an_all_black_picture_is_judged(pool: Pool, session: pictures.Session) -> None:
    judgement = await PictureCheck(pool, session=session).judge(_encoded(Image.new("RGB", (1024, 1024))), CHILDREN)
    assert judgement.rule != "picture.unavailable"


@pytest.mark.parametrize(
    ("scores", "audience", "verdict", "rule"),
    [
        ((0.1, 0.34, 0.56), CHILDREN, Verdict.ALLOW, ""),
        ((0.1, 0.35, 0.55), CHILDREN, Verdict.BLOCK, "picture.sexual"),
        ((0.4, 0.0, 0.6), CHILDREN, Verdict.BLOCK, "picture.gore"),
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


async def test_transparent_parts_are_white(pool: Pool) -> None:
    session = Planted(0, 0, 1)
    await PictureCheck(pool, session=session).judge(_encoded(Image.new("RGBA", (300, 300), (0, 0, 0, 0))), CHILDREN)
    assert session.seen[0].min() == 255
