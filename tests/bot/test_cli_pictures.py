"""The commands of the command line that paint: imagine, demo, chat and doctor, with everything real."""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from rich.cells import cell_len

from tests.bot.conftest import Pincel

PROMPT = "Dog next to the Eiffel Tower at dawn"


def test_imagine_as_json_names_everything_that_made_the_pictures(pincel: Pincel, tmp_path: Path) -> None:
    argv = ("imagine", *PROMPT.split(), "--count", "2", "--seed", "7", "--variety", "0", "--ratio", "3:2", "--json")
    (first,), (second,) = pincel(*argv).records, pincel(*argv, "--out", "elsewhere").records
    assert set(first) == {
        *("id", "prompt", "model", "seed", "variety", "style", "ratio", "size", "units", "seconds", "metaprompt_id", "files"),
        *("drawn", "missing"),
    }
    assert (first["prompt"], first["model"], first["seed"], first["ratio"]) == (PROMPT, "sketch", 7, "3:2")
    assert re.fullmatch(r"[0-9a-f]{12}", first["metaprompt_id"])
    assert len(first["files"]) == 2
    for file in first["files"]:
        assert set(file) == {"path", "sha256", "seed", "width", "height", "mime"}
        path = tmp_path / file["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
        with Image.open(path) as picture:
            assert list(picture.size) == first["size"] == [file["width"], file["height"]]
    assert [file["sha256"] for file in first["files"]] == [file["sha256"] for file in second["files"]]
    assert {Path(file["path"]).parent for file in second["files"]} == {Path("elsewhere")}
    assert second["id"] == first["id"] + 1  # the database keeps both


def test_imagine_says_where_the_pictures_are(pincel: Pincel, tmp_path: Path) -> None:
    ran = pincel("imagine", "a red fox", "--count", "1", "--seed", "7", "--model", "krea-1")
    assert ran.status == 0
    (path,) = re.findall(r"^  (out/\S+)$", ran.out, re.MULTILINE)
    assert (tmp_path / path).is_file()
    assert "Krea 1 is no longer available, so Sketch draws this one." in ran.out


@pytest.mark.parametrize(
    "prompt",
    [
        "",
        "   ",
        "x" * 10_000,
        "a\u202efox\u0007 \u0000".replace("\u0000", "\u0001"),
        "🦊🌲",
        "a naked woman on a bed",
        "\u0301" * 300,
    ],
)
def test_a_prompt_that_can_not_be_painted_is_one_sentence_and_others_are_painted(
    pincel: Pincel, tmp_path: Path, prompt: str
) -> None:
    ran = pincel("imagine", prompt, "--count", "1", "--seed", "7")
    assert ran.status in (0, 1, 2)
    if ran.status:
        assert len(ran.err.splitlines()) == 1
        assert "problem-" not in ran.err
        assert not (tmp_path / "out").exists()
    else:
        assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_picture_that_can_not_be_saved_is_one_sentence(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    ran = pincel("imagine", "a red fox", "--count", "1")
    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert "--out" in ran.err


def test_the_doctor_finds_all_well_and_changes_nothing(pincel: Pincel, tmp_path: Path) -> None:
    ran = pincel("doctor")
    assert ran.status == 0, ran.out
    assert len(ran.out.splitlines()) == 14
    assert all(line[:2] in ("✓ ", "– ") for line in ran.out.splitlines()[:-1])
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_names_a_mistyped_setting(pincel: Pincel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_TREADS", "3")
    assert "– PINCEL_TREADS" in pincel("doctor").out


def test_the_demo_shows_it_all(pincel: Pincel, tmp_path: Path) -> None:
    ran = pincel("demo")
    assert ran.status == 0
    pictures = sorted((tmp_path / "out").iterdir())
    assert len(pictures) >= 6
    for path in pictures:
        with Image.open(path) as picture:
            picture.verify()
    for said in ("Picture 3 wins with 3 votes", "Ice cold", "¡Lo adivinaste!", "猜中了", "Standings", "Carmen wins"):
        assert said in ran.out
    assert "code" not in ran.out  # nothing went wrong on the way
    assert max(map(cell_len, ran.out.splitlines())) <= 80
    assert not (tmp_path / "data" / "pincel.db").exists()


def test_the_chat_reads_a_script_and_ends_with_it(tmp_path: Path) -> None:
    script = "/imagine a red fox --seed 7\nas Bob: vote 2\nas Bob: vote 3\n/results --close\nhello\n"
    ran = subprocess.run(
        [sys.executable, "-m", "bot.command_line", "chat", "--name", "Alice"],
        cwd=tmp_path,
        input=script,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert "Picture 3 wins with one vote" in ran.stdout
    assert "/help shows the rest" in ran.stdout.split("Alice\n▎ hello")[1]  # talk is answered, and it ends there
    assert ran.stderr == ""
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize(("locale", "said"), [("en", "pincel review"), ("es", "no son para niños"), ("zh", "不适合儿童")])
def test_a_refusal_on_the_command_line_speaks_of_no_room(pincel: Pincel, locale: str, said: str) -> None:
    ran = pincel("--language", locale, "imagine", "a naked woman")
    assert ran.status == 1
    assert said.casefold() in ran.err.casefold()
    assert not any(word in ran.err for word in ("moderator", "room", "sala", "房间", "管理员"))
