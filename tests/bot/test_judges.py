"""Which judge the settings switch on, where its key goes, and what the doctor says of it."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.fakes.judges import FakeJudge
from bot.app import Kit, opened
from bot.cli.findings import BROKEN, FINE, NOTE, Finding
from bot.cli.review import _review
from bot.cli.services import _judging
from bot.cli.session import Session
from bot.judges import judge_of
from bot.settings import Settings
from commands.core.words import Words
from generation.providers.http import Http
from generation.safety.judge import ChatJudge, ModerationsJudge
from storage.problem import Problem
from storage.records import Audience
from tests.commands.game_room import meaning

WORDS = Words.load()
KEY = "key-that-nobody-may-read"


def settings(**given: Any) -> Settings:
    return Settings.read(None, data=Path("unused"), **given)


async def said(**given: Any) -> Finding:
    """The doctor's finding; it can be said in every language, and never holds the key."""
    finding = await _judging(settings(**given))
    for locale in ("en", "es", "zh"):
        text = str(WORDS.say(locale, finding.key, **finding.values))
        assert text
        assert KEY not in text
        assert "{" not in text
    return finding


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.close()


async def test_without_a_setting_there_is_none(http: Http) -> None:
    assert judge_of(settings(openai_key=KEY), http) is None
    assert (await said()).sign == NOTE


async def test_one_word_is_enough_for_who_has_a_key_of_openai(http: Http) -> None:
    judge = judge_of(settings(judge="openai-moderation", openai_key=KEY), http)
    assert isinstance(judge, ModerationsJudge)
    assert (judge._base, judge._key, judge.model) == ("https://api.openai.com/v1", KEY, "omni-moderation-latest")


async def test_that_key_goes_nowhere_else(http: Http) -> None:
    for given in (
        {"judge_url": "http://127.0.0.1:9/v1"},
        {"openai_api": "http://127.0.0.1:9/v1", "judge_url": "http://localhost:9"},
    ):
        judge = judge_of(settings(judge="chat", judge_model="m", openai_key=KEY, **given), http)
        assert isinstance(judge, ChatJudge)
        assert judge._key == ""


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"judge": "openai-moderation"}, "PINCEL_JUDGE_KEY"),
        ({"judge": "openai-moderation", "openai_key": KEY, "openai_api": "http://127.0.0.1:9/v1"}, "PINCEL_JUDGE_KEY"),
        ({"judge": "chat", "judge_key": KEY}, "PINCEL_JUDGE_MODEL"),
    ],
)
async def test_who_asked_for_a_judge_does_not_go_without_unawares(http: Http, given: dict[str, Any], name: str) -> None:
    with pytest.raises(Problem) as lacks:
        judge_of(settings(**given), http)
    assert (lacks.value.key, lacks.value.details) == ("judge-lacks", {"name": name})
    assert (await said(**given)).sign == BROKEN


@pytest.mark.parametrize("kind", ["openai-moderation", "chat"])
async def test_the_doctor_asks_it(kind: str) -> None:
    async with FakeJudge.running(finds={"pornographic": "sexual"}, key=KEY) as server:
        given = {"judge": kind, "judge_url": server.api, "judge_model": "watcher"}
        assert (await said(**given, judge_key=KEY)).key == "doctor-judge"
        assert (await said(**given, judge_key=KEY)).sign == FINE
        assert (await said(**given, judge_key="wrong")).key == "doctor-service-bad-key"
        server.finds = {"fox": "violence"}
        assert (await said(**given, judge_key=KEY)).key == "doctor-judge-blind"
    assert (await said(**given, judge_key=KEY)).key == "doctor-service-unreachable"


async def test_the_house_asks_it(tmp_path: Path) -> None:
    async with FakeJudge.running(finds={"teapot": "scary"}) as server:
        wired = settings(judge="chat", judge_url=server.api, judge_model="m").model_copy(update={"data": tmp_path})
        async with opened(wired, kit=replace(Kit.load(), meaning=meaning())) as app:
            assert (await app.house.guard.review("a dancing teapot", Audience.CHILDREN)).rule == "judge.scary"
            assert (await app.house.guard.review("a dancing fox", Audience.CHILDREN)).passes(Audience.CHILDREN)
    with pytest.raises(Problem, match="judge-lacks"):
        async with opened(settings(judge="chat").model_copy(update={"data": tmp_path})):
            pass


async def test_so_does_pincel_review(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.review.Meaning", meaning)  # read once for all tests
    async with FakeJudge.running(finds={"teapot": "scary"}) as server:
        session = Session(settings(judge="chat", judge_url=server.api, judge_model="m"), WORDS, "en")
        await _review([{"text": "a dancing teapot"}, {"text": "a dancing fox"}], Audience.CHILDREN, session, as_json=True)
    assert [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()] == ["judge.scary", ""]
