"""/models: every painter once, in the reader's language, on pages that one message holds; or all about one."""

from dataclasses import replace
from itertools import count

import pytest

from commands.models import PAGE_CHARS
from generation.catalog import Catalog, Status
from storage.problem import Problem
from storage.records import GenerationRequest
from tests.commands.studio import SQUARE, Studio, Told

SERVICES = ("krea", "bfl", "fal", "openai", "gemini", "replicate", "horde", "sdapi", "azure", "server")


def with_services(studio: Studio, *names: str) -> None:
    studio.house = replace(studio.house, catalog=Catalog.load().with_providers(names))
    studio.dispatcher.house = studio.house
    studio.pipeline._catalog = studio.house.catalog


async def pages(studio: Studio, locale: str = "en") -> list[Told]:
    """The list, as somebody reads it who presses the button until there is none."""
    told = [await studio.ana.speaking(locale)("/models")]
    for number in count(2):
        if not told[-1].buttons:
            break
        assert told[-1].buttons[0].token == f"models::{number}"
        told.append(await studio.ana.speaking(locale).presses(told[-1].buttons[0].token))
    return told


@pytest.mark.parametrize(("locale", "strength"), [("en", "Free and instant"), ("es", "Gratis y al instante"), ("zh", "免费、即时")])
async def test_what_paints_here_comes_first_and_in_full(studio: Studio, locale: str, strength: str) -> None:
    told = await studio.ana.speaking(locale)("/models")
    assert told.private
    begins = told.text.splitlines().index(next(line for line in told.text.splitlines() if line.startswith("Sketch")))
    sketch, below, lavish = told.text.splitlines()[begins : begins + 3]
    assert "⚡⚡⚡ ◆\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}1 ·" in sketch
    assert below.startswith(strength)
    assert "sketch" in below, "what one types"
    assert lavish.startswith("Lavish")


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("services", [(), SERVICES])
async def test_every_model_stands_there_once_and_a_page_fits_in_one_message(
    studio: Studio, locale: str, services: tuple[str, ...]
) -> None:
    with_services(studio, *services)
    told = await pages(studio, locale)
    assert all(len(one.reply.text) <= PAGE_CHARS for one in told)
    lines = [line for one in told for line in one.text.splitlines()]
    for model in studio.house.catalog.models:
        assert sum(line.startswith((f"{model.title} · ", f"{model.title} → ")) for line in lines) == 1, model.id


async def test_without_keys_others_are_marked_and_retired_ones_name_their_successor(studio: Studio) -> None:
    with_services(studio)
    first, *others = await pages(studio)
    assert first.text.splitlines()[-2:] == [
        "Free and instant: a storybook sketch put together from little drawings, with no key and no network. (sketch)",
        "It is the only model that is set up here.",
    ], "what others would paint has pages of its own"
    assert first.buttons[0].label.startswith("With a key (5")
    lines = "\n".join(one.text for one in others).splitlines()
    assert "pincel doctor" in lines[0], "how one gets a key to work"
    flux = lines.index("Flux · ⚡⚡⚡ ◆◆\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}3")
    assert lines.index("🔑 Krea (PINCEL_KREA_KEY)") < flux < lines.index("🔑 OpenAI (PINCEL_OPENAI_KEY)")
    assert "Krea 1 → 🔑 Krea 2 Medium" in lines, "the one that follows it needs a key"
    assert "needs a key (🔑), Sketch paints here until then:" in next(line for line in lines if line.startswith("Gone"))
    with_services(studio, "krea")
    lines = "\n".join(one.text for one in await pages(studio)).splitlines()
    assert "Krea 1 → Krea 2 Medium" in lines
    assert "Gone, each with who follows it:" in lines
    with_services(studio, "openai")
    lines = "\n".join(one.text for one in await pages(studio)).splitlines()
    assert "Krea 1 → 🔑 Krea 2 Medium (Sketch)" in lines, "not all of them have the same"


async def test_a_card_says_what_there_is_to_choose_and_what_that_costs(studio: Studio) -> None:
    with_services(studio, "krea", "openai")
    banana = (await studio.ana("/models nano-banana-2")).text
    assert "35 units a picture" in banana
    assert "Resolution: 1K (35 units), 2K (58 units), 4K (87 units)" in banana
    assert "2.35:1" in (await studio.ana("/models krea-2-turbo")).text, "a shape as people know it"
    assert "pictures to go by (up to 15)" in (await studio.ana("/models nano-banana")).text
    assert "character pictures (86 units)" in (await studio.ana("/models ideogram-3")).text
    mini = (await studio.ana.speaking("es")("/models gpt-image-1-mini")).text
    assert "Calidad: baja (3 unidades), media (7 unidades), alta (20 unidades)" in mini
    assert "x1024" not in mini


