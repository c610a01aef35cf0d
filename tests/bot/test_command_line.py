"""The command line: kind sentences in three languages, stable JSON, exit status 0, 1 or 2, and never a traceback."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from bot.cli.doctor import _fitting
from bot.cli.program import program
from bot.command_line import COMMANDS
from commands.core.words import Words
from tests.bot.conftest import Pincel

WORDS = Words.load()
CODE = re.compile(r"[（(]?\(?(code|código|代码) ?[0-9a-f]{6}[)）]")


@pytest.mark.parametrize("locale", WORDS.locales)
def test_help_lists_every_command_in_the_language(pincel: Pincel, locale: str) -> None:
    ran = pincel("--language", locale, "--help")
    assert ran.status == 0
    for name in COMMANDS:
        assert WORDS.say(locale, f"cli-{name}") in ran.out
    assert max(cell_len(line) for line in ran.out.splitlines()) <= 80
    assert pincel(f"--language={locale}").out == ran.out


@pytest.mark.parametrize("locale", WORDS.locales)
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_the_language(pincel: Pincel, name: str, locale: str) -> None:
    ran = pincel(name, "--help", "--language", locale)
    assert ran.status == 0
    assert ran.out.startswith(f"{WORDS.say(locale, 'cli-usage')}: pincel {name}")
    assert "".join(WORDS.say(locale, f"cli-{name}").split()) in "".join(ran.out.split())
    assert max(cell_len(line) for line in ran.out.splitlines()) <= 80
    assert "cli-" not in ran.out  # no key is missing its words


def test_the_version_is_told(pincel: Pincel) -> None:
    assert re.fullmatch(r"pincel \d+\.\d+\.\d+\n", pincel("--version").out)


def test_the_system_and_the_settings_choose_the_language(pincel: Pincel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    assert "Comandos" in pincel().out
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "命令" in pincel().out
    monkeypatch.setenv("PINCEL_LANGUAGE", "en")
    assert "Commands" in pincel().out
    monkeypatch.delenv("PINCEL_LANGUAGE")
    (tmp_path / ".env").write_text("PINCEL_LANGUAGE=es\n")
    assert "Falta algo" in pincel("db").err


MISUSE = [
    (("imagin",), "Did you mean pincel imagine?"),
    (("--verson",), "Did you mean pincel --version?"),
    (("frobnicate",), "pincel --help shows all"),
    (("--language", "tlh", "models"), "Choose one of: en, es or zh"),
    (("--language",), "Which language? Write one of these after --language: en, es or zh."),
    (("models", "--language"), "Which language?"),
    (("imagine", "a fox", "--model", "xyzzy"), "I know no model called “xyzzy”. You can choose: auto or sketch."),
    (("imagine", "a fox", "--model", "sketh"), "Did you mean “Sketch”?"),
    (("models", "--jsn"), "Did you mean --json?"),
    (("models", "now"), "“now”"),
    (("score", "--secret", "a", "--guess"), "--guess"),
    (("score", "--secret", "a"), "--guess"),
    (("score",), "--secret"),
    (("review",), "text"),
    (("review", "hello", "--audience", "martians"), "children, teens or adults"),
    (("db",), "upgrade | backup"),
    (("db", "drop"), "upgrade or backup"),
    (("imagine",), "prompt"),
    (("imagine", "a fox", "--count", "0"), "1 to 4"),
    (("imagine", "a fox", "--count", "99"), "1 to 4"),
    (("imagine", "a fox", "--count", "many"), "must be a number"),
    (("imagine", "a fox", "--seed", "-1"), "0 to 4294967295"),
    (("imagine", "a fox", "--seed", str(2**70)), "0 to 4294967295"),
    (("imagine", "a fox", "--seed", "9" * 5000), "0 to 4294967295"),
    (("imagine", "a fox", "--variety", "nan"), "0 to 1"),
    (("imagine", "a fox", "--ratio", "0:1"), "0:1"),
    (("imagine", "a fox", "--ratio", "1:1000"), "1:1000"),
    (("imagine", "a fox", "--ratio", "banana"), "banana"),
    (("imagine", "a fox", "--style", "cubism"), "cubism"),
    (("imagine", "a fox", "--wings", "2"), "--wings"),
    (("imagine", "a fox", "--picture", "nowhere.jpg"), "nowhere.jpg"),
    (("imagine", "a fox", *(("--picture", "1") * 5)), "at most 4 pictures"),
    (("imagine", "a fox", "--quality", "superb"), "superb"),
    (("imagine", "a fox", "--style-strength", "101"), "0 to 100"),
    (("chat", "--pictures", "3d"), "auto, blocks or paths"),
]


@pytest.mark.parametrize(("argv", "hint"), MISUSE, ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "")
def test_what_can_not_be_understood_is_one_sentence(pincel: Pincel, tmp_path: Path, argv: tuple[str, ...], hint: str) -> None:
    ran = pincel(*argv)
    assert ran.status == 2
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1
    assert hint in ran.err
    assert not CODE.search(ran.err), "a slip of the fingers is nothing to look up in a log"
    assert "problem-" not in ran.err  # the words are there
    assert not (tmp_path / "data" / "pincel.db").exists()


def test_a_bad_setting_names_the_variable(pincel: Pincel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_THREADS", "many")
    ran = pincel("models")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "The setting PINCEL_THREADS cannot be “many”. It takes: 1 … 16.\n"


def test_models_as_json(pincel: Pincel) -> None:
    (records,) = pincel("models", "--json").records
    assert records
    assert set(records[0]) == {
        *("id", "title", "strength", "provider", "status", "replaced_by", "shutdown", "images_per_generation", "units", "seconds"),
        *("speed", "quality", "max_resolution", "usable", "usd", "accepts"),
    }
    assert [record["id"] for record in records if record["usable"]] == ["sketch"]
    (spanish,) = pincel("models", "--json", "--language", "es").records
    assert spanish[0]["strength"] != records[0]["strength"]
    (one,) = pincel("models", "flux", "--json").records
    assert [record["id"] for record in one] == ["flux"]


def test_a_score_as_json(pincel: Pincel) -> None:
    (record,) = pincel("score", "--secret", "a red fox in the snow", "--guess", "un zorro rojo en la nieve", "--json").records
    assert set(record) == {"secret", "guess", "score", "hits", "elements"}
    assert record["score"] >= 75
    assert "fox" in record["hits"]


def test_scores_of_a_file_go_on_after_broken_lines(pincel: Pincel, tmp_path: Path) -> None:
    lines = [
        b'{"secret": "a cat", "guess": "a cat", "referee": 100}',
        b"broken",
        b"",
        b'{"secret": 1, "guess": "x"}',
        b'["a list"]',
        b"\xff\xfe\x00",
        b'{"secret": "a\\ud800cat", "guess": "\\u0000"}',
    ]
    (tmp_path / "pairs.jsonl").write_bytes(b"\n".join(lines))
    ran = pincel("score", "--file", "pairs.jsonl", "--json")
    assert ran.status == 1
    assert [(record["score"], record.get("referee")) for record in ran.records] == [(100, 100), (0, None)]
    assert [re.findall(r"Line (\d+) of pairs.jsonl", line) for line in ran.err.splitlines()] == [["2"], ["4"], ["5"], ["6"]]


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
@pytest.mark.parametrize("command", ["score", "review"])
def test_a_file_that_can_not_be_read_is_one_sentence(pincel: Pincel, command: str, name: str) -> None:
    ran = pincel(command, "--file", name, "--json")
    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert name in ran.err


def test_a_review_as_json(pincel: Pincel) -> None:
    (fine,) = pincel("review", "a", "red", "fox", "--json").records
    assert fine == {"text": "a red fox", "verdict": "allow", "rule": fine["rule"], "categories": []}
    blocked, juice = pincel("review", "a man with a machine gun", "blood orange juice", "--json").records
    assert (juice["text"], juice["verdict"]) == ("blood orange juice", "allow")
    assert blocked["verdict"] == "block"
    assert blocked["rule"]
    assert blocked["categories"]


def test_reviews_of_a_file(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text('{"text": "a red fox", "group": "plain"}\n{"words": 3}\n{"text": ""}\n', encoding="utf-8")
    ran = pincel("review", "--file", "texts.jsonl", "--json")
    assert ran.status == 1
    assert [set(record) for record in ran.records] == [
        {"text", "verdict", "rule", "categories", "group"},
        {"text", "verdict", "rule", "categories"},
    ]
    assert "Line 2 of texts.jsonl" in ran.err


def test_reviews_of_a_list_as_people_write_one(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("\ufeffa red fox\r\n\r\nun zorro con sueño\n", encoding="utf-8")
    ran = pincel("review", "--file", "list.txt", "--json")
    assert ran.status == 0
    assert [(record["text"], record["verdict"]) for record in ran.records] == [
        ("a red fox", "allow"),
        ("un zorro con sueño", "allow"),
    ]
    (tmp_path / "objects.txt").write_text('\n{"text": "a red fox"}\n', encoding="utf-8")
    assert [record["text"] for record in pincel("review", "--file", "objects.txt", "--json").records] == ["a red fox"]


def test_the_database_is_upgraded_and_copied(pincel: Pincel, tmp_path: Path) -> None:
    assert pincel("db", "upgrade").status == 0
    ran = pincel("db", "backup")
    assert ran.status == 0
    copy = Path(re.findall(r"Saved a copy: (.+)", ran.out)[0])
    assert (tmp_path / copy).is_file()


def test_a_database_of_a_newer_version_is_left_alone(pincel: Pincel, tmp_path: Path) -> None:
    pincel("db", "upgrade")
    database = tmp_path / "data" / "pincel.db"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = database.read_bytes()
    for argv in (("db", "upgrade"), ("imagine", "a fox")):
        ran = pincel(*argv)
        assert (ran.status, ran.out) == (1, "")
        assert len(ran.err.splitlines()) == 1
        assert "problem-" not in ran.err
    assert database.read_bytes() == before
    assert "✗" in pincel("doctor").out


@pytest.mark.parametrize("damage", [b"\x80" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000], ids=["no database", "damaged"])
def test_a_damaged_database_is_told_with_what_to_do(pincel: Pincel, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "pincel.db").write_bytes(damage)
    for argv in (("db", "upgrade"), ("db", "backup"), ("imagine", "a fox"), ("chat",)):
        ran = pincel(*argv)
        assert (ran.status, ran.out) == (1, "")
        assert "backups" in ran.err
        assert len(ran.err.splitlines()) == 1
    doctor = pincel("doctor")
    assert doctor.status == 1
    assert "✗ The database in data" in doctor.out
    assert (tmp_path / "data" / "pincel.db").read_bytes() == damage


def test_the_doctor_tries_the_folder_for_pictures(pincel: Pincel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("PINCEL_OUT", str(tmp_path / "a-file" / "out"))
    ran = pincel("doctor")
    assert ran.status == 1
    assert "PINCEL_OUT" in ran.out


def test_a_finding_is_folded_in_a_terminal_and_one_line_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = f"✗ {'a long word or two ' * 8}end"
    assert _fitting(finding) == finding
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    lines = _fitting(finding).splitlines()
    assert len(lines) == 3
    assert all(len(line) <= 80 for line in lines)
    assert all(line.startswith("  ") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == finding


def test_a_review_names_the_rule(pincel: Pincel) -> None:
    assert pincel("review", "a naked man").out == "✗ blocked (lexicon.nudity) · a naked man\n"
    assert pincel("review", "a fox").out == "✓ fine · a fox\n"


def test_a_data_folder_that_can_not_be_is_one_sentence(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    ran = pincel("imagine", "a fox")
    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert CODE.search(ran.err)
    assert pincel("doctor").status == 1


def test_what_breaks_is_one_sentence_whose_code_stands_in_the_log(
    pincel: Pincel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.cli import models  # noqa: PLC0415 - it is broken for this test only

    def breaks(*_: object) -> int:
        raise RuntimeError("the very cause")

    monkeypatch.setattr(models, "run", breaks)
    ran = pincel("models")
    assert ran.status == 1
    (code,) = re.findall(r"[0-9a-f]{6}", ran.err)
    log = (tmp_path / "data" / "pincel.log").read_text(encoding="utf-8")
    assert code in log
    assert "the very cause" in log
    assert "Traceback" in log


def test_it_names_itself_as_it_can_be_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / ".venv" / "bin" / "pincel"
    own.parent.mkdir(parents=True)
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("sys.argv", [".venv/bin/pincel"])
    assert program() == ".venv/bin/pincel"
    monkeypatch.setattr("sys.argv", [str(own)])
    assert program() == ".venv/bin/pincel"
    monkeypatch.chdir(own.parent)
    monkeypatch.setenv("PATH", str(own.parent))
    assert program() == "pincel"


def test_a_token_that_somebody_types_here_is_not_printed(pincel: Pincel) -> None:
    ran = pincel("PINCEL_DISCORD_TOKEN=" + "MTIz" * 6)
    assert ran.status == 2
    assert "MTIz" not in ran.err


def test_what_it_tells_people_to_type_names_it_so(pincel: Pincel, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("arguments", "session"):
        monkeypatch.setattr(f"bot.cli.{module}.program", lambda: "./my_pincel")
    monkeypatch.setattr("bot.command_line.program", lambda: "./my_pincel")
    assert "Usage: ./my_pincel [" in pincel().out
    assert "./my_pincel imagine --help" in pincel().out
    assert pincel("imagine", "--help").out.startswith("Usage: ./my_pincel imagine")
    assert "Did you mean ./my_pincel imagine?" in pincel("imagin").err
    assert "(./my_pincel chat)" in pincel("doctor").out


def test_help_answers_at_once() -> None:
    """Under 0.3 s: what takes longer to import than that is not imported."""
    slow = ("numpy", "sqlalchemy", "dbos", "PIL", "pydantic", "onnxruntime")
    code = (
        f"import sys; from bot.command_line import main; main(['--help']); print([name for name in {slow} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    script = f"{sys.executable} -m bot.command_line models --json | true"
    ran = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S607 - the pipe is the point
    assert ran.stderr == ""


def test_bytes_that_are_no_text_are_bad_input_too(tmp_path: Path) -> None:
    argv = [sys.executable.encode(), b"-m", b"bot.command_line", b"models", b"\xff\xfe"]
    ran = subprocess.run(argv, cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
