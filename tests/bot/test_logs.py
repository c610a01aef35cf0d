"""The log: ids in every line, no secret in any, people's words only where they are wanted."""

import ast
import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.logs import HIDDEN, Redactor, start_logging
from bot.settings import Settings
from generation.ports import Order, Painted
from generation.providers.errors import BadRequest
from tests.commands.studio import opened

TOKEN = "sUper-s3cret-tok3n"  # noqa: S105 - made up


class WithToken(Settings):
    """Settings of a face that has a token."""

    face_token: SecretStr | None = None


Read = Callable[[], str]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Read]]:
    """Start the log in a temporary folder; the answer reads it."""
    stops: list[Callable[[], None]] = []

    def begin(**given: Any) -> Read:
        stops.append(start_logging(WithToken.read(None, data=tmp_path, face_token=TOKEN, **given)))
        return lambda: (tmp_path / "pincel.log").read_text(encoding="utf-8")

    yield begin
    for stop in stops:
        stop()


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_carries_the_ids_that_are_bound(start: Callable[..., Read]) -> None:
    read = start(log_format="json")
    with structlog.contextvars.bound_contextvars(call="c1", generation=48213):
        structlog.get_logger("test").info("painted", seconds=1.5)
    (line,) = lines(read())
    assert (line["call"], line["generation"], line["event"], line["seconds"]) == ("c1", 48213, "painted", 1.5)
    assert line["level"] == "info"
    assert line["timestamp"].endswith("Z")


def test_lines_of_other_libraries_come_along(start: Callable[..., Read]) -> None:
    read = start(log_format="json")
    logging.getLogger("somebody").warning("lost %d of %d", 1, 2)
    (line,) = lines(read())
    assert (line["event"], line["level"], line["logger"]) == ("lost 1 of 2", "warning", "somebody")


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_secret_gets_out_by_any_way(start: Callable[..., Read], form: str) -> None:
    read = start(log_format=form, log_prompts=True)
    log = structlog.get_logger("test")
    log.info("calling with %s", TOKEN, url=f"https://x/{TOKEN}/send", nested={"a": [TOKEN, {"b": TOKEN}]}, path=Path(TOKEN))
    logging.getLogger("somebody").error("refused %s", TOKEN)
    for logger in (log, logging.getLogger("somebody")):
        try:
            int(TOKEN)
        except ValueError:
            logger.exception("broke")
    text = read()
    assert text.count("ValueError") >= 2  # the traceback stands in the log
    assert text.count(HIDDEN) >= 7
    assert TOKEN not in text
    assert "s3cret" not in text


@pytest.mark.parametrize(
    "text",
    [
        "https://api.telegram.org/bot123456789:AAF-abcdefghijklmnopqrstuvwxyz012/getMe",
        "Authorization: Bearer abcdefghijklmnop.qrstuv",
        'api_key="abcdefghijklmnopqrstuv"',
        "token=abcdefghijklmnopqrstuv",
    ],
)
def test_credentials_nobody_named_are_hidden_too(text: str) -> None:
    event = Redactor((), keep_written=True)(None, "info", {"event": text})
    assert HIDDEN in event["event"]
    assert "abcdefghijklmnop" not in event["event"]


def test_what_people_wrote_stays_out_unless_it_is_wanted(start: Callable[..., Read]) -> None:
    read = start(log_format="json")
    structlog.get_logger("test").info("accepted", prompt="a red fox", details={"guess": "a cat"}, missing=("fox",))
    (line,) = lines(read())
    assert line["prompt"] == "[9 characters]"
    assert "a red fox" not in read()
    assert "a cat" not in read()


def test_what_people_wrote_can_be_wanted(start: Callable[..., Read]) -> None:
    read = start(log_format="json", log_prompts=True)
    structlog.get_logger("test").info("accepted", prompt="a red fox")
    assert lines(read())[0]["prompt"] == "a red fox"


SAID = "a fox in a top hat"


def quotes_it() -> None:
    try:
        {}[SAID]  # type: ignore[index] # that it breaks is the point
    except KeyError as error:
        raise ExceptionGroup(SAID, [BadRequest("size", f"HTTP 400 invalid prompt: {SAID}"), OSError(28, SAID)]) from error


