"""`pincel doctor`: one line for each thing that must be right, and what to do about what is not.

✓ is fine, – is worth knowing, ✗ is broken; with a ✗ the exit status is 1. Nothing is changed.
"""

import asyncio
import importlib.metadata
import io
import platform
import re
import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from PIL import Image

from bot.adapter import Checkup
from bot.cli.arguments import Parser
from bot.cli.findings import BROKEN, FINE, NOTE, Finding
from bot.cli.services import examine as services
from bot.cli.services import judging
from bot.cli.session import Session
from bot.cli.variables import malformed, slips
from bot.settings import Settings
from bot.terminal.prose import folds
from commands.core.names import Listed
from commands.menu import MENU
from generation.catalog import Catalog
from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Verdict
from generation.safety.pictures import PictureCheck
from generation.sketch.sprites import Sprites
from storage.problem import Problem
from storage.records import Audience
from storage.upgrade import FILE
from storage.versions import versions

INDENT = "  "  # as wide as a sign and its blank
LEAST_FREE_GB = 0.5
ASKED_S = 15.0  # for a platform to answer
RELEASED = datetime(2026, 11, 1, tzinfo=UTC)  # no clock that is right says less
_PIN = re.compile(r"(?P<name>[\w.-]+)(?:\[[^]]*\])?==(?P<version>[\w.]+)")


def arguments(parser: Parser) -> None:
    """Nothing: it looks at everything."""


def run(given: Namespace, session: Session) -> int:
    """Look and tell."""
    del given
    broken = 0
    for finding in examine(session):
        print(_fitting(f"{finding.sign} {session.say(finding.key, **finding.values)}"), flush=True)
        broken += finding.sign == BROKEN
    print(session.say("doctor-ill" if broken else "doctor-well"))
    return 1 if broken else 0


def _fitting(line: str) -> str:
    """A finding as it reads well in a terminal; where it goes elsewhere it is one line, to be searched."""
    if not sys.stdout.isatty():
        return line
    ends = [0, *folds(line, shutil.get_terminal_size().columns - len(INDENT)), len(line)]
    return f"\n{INDENT}".join(line[begin:end].rstrip() for begin, end in pairwise(ends))


def examine(session: Session) -> Iterator[Finding]:
    """Everything that is looked at, one by one."""
    folder = session.settings.data
    for look in (
        _python,
        _packages,
    ):
        yield look()
    yield from _settings(session.settings)
    for look in (
        lambda: _data(folder),
        lambda: _out(session.settings.out),
        lambda: _database(folder),
        _encoder,
        _check,
        _sprites,
    ):
        yield look()
    yield from services(session.settings, Catalog.load(), datetime.now(UTC).date())
    yield judging(session.settings)
    yield from _faces(session)
    yield _clock(folder, datetime.now(UTC))


def _python() -> Finding:
    supported = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return Finding(
        FINE if supported else BROKEN, "doctor-python" if supported else "doctor-python-bad", {"version": platform.python_version()}
    )


def _packages() -> Finding:
    wrong, count = [], 0
    for line in importlib.metadata.requires("pincel") or ():
        pin = _PIN.match(line)
        if pin is None or ";" in line:
            continue
        count += 1
        try:
            installed = importlib.metadata.version(pin["name"])
        except importlib.metadata.PackageNotFoundError:
            installed = ""
        if installed != pin["version"]:
            wrong.append(f"{pin['name']} {pin['version']}")
    if wrong:
        return Finding(BROKEN, "doctor-packages-bad", {"names": Listed(wrong)})
    return Finding(FINE, "doctor-packages", {"count": count})


def _settings(settings: Settings) -> Iterator[Finding]:
    _, wrong = Settings.mended()
    yield from (Finding(BROKEN, f"problem-{problem.key}", dict(problem.details)) for problem in wrong)
    told = list(slips(settings))
    for slip in told:
        # Without its token a chat stays silent, without its key a painter; any other setting has a default.
        yield Finding(BROKEN if slip.lost else NOTE, slip.key, dict(slip.values))
    if not wrong and not told:
        yield Finding(FINE, "doctor-settings", {})


