"""The command line in an empty folder."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.command_line import main


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def records(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Pincel = Callable[..., Ran]


@pytest.fixture
def pincel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Pincel:
    """Run `pincel` here, in an empty folder, as somebody whose system speaks English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["pincel"])
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    def run(*argv: str) -> Ran:
        try:
            status = main(argv)
        except SystemExit as end:  # argparse ends a --help so
            status = int(end.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return Ran(status, said.out, said.err)

    return run