def test_an_error_is_told_by_its_kind_and_its_place_and_not_by_what_it_quotes(start: Callable[..., Read]) -> None:
    read = start(log_format="json")
    try:
        quotes_it()
    except ExceptionGroup as error:
        for logger in (structlog.get_logger("test"), logging.getLogger("somebody")):
            logger.exception("broke")
        structlog.get_logger("test").warning("failed", error=error.exceptions[0], several=[error])
    logging.getLogger("asyncio").error("future: <Task coro=<paints()> exception=KeyError('%s') created at x>", SAID)
    structlog.get_logger("test").info("chat", reason=f'can\'t parse entities: unsupported start tag "{SAID}" at byte 3')
    assert "fox" not in read()
    ours, theirs, failed, lost, chat = lines(read())
    assert ours["exception"] == theirs["exception"]
    for told in (
        "KeyError",
        "BadRequest",
        "status=400",
        "field=size",
        "OSError",
        "errno=28 (No space",
        "in quotes_it",
        "test_logs.py",
    ):
        assert told in ours["exception"]
    assert failed["error"].startswith("BadRequest")
    assert "tests/bot/test_logs.py:" in failed["several"][0]
    assert "exception=KeyError(" in lost["event"]
    assert chat["reason"] == "can't parse entities: unsupported start tag [hidden] at byte 3"


async def test_a_service_s_words_about_a_wish_stand_in_no_log(start: Callable[..., Read], tmp_path: Path) -> None:
    async def repeats(_order: Order) -> list[Painted]:
        raise BadRequest("prompt", f"HTTP 400 invalid prompt: {SAID}")

    async def trips(_order: Order) -> list[Painted]:
        raise KeyError(SAID)

    read = start(log_format="json")
    async with opened(tmp_path) as studio:
        for number, does in enumerate((repeats, trips), start=1):
            studio.brush.does = does
            await studio.ana(f"/imagine {SAID}")
            await studio.settles()
            reference = (await studio.generation(number)).error_id
            (line,) = [line for line in lines(read()) if line.get("reference") == reference and reference]
            assert line["error"].startswith(
                ("BadRequest field=prompt status=400 at tests/bot/test_logs.py:", "KeyError at tests/bot/")[number - 1]
            )
    assert "top hat" not in read()


def test_no_line_of_the_log_is_given_the_text_of_an_error() -> None:
    """An error is handed over as it is. `reason` is a chat service's sentence, of which the redactor takes what it quotes."""
    root, given = Path(__file__).parents[2], set()
    for path in (path for room in ("bot", "commands", "generation", "storage") for path in (root / room).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text) if "_log." in text and "except" in text else ast.Module([], [])
        caught = {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)}
        for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_log.")]:
            for one in call.keywords:
                made = isinstance(one.value, ast.Call | ast.JoinedStr) or ast.unparse(one.value).endswith((".text", ".message"))
                if made and caught & {name.id for name in ast.walk(one.value) if isinstance(name, ast.Name)}:
                    given.add((str(path.relative_to(root)), one.arg, ast.unparse(one.value)))
    texts = {one for one in given if not one[2].startswith(("type(", "_FIELDS."))}
    assert {path for path, name, _ in texts if name != "reason" or not path.startswith("bot/")} == {"generation/safety/judge.py"}


def test_the_level_holds_for_all(start: Callable[..., Read], tmp_path: Path) -> None:
    start(log_level="error")
    structlog.get_logger("test").warning("quiet")
    logging.getLogger("somebody").warning("quiet")
    assert not (tmp_path / "pincel.log").exists()  # with nothing to say there is no file


def test_a_log_that_can_not_be_written_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    stop = start_logging(Settings.read(None, data=tmp_path / "data"))
    structlog.get_logger("test").error("nobody hears this")
    stop()
    assert capsys.readouterr() == ("", "")


def test_the_log_can_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    stop = start_logging(Settings.read(None, log_file="stderr"))
    structlog.get_logger("test").info("hello", number=3)
    stop()
    assert "hello" in capsys.readouterr().err


# No brackets: a secret must not overlap the mark that stands in its place.
SIGNS = st.characters(categories=("Ll", "Lu", "Nd"))


@given(before=st.text(max_size=20), secret=st.text(SIGNS, min_size=7, max_size=30), after=st.text(max_size=20))
def test_a_secret_is_hidden_wherever_it_stands(before: str, secret: str, after: str) -> None:
    event = Redactor((secret,), keep_written=True)(None, "info", {"event": "x", "url": before + secret + after})
    assert secret not in event["url"]