def _written(folder: Path) -> Path:
    """The folder, or the one it would be made in, after a file was written there. Raises OSError."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    with tempfile.TemporaryFile(dir=there):
        pass
    return there


def _out(folder: Path) -> Finding:
    try:
        _written(folder)
    except OSError as error:
        return Finding(BROKEN, "doctor-out-bad", {"path": str(folder), "reason": error.strerror or str(error)})
    return Finding(FINE, "doctor-out", {"path": str(folder)})


def _data(folder: Path) -> Finding:
    try:
        there = _written(folder)
        free_gb = shutil.disk_usage(there).free / 1e9
    except OSError as error:
        return Finding(BROKEN, "doctor-data-bad", {"path": str(folder), "reason": error.strerror or str(error)})
    if free_gb < LEAST_FREE_GB:
        return Finding(BROKEN, "doctor-data-full", {"path": str(folder), "free": f"{free_gb:.2f}"})
    key = "doctor-data" if folder.exists() else "doctor-data-new"
    return Finding(FINE if folder.exists() else NOTE, key, {"path": str(folder), "free": f"{free_gb:.1f}"})


def _database(folder: Path) -> Finding:
    try:
        found = versions(folder)
    except Problem as problem:
        if problem.key == "database-broken":
            return Finding(BROKEN, f"problem-{problem.key}", dict(problem.details))
        return Finding(BROKEN, "doctor-database-bad", {"reason": str(problem.details.get("reason", problem.key))})
    if found.here is None:
        return Finding(NOTE, "doctor-database-new", {})
    if not found.known:
        return Finding(BROKEN, "problem-database-newer", {"path": str(folder / FILE), "revision": found.here})
    if found.here != found.wanted:
        return Finding(NOTE, "doctor-database-old", {"version": found.here, "wanted": found.wanted})
    return Finding(FINE, "doctor-database", {"version": found.here})


def _encoder() -> Finding:
    return _works("doctor-encoder", "encoder", lambda: {"size": len(Meaning().vector("a red fox"))})


def _check() -> Finding:
    def judge() -> dict[str, object]:
        grey = io.BytesIO()
        Image.new("RGB", (64, 64), (150, 180, 200)).save(grey, "PNG")
        pool = Pool(1)
        try:
            judged = asyncio.run(PictureCheck(pool).judge(grey.getvalue(), Audience.CHILDREN))
        finally:
            pool.close()
        if judged.verdict is not Verdict.ALLOW:
            raise RuntimeError(judged.rule)  # it refuses everything it can not judge, instead of raising
        return {}

    return _works("doctor-check", "picture check", judge)


def _sprites() -> Finding:
    return _works("doctor-sprites", "sketch", lambda: {"count": len(Sprites.load().names)})


def _works(key: str, part: str, try_it: Callable[[], dict[str, object]]) -> Finding:
    try:
        return Finding(FINE, key, try_it())
    except Exception as error:  # noqa: BLE001 - whatever a missing or damaged file leads to
        return Finding(BROKEN, "doctor-broken", {"part": part, "reason": str(error)[:120] or type(error).__name__})


def _faces(session: Session) -> Iterator[Finding]:
    """Ask every platform for which there is a token."""
    settings = session.settings
    if settings.discord_token is None and settings.telegram_token is None:
        yield Finding(NOTE, "doctor-faces", {})
    wrong = {problem.key: problem.details for problem in malformed(settings)}
    yield from (Finding(BROKEN, f"problem-{key}", dict(details)) for key, details in wrong.items())
    if settings.discord_token is not None and "discord-token-form" not in wrong:
        from bot.discord.checkup import checkup as discord  # noqa: PLC0415 - slow, and not everybody has it

        yield from _face("Discord", discord(settings, MENU, session.words))
    if settings.telegram_token is not None and "telegram-token-form" not in wrong:
        from bot.telegram.checkup import checkup as telegram  # noqa: PLC0415 - as above

        yield from _face("Telegram", telegram(settings, MENU, session.words))


def _face(platform_name: str, asking: Coroutine[None, None, Checkup]) -> Iterator[Finding]:
    try:
        found = asyncio.run(asyncio.wait_for(asking, ASKED_S))
    except Problem as problem:
        yield Finding(BROKEN, f"problem-{problem.key}", dict(problem.details))
    except (OSError, TimeoutError) as error:
        reason = str(error) or type(error).__name__
        yield Finding(BROKEN, "doctor-face-unreachable", {"platform": platform_name, "reason": reason})
    else:
        yield Finding(FINE, "doctor-face", {"platform": platform_name, "name": found.name, "link": found.link})
        if found.drifted:
            yield Finding(
                NOTE, "doctor-face-menu", {"platform": platform_name, "names": Listed(f"/{name}" for name in found.drifted[:8])}
            )


def _clock(folder: Path, now: datetime) -> Finding:
    shown = f"{now:%Y-%m-%d %H:%M} UTC"
    if now < RELEASED:
        return Finding(BROKEN, "doctor-clock-bad", {"time": shown})
    database = folder / FILE
    if database.is_file():
        written = datetime.fromtimestamp(database.stat().st_mtime, UTC)
        if written > now + timedelta(minutes=5):
            return Finding(NOTE, "doctor-clock-back", {"time": shown, "newest": f"{written:%Y-%m-%d %H:%M} UTC"})
    return Finding(FINE, "doctor-clock", {"time": shown})
