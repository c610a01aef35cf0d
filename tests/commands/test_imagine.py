"""/imagine: what is accepted is told with its price and place; what is not costs nothing and leaves nothing."""

from pathlib import Path

import pytest

from generation.ports import Order, Painted
from tests.commands.studio import BROKE, START, Studio

NOBODY_SAYS = ("problem-", "{", "$", "Traceback", BROKE)
PROMPTS = {
    "empty": "",
    "blanks": " \t ",
    "10,000 characters": "fox " * 2_500,
    "right to left": "ثعلب أحمر في الثلج",
    "an override of direction": "a \u202efox\u202c in the snow",
    "emoji only": "🦊🌲❄️",
    "a null byte": "a red\x00fox",
    "control characters": "a\x1b[31m red\x07 fox\x08",
    "half a sign": "a fox \ud800",
}
OPTIONS: tuple[str, ...] = (
    "--count 0",
    "--count 99",
    "--count muchos",
    "--ratio 0:1",
    "--ratio 1:1000",
    "--ratio banana",
    "--seed -1",
)
OPTIONS += (
    f"--seed {2**70}",
    "--seed",
    "--variety 1.5",
    "--style cubism",
    "--model dall-e-9",
    "--colour red",
    "--model lavish --count 3",
)


async def test_accepted_with_place_price_and_reason(studio: Studio) -> None:
    first = await studio.ana("/imagine a red fox --count 2")
    assert first.text == ("🎨 Painting “a red fox” with Sketch · your turn now · a few seconds · 2 units")
    second = await studio.bob("/imagine a green frog --count 1")
    assert "one ahead of you" in second.text
    assert second.text.endswith(" 1 unit")
    assert not first.private
    assert (await studio.generation(1)).request.variety == 0.5


async def test_the_message_becomes_the_result(studio: Studio) -> None:
    wish = await studio.ana("/imagine a red fox")
    await studio.settles()
    assert len(studio.messages) == 1
    assert wish.now.ballot.choices == 4
    assert (await studio.generation(1)).delivered_at == START


async def test_every_option_reaches_the_painter(studio: Studio) -> None:
    await studio.ana("/imagine a red fox --model lavish --ratio story --count 2 --seed 4294967295 --variety 0 --style neon")
    await studio.settles()
    (order,) = studio.brush.orders
    assert (order.model, order.ratio, order.seeds, order.style) == ("lavish", "9:16", (2**32 - 1, 0), "neon")
    assert order.height > order.width


async def test_who_names_a_seed_wants_that_very_picture(studio: Studio) -> None:
    for _ in range(2):
        await studio.made("/imagine a red fox --seed 7 --count 2")
    one, two = await studio.generation(1), await studio.generation(2)
    assert [picture.sha256 for picture in one.variants] == [picture.sha256 for picture in two.variants]
    assert one.sheet_sha256 == two.sheet_sha256


async def test_the_same_interaction_twice_is_one_wish(studio: Studio) -> None:
    first = await studio.ana("/imagine a red fox", call="interaction-1")
    again = await studio.ana("/imagine a red fox", call="interaction-1")
    assert first.number == again.number
    assert studio.waiting == [1]


async def test_a_retired_painter_is_replaced_and_that_is_said(studio: Studio) -> None:
    told = await studio.ana("/imagine a red fox --model gone")
    assert "Gone is no longer available, so Sketch draws this one. It was too slow." in told.text
    await studio.settles()
    assert "Gone is no longer available, so Sketch draws this one. It was too slow." in told.now.text, (
        "also who comes later reads it"
    )


@pytest.mark.parametrize("name", ["auto", "Auto", "AUTO"])
async def test_auto_in_any_case(studio: Studio, name: str) -> None:
    assert "with Sketch" in (await studio.ana(f"/imagine a red fox --model {name}")).text


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_bad_options_get_one_sentence_and_leave_nothing(studio: Studio, data_folder: Path, locale: str) -> None:
    english: set[str] = set()
    for option in OPTIONS:
        told = await studio.ana.speaking(locale)(f"/imagine a red fox {option}")
        assert told.private, option
        assert told.text, option
        assert not [sign for sign in NOBODY_SAYS if sign in told.text], told.text
        assert told.reply.pending is None, option
        english.add(told.text)
        if locale != "en":
            assert told.text != (await studio.bob(f"/imagine a red fox {option}")).text, option
    assert len(english) >= 8, "different mistakes are told apart"
    assert await studio.storage.generations.get(1) is None
    assert studio.waiting == []
    assert list((data_folder / "pictures").glob("??/*")) == []


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
async def test_any_prompt_is_painted_or_kindly_refused(studio: Studio, locale: str) -> None:
    accepted = 0
    for name, prompt in PROMPTS.items():
        told = await studio.ana.speaking(locale)(f'/imagine "{prompt}" --count 1')
        assert told.text, name
        assert not [sign for sign in NOBODY_SAYS if sign in told.text], told.text
        told.text.encode()  # what cannot be sent is no answer
        if told.reply.pending is None:
            assert told.private
        else:
            accepted += 1
            await studio.settles()
            assert told.now.pictures, name
            told.now.text.encode()
    assert 3 <= accepted <= 6
    assert await studio.storage.generations.undelivered() == ()
    assert (await studio.storage.generations.get(accepted)) is not None
    assert (await studio.storage.generations.get(accepted + 1)) is None


async def test_refused_words_and_why(studio: Studio) -> None:
    told = await studio.ana("/imagine a naked woman")
    assert told.private
    assert "everybody wears clothes" in told.text or "anything sexual" in told.text
    assert "It cost you nothing" in told.text
    assert "desnuda" not in (await studio.ana.speaking("es")("/imagine una mujer desnuda")).text
    assert studio.waiting == []


