"""Auto: what a prompt is after in three languages, and the row that it gets for it within price and health."""

import json
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.core.words import Words
from generation.auto import Best, Goal, choose, load_chart, read_chart
from generation.catalog import Catalog
from generation.goals import MOST_SIGNS, Goals, folded, load_signs, read_signs
from generation.meaning import Meaning
from generation.rows import Model, RowError, Status

MEANING = Meaning()
GOALS = Goals(MEANING)
SERVICES = ("krea", "bfl", "fal", "openai", "gemini", "replicate", "horde", "sdapi", "azure", "server")
ALL = Catalog.load().with_providers(SERVICES)
KREA = Catalog.load().with_providers(["krea"])
PLENTY = 10_000
WORDS = Words.load()


def auto(rows: Catalog, goal: Goal, units_left: int = PLENTY, count: int = 0, avoid: tuple[str, ...] = ()) -> tuple[str, str]:
    model, why = rows.auto(goal, units_left, count, avoid=avoid)
    return model.title, why


@pytest.mark.parametrize(
    ("prompt", "goal"),
    [
        ("a photo of my street in autumn", Goal.PHOTO),
        ("una fotografía de mi calle en otoño", Goal.PHOTO),
        ("拍一张秋天街道的照片", Goal.PHOTO),
        ('a cake with "Well done" on it', Goal.TEXT),
        ("un cartel que diga Bienvenidos", Goal.TEXT),
        ("一张海报，写着欢迎", Goal.TEXT),
        ("a banner over the gate: Sports day", Goal.TEXT),
        ("a diner at night, EAT HERE above the door", Goal.TEXT),
        ("a logo for our chess club", Goal.GRAPHIC),
        ("a cinematic close-up of a space captain", Goal.CHARACTER),
        ("just a quick draft of a treehouse", Goal.QUICK),
        ("dibujo técnico de una bicicleta", Goal.PRECISE),
        ("a fox reading a book under a tree", Goal.GENERAL),
        ("un gato dormido en la luna", Goal.GENERAL),
        ("一只小兔子在花园里跳舞", Goal.GENERAL),
    ],
)
def test_the_goal_is_read_from_the_prompt(prompt: str, goal: Goal) -> None:
    assert GOALS.goal(prompt) is goal


@pytest.mark.parametrize(
    "prompt",
    [
        "a fox, not a photo",
        "una casa, no una foto",
        "不要照片，画一只猫",
        'a dog named "Rex" in the garden',
        "una perra llamada «Luna» en el jardín",
        '"a red fox in the snow"',
        "A CAT ON A SOFA",
        "a photographer in the park",
    ],
)
def test_a_word_for_a_goal_may_mean_nothing(prompt: str) -> None:
    assert GOALS.goal(prompt) is Goal.GENERAL


def test_a_long_prompt_is_read_no_longer_than_it_tells_something() -> None:
    long = "a photo of a fox and " * 400
    assert GOALS.scores(long) == GOALS.scores(long[:MOST_SIGNS])


def test_many_things_that_each_do_something_are_complex_few_are_not() -> None:
    many = (
        "on the left a bear bakes bread, in the middle two mice play chess on a barrel, on the right an owl teaches three squirrels"
        " to read from a green book, and behind them a cat waters the tulips on the balcony of a crooked house"
    )
    assert GOALS.goal(many) is Goal.COMPLEX
    assert GOALS.goal("a bear bakes bread and two mice play chess") is Goal.GENERAL


