"""`pincel run`: what is wrong is said before anything starts, and whether a chat is connected."""

import asyncio
import io
from pathlib import Path

import pytest

from bot.adapter import ChatAdapter
from bot.cli import run as running
from bot.cli.session import Session
from bot.cli.variables import malformed, slips
from bot.settings import Settings
from commands.core.reply import Reply
from commands.core.words import Words
from storage.records import MessageRef, Room
from tests.bot.conftest import Pincel

# Of the right form, and nobody's: built here so that no scanner takes them for lost ones.
DISCORD = ".".join(("A" * 24, "B" * 6, "C" * 27))
TELEGRAM = ":".join(("1234567890", "D" * 35))


@pytest.mark.parametrize("token", ["hello", "Bot abc", f"{DISCORD} extra", "a.b.c", TELEGRAM])
def test_what_can_be_no_discord_token_is_seen_without_a_network(
    pincel: Pincel, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("PINCEL_DISCORD_TOKEN", token)
    ran = pincel("run")
    assert ran.status == 1
    assert "is no Discord token" in ran.err
    assert token not in ran.err


def test_the_same_of_telegram_in_the_language_of_who_runs_it(pincel: Pincel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_TELEGRAM_TOKEN", DISCORD)
    assert "no es un token de Telegram" in pincel("--language", "es", "run").err
    assert "✗ Lo que hay en PINCEL_TELEGRAM_TOKEN" in pincel("--language", "es", "doctor").out


def test_tokens_of_the_right_form_pass_and_so_does_anything_at_an_address_of_ones_own() -> None:
    assert not list(malformed(Settings.read(None, discord_token=f" {DISCORD} ", telegram_token=TELEGRAM)))
    here = "http://localhost:1"
    own = Settings.read(None, discord_token=TELEGRAM, discord_api=here, telegram_token=DISCORD, telegram_api=here)
    assert not list(malformed(own))


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("PINCEL_DISCROD_TOKEN", "PINCEL_DISCORD_TOKEN"),
        ("DISCORD_TOKEN", "PINCEL_DISCORD_TOKEN"),
        ("PINCLE_TELEGRAM_TOKEN", "PINCEL_TELEGRAM_TOKEN"),
        ("pincel_owner", "PINCEL_OWNERS"),
        ("PINCEL_KREA_TOKEN", "PINCEL_KREA_KEY"),
        ("OPENAI_API_KEY", "PINCEL_OPENAI_KEY"),
        ("REPLICATE_API_TOKEN", "PINCEL_REPLICATE_KEY"),
        ("TELEGRAM_KEY", "PINCEL_TELEGRAM_TOKEN"),
        ("COLOUR", None),
    ],
)
def test_the_nearest_right_name(tmp_path: Path, written: str, nearest: str | None) -> None:
    (tmp_path / ".env").write_text(f"{written}=x\n")
    (slip,) = slips(Settings.read(None), tmp_path / ".env")
    assert (slip.values["name"], slip.nearest) == (written, nearest)


def test_a_mistyped_token_does_not_open_the_terminal_chat(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"PINCEL_DISCROD_TOKEN={DISCORD}\n")
    ran = pincel("run")
    assert ran.status == 1
    assert "PINCEL_DISCROD_TOKEN means nothing to me. Did you mean PINCEL_DISCORD_TOKEN?" in ran.err
    assert "PINCEL_DISCORD_TOKEN is empty, so I do not start." in ran.err
    told = pincel("doctor")
    assert told.status == 1
    assert "✗ PINCEL_DISCROD_TOKEN means nothing to me. Did you mean PINCEL_DISCORD_TOKEN?" in told.out


def test_a_mistyped_key_of_a_painter_has_the_same_sign(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PINCEL_KREA_TOKEN=abc\nPINCEL_THREDS=2\n")
    told = pincel("doctor")
    assert told.status == 1
    assert "✗ PINCEL_KREA_TOKEN means nothing to me. Did you mean PINCEL_KREA_KEY?" in told.out
    assert "– PINCEL_THREDS means nothing to me. Did you mean PINCEL_THREADS?" in told.out


def test_swapped_tokens_are_both_told_at_once(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"PINCEL_DISCORD_TOKEN={TELEGRAM}\nPINCEL_TELEGRAM_TOKEN={DISCORD}\n")
    ran = pincel("run")
    assert ran.status == 1
    discord, telegram = ran.err.splitlines()
    assert "It looks like one of Telegram: that belongs into PINCEL_TELEGRAM_TOKEN. Are the two swapped?" in discord
    assert "It looks like one of Discord" in telegram
    assert DISCORD not in ran.err
    assert TELEGRAM not in ran.err


def test_a_token_that_an_empty_line_takes_back(pincel: Pincel, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        f"PINCEL_TELEGRAM_TOKEN={TELEGRAM}\nPINCEL_BACKUPS=2\nPINCEL_BACKUPS=3\nPINCEL_TELEGRAM_TOKEN=\n"
    )
    ran = pincel("run")
    assert ran.status == 1
    assert "line 4 goes before line 1, and it is empty" in ran.err
    told = pincel("doctor")
    assert "✗ PINCEL_TELEGRAM_TOKEN stands more than once in .env" in told.out
    assert "– PINCEL_BACKUPS stands more than once in .env: line 3 goes before line 2." in told.out


@pytest.mark.parametrize(
    "line", [f"PINCEL_DISCORD_TOKEN: {DISCORD}", DISCORD, TELEGRAM, f"PINCEL_THREADS={TELEGRAM}", f"PINCEL_OWNERS={DISCORD}"]
)
def test_a_token_in_the_wrong_place_is_told_and_never_printed(pincel: Pincel, tmp_path: Path, line: str) -> None:
    (tmp_path / ".env").write_text(f"{line}\n")
    for argv, status in ((("run",), 2), (("doctor",), 1), (("imagine", "a fox"), 2)):
        ran = pincel(*argv)
        assert ran.status == status
        assert not any(part in ran.out + ran.err for part in ("AAAA", "CCCC", "DDDD", "python-dotenv"))
    assert "✗" in pincel("doctor").out


def test_without_a_chat_and_without_a_terminal_it_says_so(pincel: Pincel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    ran = pincel("run")
    assert ran.status == 1
    assert "neither PINCEL_DISCORD_TOKEN nor PINCEL_TELEGRAM_TOKEN is set" in ran.err
    assert str(tmp_path) in ran.err
    assert "For lines from a pipe or a file there is" in ran.err
    assert "pincel chat" in ran.err
    assert not (tmp_path / "data" / "pincel.db").exists()


class Slow:
    """A face that takes its time to connect."""

    def __init__(self, wait_s: float) -> None:
        self.connected = asyncio.Event()
        self._wait_s = wait_s

    async def run(self) -> None:
        await asyncio.sleep(self._wait_s)
        self.connected.set()

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef:
        return replacing or MessageRef(room, reply.text)


async def test_the_screen_says_who_is_connected_and_who_not_yet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE_S", 0.05)
    monkeypatch.setattr("sys.argv", ["pincel"])
    session = Session(Settings.read(None), Words.load(), "en")
    faces: dict[str, ChatAdapter] = {"discord": Slow(0.2), "telegram": Slow(0.0)}
    async with asyncio.TaskGroup() as group:
        group.create_task(running._tell(session, faces))
        for face in faces.values():
            group.create_task(face.run())
    assert capsys.readouterr().out.splitlines() == [
        "Telegram: connected.",
        "Discord: not connected yet (no answer); I try again at least every minute. pincel doctor says more.",
        "Discord: connected.",
    ]
