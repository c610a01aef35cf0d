"""The sketch's reader: whole prompts in three languages against the scene that a person would sketch from them."""

import statistics
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.sketch.reader import SceneReader
from generation.sketch.scene import Scene, Style, Thing

TABLE = Path(__file__).parent / "reader_prompts.tsv"
PROMPTS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:]]
READER = SceneReader()


def shown(scene: Scene) -> str:
    """The things in the notation of the table."""

    def one(thing: Thing) -> str:
        words = [str(thing.count)] if thing.count > 1 else []
        words += [thing.art, thing.colour or ""]
        if thing.relation is not None:
            words += [thing.relation, scene.things[thing.of].art if thing.of is not None else ""]
        return " ".join(word for word in words if word)

    return "; ".join(one(thing) for thing in scene.things)


def setting(scene: Scene) -> str:
    """Place, time, weather and style in the notation of the table."""
    style = [] if scene.style is Style.STORYBOOK else [scene.style]
    return " ".join([scene.place, scene.time, *sorted(scene.weather), *style])


@pytest.mark.parametrize(("prompt", "things", "where", "missing"), PROMPTS, ids=[row[0] for row in PROMPTS])
def test_a_prompt_becomes_its_scene(prompt: str, things: str, where: str, missing: str) -> None:
    scene = READER.read(prompt)
    assert (shown(scene), setting(scene), "; ".join(scene.missing)) == (things, where, missing)


def test_the_table_is_large_and_in_three_languages() -> None:
    assert len(PROMPTS) >= 60
    assert sum(any("\u4e00" <= letter <= "\u9fff" for letter in row[0]) for row in PROMPTS) >= 20


@pytest.mark.parametrize("prompt", [row[0] for row in PROMPTS])
def test_what_is_told_as_drawn_stands_in_the_prompt(prompt: str) -> None:
    scene = READER.read(prompt)
    plain = " ".join(prompt.replace("-", " ").replace("'", " ").split())
    assert all(word in plain for word in (*scene.drawn, *scene.missing))
    assert not set(scene.drawn) & set(scene.missing)


def test_what_people_also_call_a_dog_is_drawn() -> None:
    assert shown(READER.read("a mutt on a sofa")) == "dog on sofa; sofa"
    assert shown(READER.read("un chucho en la playa")) == "dog"


def test_an_unknown_noun_is_missing_rather_than_absurd() -> None:
    scene = READER.read("a quokka and a dog")
    assert shown(scene) == "dog"
    assert scene.missing == ("quokka",)


@pytest.mark.parametrize(
    ("word", "art"),
    [("elephnat", "elephant"), ("girafe", "giraffe"), ("pinguino", "penguin"), ("dinossaur", "t-rex"), ("bicicletta", "bicycle")],
)
def test_a_slip_of_the_pen_is_forgiven(word: str, art: str) -> None:
    assert [thing.art for thing in READER.read(word).things] == [art]


@settings(max_examples=150, deadline=1500)
@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    scene = READER.read(text)
    assert len(scene.things) <= 12
    for index, thing in enumerate(scene.things):
        assert 1 <= thing.count <= 12
        assert thing.of is None or 0 <= thing.of < len(scene.things)
        assert thing.of != index


WORDS = [
    "cat",
    "dog",
    "horse",
    "hat",
    "balloon",
    "tree",
    "boat",
    "castle",
    "moon",
    "on",
    "under",
    "with",
    "holding",
    "wearing",
    "riding",
    "and",
    "of",
    "made",
    "it",
    "the",
    "a",
    "red",
    "giant",
    "flying",
    "sleeping",
    "reading",
    "in",
    "behind",
    ",",
    ".",
    "gato",
    "un",
    "caballo",
    "sobre",
    "con",
    "en",
    "de",
    "y",
    "rojo",
    "volando",
    "猫",
    "骑着",
    "马",
    "在",
    "树",
    "下",
    "的",
    "和",
    "一只",
    "拿着",
    "气球",
    "上",
    "红色的",
    "有",
]


@settings(max_examples=300, deadline=1500)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_relations_never_go_in_a_circle(words: list[str]) -> None:
    things = READER.read(" ".join(words)).things
    for start in range(len(things)):
        at: int | None = start
        for _ in things:
            at = things[at].of if at is not None else None
        assert at is None


@pytest.mark.parametrize(
    "piece",
    ["cat with a hat on a horse, ", "一只猫在树下骑着马,", "zxqv ", "gato sobre ", "\u0000\u202e", "🐶", "的", "'-", "9" * 50],
)
def test_a_long_prompt_takes_bounded_time(piece: str) -> None:
    begin = time.perf_counter()
    scene = READER.read(piece * (10_000 // len(piece)))
    assert len(scene.things) <= 12
    assert time.perf_counter() - begin < 1.0


def test_reading_is_quick() -> None:
    spent = []
    for prompt, *_ in PROMPTS:
        begin = time.perf_counter()
        READER.read(prompt)
        spent.append(time.perf_counter() - begin)
    assert statistics.median(spent) < 0.008
