"""/imagine without a model: Auto's choice reaches the painter, and one line says why."""

from dataclasses import replace

import pytest

from commands.core import progress
from commands.core.progress import Progress
from commands.core.showing import why_chosen
from generation.auto import Goal
from generation.catalog import Catalog
from generation.goals import Goals
from generation.meaning import Meaning
from generation.providers.errors import BadKey
from storage.records import Generation
from tests.commands.studio import PLATFORM, Studio

GOALS = Goals(Meaning())


@pytest.fixture
def keyed(studio: Studio) -> Studio:
    """Where there is a key for one service with many models."""
    studio.house = replace(studio.house, catalog=Catalog.load().with_providers(["krea"]))
    studio.dispatcher.house = studio.house
    studio.pipeline._catalog = studio.house.catalog
    studio.pipeline._read_goal = GOALS.goal
    return studio


@pytest.mark.parametrize(
    ("locale", "wish", "line"),
    [
        ("en", "a logo for our chess club", "Auto chose Ideogram 4.5: good at graphic design."),
        ("es", "una foto de un faro", "Auto eligió Krea 2 Medium: se le dan bien las fotos."),
        ("zh", "一张海报，写着欢迎", "自动选择了 Seedream 5 Lite：擅长图中文字。"),
    ],
)
async def test_one_line_says_why_and_stays(
    keyed: Studio, monkeypatch: pytest.MonkeyPatch, locale: str, wish: str, line: str
) -> None:
    told = await keyed.ana.speaking(locale)(f"/imagine {wish} --count 2")
    assert told.text.splitlines()[-1] == line
    monkeypatch.setattr(progress, "EVERY_S", 0.0)
    assert await Progress(keyed.house).tell([PLATFORM]) == 1
    assert line in told.now.text.splitlines()
    assert why_chosen(keyed.house, await keyed.generation(1), locale) == line, "also under the pictures"


async def test_who_names_no_number_gets_as_many_as_the_chosen_model_makes(keyed: Studio) -> None:
    await keyed.ana("/imagine a logo for our chess club")
    await keyed.ana("/imagine a photo of a lighthouse --count 3")
    first, second = await keyed.generation(1), await keyed.generation(2)
    assert (first.model, first.request.count) == ("ideogram-4.5", 2)
    assert (second.model, second.request.count) == ("krea-2-medium", 3)


async def test_what_is_left_of_the_day_decides_with(keyed: Studio) -> None:
    chosen: list[Generation] = []
    for _ in range(4):
        await keyed.ana("/imagine a photo of a lighthouse")
        chosen.append(await keyed.generation(len(chosen) + 1))
    assert [one.why for one in chosen[:2]] == ["auto-photo"] * 2
    assert {one.why for one in chosen[2:]} == {"auto-affordable"}
    assert sum(one.cost_units for one in chosen) <= 200


async def test_a_service_in_trouble_is_stepped_round(keyed: Studio) -> None:
    keyed.pipeline._orders.breaker.failed("krea", BadKey("the key is refused"))
    told = await keyed.ana("/imagine a photo of a lighthouse")
    assert "Auto chose Sketch: one that suits better has trouble right now." in told.text.replace("\u2068", "").replace(
        "\u2069", ""
    )


async def test_a_prompt_is_read_only_where_there_is_a_choice(studio: Studio) -> None:
    def never(prompt: str) -> Goal:
        raise AssertionError(prompt)

    studio.pipeline._read_goal = never
    assert "Auto" not in (await studio.ana("/imagine a photo of a lighthouse")).text
    assert "Auto" not in (await studio.ana("/imagine a photo of a lighthouse --model sketch")).text
