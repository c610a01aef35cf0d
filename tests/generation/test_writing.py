"""Writing in pictures: found, read, judged by the guard; where it cannot be read, nothing is allowed. The models are ours here."""

import io
import threading
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.letters import SIDE_PX, Floats, boxes, in_order, spelled, to_find
from generation.safety.writing import PACKAGE, Writing
from storage.records import CaseKind, Held
from tests.commands.studio import SQUARE, Studio, opened, tile

SIGNS = ("", *"abcdefghijklmnopqrstuvwxyz果", " ")


def steps(text: str, sure: float = 0.95) -> Floats:
    """What the reader answers to a line with this text: each sign twice, with none between."""
    numbers = [number for sign in text for number in (SIGNS.index(sign), SIGNS.index(sign), 0)]
    answer = np.full((len(numbers), len(SIGNS)), 0.001, np.float32)
    answer[np.arange(len(numbers)), numbers] = sure
    return answer


class Dark:
    """A finder to which everything dark is writing."""

    def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
        assert output_names is None
        return [(input_feed["x"].mean(axis=1, keepdims=True) < 0).astype(np.float32)]


class Told:
    """A reader that answers these texts, one a line."""

    def __init__(self, *texts: str, sure: float = 0.95) -> None:
        self.texts = list(texts)
        self.sure = sure
        self.seen: list[tuple[int, ...]] = []

    def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
        assert output_names is None
        self.seen.append(input_feed["x"].shape)
        return [steps(self.texts.pop(0), self.sure)[None]]


class Broken:
    def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
        raise ZeroDivisionError((output_names, input_feed))


class Hanging:
    def __init__(self) -> None:
        self.go = threading.Event()

    def run(self, output_names: None, input_feed: dict[str, npt.NDArray[np.float32]]) -> list[Any]:
        self.go.wait(10)
        raise ZeroDivisionError((output_names, input_feed))


def page(*bars: tuple[int, int, int, int], size: tuple[int, int] = (896, 896)) -> bytes:
    """A white page with black bars where writing would be."""
    out, picture = io.BytesIO(), Image.new("RGB", size, "white")
    for bar in bars:
        ImageDraw.Draw(picture).rectangle(bar, fill="black")
    picture.save(out, "PNG")
    return out.getvalue()


LINE, SECOND, UPRIGHT = (100, 100, 500, 140), (100, 300, 400, 340), (700, 100, 740, 600)


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(1)
    yield pool
    pool.close()


@pytest.fixture
async def studio(data_folder: Path) -> AsyncIterator[Studio]:
    async with opened(data_folder) as made:
        yield made


def test_a_line_is_found_with_some_room_around_it() -> None:
    with Image.open(io.BytesIO(page(LINE, UPRIGHT))) as picture:
        ink = Dark().run(None, {"x": to_find(picture)})[0][0, 0]
    found = boxes(ink, (896, 896))
    assert ink.shape == (SIDE_PX, SIDE_PX)
    assert len(found) == 2
    for box, bar in zip(in_order(found), (LINE, UPRIGHT), strict=True):
        assert all(0 < inner - outer < 60 for inner, outer in zip(bar[:2], box[:2], strict=True))
        assert all(0 < outer - inner < 60 for inner, outer in zip(bar[2:], box[2:], strict=True))


@given(st.lists(st.lists(st.booleans(), min_size=8, max_size=8), min_size=1, max_size=8))
def test_every_pixel_of_writing_is_in_a_box(rows: list[list[bool]]) -> None:
    ink: Floats = np.kron(np.array(rows, np.float32), np.ones((4, 4), np.float32)).astype(np.float32)
    found = boxes(ink, (ink.shape[1], ink.shape[0]))
    for y, x in zip(*np.nonzero(ink), strict=True):
        assert any(left <= x < right and top <= y < bottom for left, top, right, bottom in found)


def test_lines_are_read_from_above_and_from_the_left() -> None:
    first, second, below = (10, 10, 90, 30), (100, 14, 190, 34), (10, 60, 90, 80)
    assert in_order([below, second, first]) == [first, second, below]


def test_twice_the_same_sign_in_a_row_is_one_unless_none_is_between() -> None:
    text, sure = spelled(steps("hello"), SIGNS)
    assert (text, round(sure, 2)) == ("hello", 0.95)
    assert spelled(steps(""), SIGNS) == ("", 0.0)