class TestBudget:
    async def test_what_is_left_is_told(self, studio: Studio) -> None:
        await studio.olga.moderates("/settings --units 5")
        await studio.ana("/imagine a red fox --count 3")
        told = await studio.ana("/imagine a red fox --count 3")
        assert told.text == (
            "Sketch needs 3 units for this, and you have 2 left for today in this room. Tomorrow (UTC) you have new ones. "
            "A single picture (--count 1) or a cheaper model (/models) may do until then."
        )
        assert told.private
        assert (await studio.ana("/imagine a red fox --count 2")).number == 2
        assert "you have 0 left" in (await studio.ana("/imagine a red fox --count 1")).text
        assert (await studio.bob("/imagine a red fox --count 3")).number == 3, "everybody has their own"

    async def test_tomorrow_there_are_new_ones(self, studio: Studio) -> None:
        await studio.olga.moderates("/settings --units 2")
        await studio.made("/imagine a red fox --count 2")
        assert "0 left" in (await studio.ana("/imagine a red fox --count 1")).text
        await studio.passes(hours=6)
        assert (await studio.ana("/imagine a red fox --count 1")).number == 2

    async def test_each_room_has_its_own(self, studio: Studio) -> None:
        await studio.olga.moderates("/settings --units 2")
        await studio.made("/imagine a red fox --count 2")
        assert (await studio.ana.alone("/imagine a red fox --count 2")).number == 2

    async def test_what_failed_is_given_back(self, studio: Studio) -> None:
        async def nothing(_order: Order) -> list[Painted]:
            return []

        await studio.olga.moderates("/settings --units 2")
        studio.brush.does = nothing
        failed = await studio.ana("/imagine a red fox --count 2")
        assert "0 left" in (await studio.ana("/imagine a red fox --count 1")).text
        await studio.settles()
        assert "It cost you nothing" in failed.now.text
        studio.brush.does = studio.brush.paints
        assert (await studio.ana("/imagine a red fox --count 2")).number == 2


class TestNothingToDraw:
    @pytest.mark.parametrize(
        ("locale", "sentence"),
        [
            ("en", "I cannot draw: relativity and theory."),
            ("es", "No sé dibujar: relativity y theory."),
            ("zh", "我不会画：relativity和theory。"),
        ],
    )
    async def test_what_can_not_be_drawn_is_told_and_costs_nothing(
        self, studio: Studio, data_folder: Path, locale: str, sentence: str
    ) -> None:
        await studio.olga.moderates("/settings --units 2")
        studio.brush.drawn, studio.brush.missing = (), ("relativity", "theory")
        wish = await studio.ana.speaking(locale)("/imagine the theory of relativity --count 2")
        await studio.settles()
        assert sentence in wish.now.text
        assert not [sign for sign in NOBODY_SAYS if sign in wish.now.text]
        assert "(code" not in wish.now.text, "nothing broke"
        assert (wish.now.pictures, wish.now.buttons, wish.now.reply.ballot) == ((), (), None)
        assert list((data_folder / "pictures").glob("??/*")) == [], "an empty page is not kept"
        studio.brush.drawn = ("fox",)
        assert (await studio.ana("/imagine a red fox --count 2")).number == 2, "the units came back"
        await studio.settles()
        assert await studio.passes(days=1) == 1, "no vote was opened on it"

    async def test_of_signs_alone_nothing_is_repeated(self, studio: Studio) -> None:
        studio.brush.drawn = ()
        wish = await studio.ana("/imagine ...")
        await studio.settles()
        assert "I found nothing in it that I can draw." in wish.now.text
        assert "It cost you nothing." in wish.now.text

    async def test_a_painter_that_can_not_tell_is_believed(self, studio: Studio) -> None:
        studio.brush.drawn = None
        assert (await studio.made()).pictures

    async def test_ones_own_secret(self, studio: Studio) -> None:
        studio.brush.drawn, studio.brush.missing = (), ("relativity",)
        wish = await studio.ana.alone("/challenge --prompt relativity")
        await studio.settles()
        assert "I cannot draw: relativity." in wish.now.text


async def test_what_could_not_be_drawn_is_said_without_rude_words(studio: Studio) -> None:
    studio.brush.missing = ("zebra", "fuck", "mierda", "操你妈")
    text = (await studio.made()).text
    assert "I could not draw: zebra" in text
    assert not any(word in text for word in ("fuck", "mierda", "操"))
    studio.brush.missing = ("fuck",)
    assert "I could not draw" not in (await studio.made()).text


async def test_a_name_that_could_not_be_drawn_is_said_without_what_introduced_it(studio: Studio) -> None:
    studio.brush.missing = ("named", "Rex")
    assert "I could not draw: Rex" in (await studio.made()).text
    studio.brush.missing = ("叫",)
    assert "I could not draw" not in (await studio.made()).text


async def test_in_a_private_chat_nobody_else_is_there_to_vote(studio: Studio) -> None:
    made = await studio.made(by=studio.ana.alone)
    assert made.reply.ballot is None
    assert "Vote for" not in made.text
    assert not any(one.token.startswith("results") for one in made.buttons)
    assert "your own wish" in (await studio.ana.alone("/vote 1")).text
    assert "nobody else is here" in (await studio.ana.alone("/results")).text
    assert await studio.passes(hours=2) == 0, "nothing ends that never began"
    assert (await studio.made("/retry", by=studio.ana.alone)).reply.ballot is None
    shown = await studio.ana("/publish 1")
    assert shown.pictures