def test_prompts_that_a_person_labelled_are_read_as_the_person_did() -> None:
    rows = [json.loads(line) for line in Path(__file__).parents[2].joinpath("bench/auto.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) >= 60
    assert not {row["prompt"] for row in rows} & {text for signs in load_signs().values() for text in signs.examples}
    right = sum(GOALS.goal(row["prompt"]) == row["goal"] for row in rows)
    assert right / len(rows) >= 0.85


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_at_all_has_a_goal(text: str) -> None:
    assert GOALS.goal(text) in Goal
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("goal", "title"),
    [
        (Goal.PHOTO, "Krea 2 Medium"),
        (Goal.TEXT, "Seedream 5 Lite"),
        (Goal.GRAPHIC, "Ideogram 4.5"),
        (Goal.CHARACTER, "Krea 2 Large"),
        (Goal.COMPLEX, "Nano Banana Pro"),
        (Goal.QUICK, "Krea 2 Turbo"),
        (Goal.PRECISE, "Recraft V4.1 Flash"),
        (Goal.GENERAL, "Krea 2 Turbo"),
    ],
)
def test_each_goal_has_its_model_and_the_line_says_what_it_is_good_at(goal: Goal, title: str) -> None:
    assert auto(ALL, goal) == auto(KREA, goal) == (title, f"auto-{goal}")


def test_film_characters_go_to_the_model_that_needs_pictures_of_them_when_there_are_some() -> None:
    model, why = KREA.auto(Goal.CHARACTER, PLENTY, roles={"character_reference"})
    assert "character_reference" in model.needs
    assert why == "auto-character"


def test_where_the_best_has_no_key_the_next_one_paints() -> None:
    for service in SERVICES:
        rows = Catalog.load().with_providers([service])
        for goal in Goal:
            title, why = auto(rows, goal)
            assert title != "Sketch", f"{service} is better than the sketch"
            assert why in {f"auto-{goal}", "auto-near", "auto-best", "auto-able"}


def test_price_decides() -> None:
    first = KREA.auto(Goal.COMPLEX, PLENTY)[0]
    price = first.cost_units(2)
    assert auto(KREA, Goal.COMPLEX, price) == (first.title, "auto-complex")
    second, why = KREA.auto(Goal.COMPLEX, price - 1)
    assert (second.id in KREA.chart[Goal.COMPLEX].best, why) == (True, "auto-affordable")
    assert auto(KREA, Goal.COMPLEX, 0)[1] == "auto-cheapest"
    for units in range(0, 400, 7):
        for goal in Goal:
            model, why = KREA.auto(goal, units)
            paid = model.cost_units(min(4, model.images_per_generation))
            assert paid <= units or why == "auto-cheapest"


def test_a_number_of_pictures_that_was_asked_for_is_kept() -> None:
    few, _ = KREA.auto(Goal.TEXT, PLENTY)
    assert few.images_per_generation == 2, "who names no number gets as many as the best model makes"
    four, why = KREA.auto(Goal.TEXT, PLENTY, 4)
    assert four.images_per_generation >= 4
    assert why in {"auto-near", "auto-best"}


def test_it_steps_round_a_provider_that_rests() -> None:
    title, why = auto(ALL, Goal.PHOTO, avoid=("krea",))
    assert (title, why) == ("Flux.1 Krea", "auto-resting")
    assert auto(KREA, Goal.PHOTO, avoid=("krea",)) == ("Sketch", "auto-resting")
    assert auto(KREA, Goal.PHOTO, avoid=("krea", "sketch")) == ("Krea 2 Medium", "auto-photo"), (
        "where all rest it may as well be tried"
    )


def test_with_nothing_to_choose_from_nothing_is_read_into_the_prompt() -> None:
    bare = Catalog.load()
    assert not bare.chooses
    assert KREA.chooses
    assert auto(bare, Goal.COMPLEX) == ("Sketch", "auto-only")
    model, why = KREA.auto(Goal.GENERAL, PLENTY, can=lambda row: row.id == "sketch")
    assert (model.id, why) == ("sketch", "auto-able")


def test_without_a_chart_quality_counts() -> None:
    rows = KREA.usable
    model, why = choose(rows, MappingProxyType({}), Goal.PHOTO, units=lambda _: 1, units_left=1)
    assert (model.quality, why) == (3, "auto-best")


@settings(max_examples=80, deadline=None)
@given(
    goal=st.sampled_from(Goal),
    units_left=st.integers(0, 500),
    avoid=st.sets(st.sampled_from(SERVICES)),
    rows=st.lists(st.sampled_from(ALL.usable), min_size=1, unique=True),
)
def test_nobody_who_can_pay_is_sent_to_one_that_they_can_not_pay(
    goal: Goal, units_left: int, avoid: set[str], rows: list[Model]
) -> None:
    def units(model: Model) -> int:
        return model.cost_units(1)

    model, why = choose(rows, ALL.chart, goal, units=units, units_left=units_left, avoid=avoid)
    awake = [row for row in rows if row.provider not in avoid] or rows
    assert model in awake
    payable = [row for row in awake if units(row) <= units_left]
    assert model in payable or (not payable and units(model) == min(map(units, awake)) and why == "auto-cheapest")
    best = [row.id for row in payable if row.id in ALL.chart[goal].best]
    if best:
        assert model.id == min(best, key=ALL.chart[goal].best.index)


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
def test_every_reason_is_one_short_line_that_names_the_model(locale: str) -> None:
    reasons = [
        *(f"auto-{goal}" for goal in Goal),
        "auto-near",
        "auto-best",
        "auto-able",
        "auto-resting",
        "auto-affordable",
        "auto-cheapest",
    ]
    for why in reasons:
        line = WORDS.say(locale, why, title="Flux 1.1 Pro Ultra")
        assert "Flux 1.1 Pro Ultra" in line
        assert "\n" not in line
        assert len(line) <= 110


def test_each_list_names_rows_that_can_be_had() -> None:
    for goal, row in load_chart({model.id for model in ALL.models}).items():
        for model_id in row.best:
            model = ALL.row(model_id)
            assert model is not None
            assert model.status is not Status.RETIRED, f"{goal}: {model_id}"


def chart(**changes: str) -> str:
    tables = {goal.value: 'best = ["a"]\nnear = []' for goal in Goal} | changes
    return "\n".join(f"[{name}]\n{text}" for name, text in tables.items())


def signs(**changes: str) -> str:
    return chart(**({goal.value: 'said = ["a"]\nexamples = []' for goal in Goal} | changes))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (chart(photo='best = ["b"]\nnear = []'), "photo: column 'best' has 'b', which is no row"),
        (chart(photo='best = ["a"]\nnear = ["colour"]'), "photo: column 'near' has 'colour', which is no other goal"),
        (chart(photo='best = ["a"]\nnear = ["photo"]'), "photo: column 'near' has 'photo', which is no other goal"),
        (chart(photo='best = ["a", "a"]\nnear = []'), "photo: column 'best' says something twice"),
        (chart(photo='best = "a"\nnear = []'), "photo: column 'best' must be a list of texts"),
        (chart(photo='best = ["a"]'), "photo: the columns must be best, near"),
        (chart(colour="best = []\nnear = []"), "the tables must be photo, text"),
    ],
)
def test_a_mistake_in_the_chart_is_found_at_the_start(text: str, says: str) -> None:
    with pytest.raises(RowError, match=says):
        read_chart(text, {"a"})


def test_a_sound_chart_is_read() -> None:
    assert read_chart(chart(text='best = ["a"]\nnear = ["photo"]'), {"a"})[Goal.TEXT] == Best(("a",), ("photo",))


def test_a_phrase_that_could_never_be_found_is_a_mistake() -> None:
    assert read_signs(signs())[Goal.PHOTO].said == ("a",)
    with pytest.raises(RowError, match="text: column 'said' has 'Título'"):
        read_signs(signs(text='said = ["Título"]\nexamples = []'))
