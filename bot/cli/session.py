"""What every command of the command line has at hand, and how it speaks: plain sentences on stdout, failures on stderr."""

import asyncio
import json
import signal
import sys
from codecs import BOM_UTF8
from collections.abc import Coroutine, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.program import program
from bot.settings import Settings
from commands.core.markup import plain
from commands.core.names import Listed
from commands.core.words import Words
from storage.problem import Problem

OK, FAILED, MISUSED = 0, 1, 2
JSON_LINES = (".jsonl", ".json")


@dataclass
class Session:
    """Settings, words and language of one run."""

    settings: Settings
    words: Words
    locale: str
    failures: int = field(default=0, init=False)

    def say(self, key: str, **values: object) -> str:
        """A paragraph as plain text."""
        return plain(self.words.say(self.locale, key, **{"pincel": program()} | values))

    def sentence(self, problem: Problem) -> str:
        """A problem in words."""
        # The chats' refusal speaks of a room and its moderators.
        key = "cli-refused" if problem.key == "refused" else f"problem-{problem.key}"
        return self.say(key, reference="", **problem.details)

    def complain(self, problem: Problem) -> None:
        """Tell of a problem that does not end the run; it makes the exit status 1."""
        self.failures += 1
        print(self.sentence(problem), file=sys.stderr)

    @property
    def status(self) -> int:
        """The exit status of a run that came to its end."""
        return FAILED if self.failures else OK

    def objects(self, path: Path, *fields: str) -> Iterator[dict[str, object]]:
        """The objects of a .jsonl file that have these fields as texts; a broken line is told and skipped.

        Raises Problem "unreadable-file".
        """
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            found = _object(line)
            if found is None or not all(isinstance(found.get(name), str) for name in fields):
                self.complain(Problem("broken-line", line=number, path=str(path), fields=Listed(f'"{name}"' for name in fields)))
            else:
                yield found

    def texts(self, path: Path) -> Iterator[dict[str, object]]:
        """As `objects` with the field "text"; of a file that is no JSON Lines, each line is such a text.

        Raises Problem "unreadable-file".
        """
        lines = [line.removeprefix(BOM_UTF8).strip() for line in _lines(path)]
        begun = next(filter(None, lines), b"")
        if path.suffix.lower() in JSON_LINES or begun.startswith(b"{"):
            yield from self.objects(path, "text")
        else:
            for line in filter(None, lines):
                yield {"text": line.decode("utf-8", "replace")}


async def until_stopped(work: Coroutine[None, None, None]) -> None:
    """Do the work; a SIGTERM ends it in order, as Ctrl-C does."""
    task = asyncio.ensure_future(work)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        task.cancel()

    with suppress(NotImplementedError):  # Windows has no such signal
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not stopped:
            raise


def show(record: dict[str, object]) -> None:
    """One JSON object on one line."""
    print(json.dumps(record, ensure_ascii=False), flush=True)


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\n")
    except OSError as error:
        raise Problem("unreadable-file", path=str(path), reason=error.strerror or str(error)) from None


def _object(line: bytes) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    # A lone half of a sign, which JSON can write and nothing can print, becomes a question mark.
    return json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")) if isinstance(found, dict) else None