async def test_what_is_written_is_read_in_order(pool: Pool) -> None:
    reader = Told("hello you", "up", "there")
    assert await Writing(pool, finder=Dark(), reader=reader, signs=SIGNS).read(page(SECOND, LINE, UPRIGHT)) == (
        "hello you",
        "up",
        "there",
    )
    assert all(shape[:3] == (1, 3, 48) and shape[3] > 150 for shape in reader.seen), "also the upright one lies"


@pytest.mark.parametrize(("text", "read"), [("o", ()), ("果", ("果",)), ("", ()), ("ok", ("ok",))])
async def test_a_stray_sign_is_no_word(pool: Pool, text: str, read: tuple[str, ...]) -> None:
    assert await Writing(pool, finder=Dark(), reader=Told(text), signs=SIGNS).read(page(LINE)) == read


async def test_what_is_hardly_readable_is_not_guessed(pool: Pool) -> None:
    assert await Writing(pool, finder=Dark(), reader=Told("hello", sure=0.7), signs=SIGNS).read(page(LINE)) == ()


async def test_a_picture_without_writing_costs_no_reading(pool: Pool) -> None:
    assert await Writing(pool, finder=Dark(), reader=Broken(), signs=SIGNS).read(page()) == ()


def test_without_the_package_there_is_none(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generation.safety.writing.PACKAGE", "no_such_package")
    assert Writing.found(pool) is None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("happy birthday", Verdict.ALLOW), ("naked woman", Verdict.BLOCK), ("banana", Verdict.BLOCK)],
)
async def test_the_guard_reads_it_at_the_rooms_audience_and_rules(studio: Studio, pool: Pool, text: str, verdict: Verdict) -> None:
    await studio.storage.house_rules.add(SQUARE, "blocked", "banana", studio.olga.member, studio.clock)
    held = studio.pipeline.held
    held._writing = Writing(pool, finder=Dark(), reader=Told(text), signs=SIGNS)
    judgement = await held.judge(page(LINE), (await studio.storage.rooms.settings(SQUARE)).audience, SQUARE)
    assert judgement.verdict is verdict
    assert judgement.rule.startswith("picture.writing.") is (verdict is not Verdict.ALLOW)


async def test_words_on_several_lines_are_one_sentence(studio: Studio, pool: Pool) -> None:
    held = studio.pipeline.held
    held._writing = Writing(pool, finder=Dark(), reader=Told("naked", "woman"), signs=SIGNS)
    settings = await studio.storage.rooms.settings(SQUARE)
    assert (await held.judge(page(LINE, SECOND), settings.audience, SQUARE)).verdict is Verdict.BLOCK


@pytest.mark.parametrize("hangs", [False, True])
async def test_a_reader_that_is_broken_allows_nothing(studio: Studio, pool: Pool, *, hangs: bool) -> None:
    hanging = Hanging()
    finder = hanging if hangs else Broken()
    studio.pipeline.held._writing = Writing(pool, finder=finder, reader=Told(), signs=SIGNS, patience_s=0.05)
    wish = await studio.made("/imagine a red fox --count 1 --seed 7")
    assert wish.pictures == ()
    assert (await studio.generation(1)).problem == "picture-refused"
    hanging.go.set()


async def test_doubtful_words_are_for_a_moderator(studio: Studio, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    async def doubts(*_: object, **__: object) -> Any:
        return type("Review", (), {"verdict": Verdict.REVIEW, "rule": "learned.scary", "categories": ("scary",)})()

    monkeypatch.setattr(studio.pipeline.held, "_guard", type("Guard", (), {"review": doubts})())
    studio.pipeline.held._writing = Writing(pool, finder=Dark(), reader=Told("boo"), signs=SIGNS)
    monkeypatch.setattr("tests.commands.studio.tile", lambda _: page(LINE))
    await studio.made("/imagine a red fox --count 1 --seed 7")
    assert (await studio.generation(1)).held is Held.DOUBTFUL
    (case,) = await studio.storage.cases.of_generation(1)
    assert (case.kind, case.category, case.rule) == (CaseKind.PICTURE, "scary", "picture.writing.learned.scary")


@pytest.mark.skipif(find_spec(PACKAGE) is None, reason=f"{PACKAGE} is not installed: it is for those who want it")
async def test_the_real_models_read_a_sign(pool: Pool) -> None:
    picture = Image.open(io.BytesIO(tile(7))).resize((1024, 1024))
    ImageDraw.Draw(picture).text((100, 400), "Happy Birthday Anna", fill="white", font=ImageFont.load_default(80))
    out = io.BytesIO()
    picture.save(out, "PNG")
    real = Writing.found(pool)
    assert real is not None
    assert "birthday" in " ".join(await real.read(out.getvalue())).lower()