async def test_where_there_is_one_it_is_said_here_and_nowhere_else(studio: Studio) -> None:
    with_services(studio)
    assert "It is the only model that is set up here." in (await studio.ana("/models")).text
    assert "only model" not in (await studio.ana("/imagine a red fox")).text


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            "flux",
            (
                "🔑 Flux (flux)",
                "3 units a picture · about 7 s · up to 4 pictures",
                "picture shape, pictures to go by, picture to change, style picture, trained styles (not from here yet), seed",
                "as soon as whoever runs this bot sets up Krea (PINCEL_KREA_KEY)",
            ),
        ),
        (
            "Krea 1",
            (
                *("💤 Krea 1 (krea-1)", "no longer for sale", "up to 4096 px", "raw", "Krea’s own web app only"),
                "Krea 2 Medium follows it, which needs a key; until then Sketch paints here.",
            ),
        ),
        ("sketch", ("1 unit a picture", "picture shape, presets, seed", "/imagine with the model sketch uses it.")),
    ],
)
async def test_all_about_one(studio: Studio, asked: str, says: tuple[str, ...]) -> None:
    with_services(studio)
    told = await studio.ana(f'/models "{asked}"')
    assert told.private
    for words in says:
        assert words in told.text


async def test_one_that_stops_soon_says_when_and_why(studio: Studio) -> None:
    with_services(studio, "openai")
    text = (await studio.ana("/models gpt-image-1.5")).text
    assert "It stops on 2026-12-01. OpenAI switches it off" in text
    listed = "\n".join(one.text for one in await pages(studio))
    assert "⏳ 2026-12-01" in next(line for line in listed.splitlines() if line.startswith("GPT Image 1.5 · "))
    with_services(studio)
    assert (await studio.ana("/models gpt-image-1.5")).text.endswith("It stops on 2026-12-01.")


async def test_a_model_without_its_key_is_told_from_one_that_does_not_exist(studio: Studio) -> None:
    with_services(studio)
    told = await studio.ana("/imagine a fox --model flux")
    assert "Flux needs a key that this bot does not have" in told.text
    assert "Sketch paints here" in told.text
    assert "I know no model called “flx”" in (await studio.ana("/models flx")).text
    assert "Did you mean “Krea 2 Large”?" in (await studio.ana('/models "krea 2"')).text
    assert "Did you mean" not in (await studio.ana("/models nosuch")).text


async def test_one_that_paints_upon_pictures_says_so_before_it_costs_anything(studio: Studio) -> None:
    with_services(studio, "krea")
    told = await studio.ana("/imagine a fox --model runway-gen-4 --count 2")
    assert "Runway Gen-4 works on a picture of yours" in told.text
    assert "one of the character" in told.text


@pytest.mark.parametrize(("locale", "others"), [("en", " and others."), ("es", " y otros."), ("zh", " 等。")])
async def test_of_many_that_could_some_are_named(studio: Studio, locale: str, others: str) -> None:
    with_services(studio, "krea")
    told = (await studio.ana.speaking(locale)("/imagine a fox --model krea-2-turbo --quality high")).text
    assert told.endswith(others)
    assert told.count(", ") == 4


async def test_auto_steps_round_those_that_lack_the_shape(studio: Studio) -> None:
    with_services(studio, "krea")
    wish = GenerationRequest(studio.ana.member, SQUARE, "en", "a fox")
    assert studio.pipeline.quote(wish, units_left=1_000).model.aspect_ratios
    quote = studio.pipeline.quote(replace(wish, ratio="191:100", count=2), units_left=1_000)
    assert quote.model.pixels
    assert quote.model.provider == "krea", "there is something better than the sketch"


async def test_a_prompt_that_a_model_can_not_read_whole_is_told_before_it_costs_anything(studio: Studio) -> None:
    with_services(studio, "krea")
    wish = GenerationRequest(studio.ana.member, SQUARE, "en", "fox " * 450, model="flux", count=2)
    with pytest.raises(Problem) as refused:
        studio.pipeline.quote(wish, units_left=1_000)
    assert (refused.value.key, refused.value.details) == ("prompt-too-long", {"length": 1800, "limit": 1600})
    assert studio.pipeline.quote(replace(wish, model="auto"), units_left=1_000).model.reads != 1600


async def test_in_no_language_the_card_of_any_model_is_more_than_a_message(studio: Studio) -> None:
    with_services(studio, *SERVICES)
    for model in studio.house.catalog.models:
        for locale in ("en", "es", "zh"):
            told = await studio.ana.speaking(locale)(f"/models {model.id}")
            assert model.title in told.text
            assert len(told.reply.text) < PAGE_CHARS
            assert (model.status is Status.RETIRED) == told.text.startswith("💤")
