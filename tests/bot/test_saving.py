"""Files for people: whole or not at all, readable names, never outside the folder."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.saving import fit, save
from storage.problem import Problem


def test_the_same_bytes_are_one_file_and_others_get_a_number(tmp_path: Path) -> None:
    out = tmp_path / "made" / "out"
    assert save(out, "fox.png", b"one") == out / "fox.png"
    assert save(out, "fox.png", b"one") == out / "fox.png"
    assert save(out, "fox.png", b"two") == out / "fox-2.png"
    assert save(out, "fox.png", b"two") == out / "fox-2.png"
    assert sorted(path.name for path in out.iterdir()) == ["fox-2.png", "fox.png"]


def test_a_folder_that_can_not_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(Problem) as caught:
        save(tmp_path / "out", "fox.png", b"one")
    assert caught.value.key == "out-folder"


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Problem) as caught:
        save(tmp_path, "fox.png", b"one")
    assert caught.value.details["reason"] == "No space left on device"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "fitted"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b\n.png", "a-b-.png"),
        ("..", "file"),
        ("红狐狸.png", "红狐狸.png"),
        ("", "file"),
        (".png", "png"),
    ],
)
def test_names_stay_in_the_folder(name: str, fitted: str) -> None:
    assert fit(name) == fitted


@given(st.text(max_size=300))
def test_every_name_fits(name: str) -> None:
    fitted = fit(name)
    assert fitted
    assert os.path.basename(fitted) == fitted  # noqa: PTH119 - the very question
    assert not fitted.startswith(".")
    assert len(fitted) <= 95
