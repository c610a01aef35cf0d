"""How replies look in a terminal: every kind of reply, at 80 columns, with nothing that commands the screen."""

import io
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len
from rich.console import Console, RenderableType

from bot.terminal.pictures import Blocks, badges
from bot.terminal.render import Shown, bubble, marked, said
from commands.core.markup import escape, instant
from commands.core.reply import Ballot, Button, Reply, Tone
from commands.core.words import Words
from generation.imaging.sheet import grid, sheet_size

WORDS = Words.load()
BUTTONS = tuple(
    Button(label, f"x:{number}", emoji, Tone.PLAIN)
    for number, (label, emoji) in enumerate(
        [
            ("Retry", "🔁"),
            ("Change", "✏️"),
            ("Favourite", "♥"),
            ("Download everything", "📦"),
            ("Close the vote", "🏁"),
            ("y" * 90, ""),
        ]
    )
)
SAMPLES = {
    "nothing": Reply(),
    "text": Reply("**Bold** and `code`\nand a second line"),
    "long word": Reply("x" * 400),
    "chinese": Reply("雪地里的红狐狸" * 30),
    "buttons": Reply("Choose", buttons=BUTTONS),
    "hidden ballot": Reply("Vote", ballot=Ballot(7, 4, None, closed=False)),
    "open ballot": Reply("Vote", ballot=Ballot(7, 4, (1, 2, 0, 12), closed=False)),
    "closed ballot": Reply("Vote", ballot=Ballot(7, 4, (1, 2, 0, 0), closed=True, winner=2)),
    "everything": Reply(
        "**All**\n" + "words " * 60, buttons=BUTTONS, ballot=Ballot(7, 2, (0, 0), closed=False), private=True, pending=3
    ),
}


def jpeg(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(out, "JPEG")
    return out.getvalue()


def printed(what: RenderableType, width: int = 80) -> list[str]:
    console = Console(width=width, file=io.StringIO(), color_system=None, record=True)
    console.print(what)
    return console.export_text().splitlines()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_reply_fits_the_window(name: str, locale: str, width: int) -> None:
    shown = [
        Shown(Path("out") / ("a-very-long-name-" * 6 + ".jpg"), "A fox " * 40),
        Shown(Path("out/b.jpg"), "", Blocks(jpeg(64, 64), 30, 15)),
    ]
    lines = printed(bubble(WORDS, locale, SAMPLES[name], shown, only_to="Ana María"), width)
    assert lines
    assert max(map(cell_len, lines)) <= width


def test_a_reply_reads_like_a_chat() -> None:
    reply = Reply(
        f"**{escape('a *red* fox')}** by Alice", buttons=BUTTONS[:2], ballot=Ballot(7, 3, (0, 2, 0), closed=True, winner=2)
    )
    assert printed(bubble(WORDS, "en", reply, [Shown(Path("out/fox.jpg"), "A red fox.")], only_to="Bob", code="c")) == [
        "Pincel · only to Bob",
        "▎ a *red* fox by Alice",
        "▎ → out/fox.jpg",
        "▎   A red fox.",
        "▎ ● 1 (0)   ★ 2 (2)   ● 3 (0)",
        "▎ c1 🔁 Retry   c2 ✏️ Change",
    ]


def test_a_long_address_begins_behind_its_arrow() -> None:
    path = Path("/home/ana maría/pictures/pincel-a-red-fox-in-the-snow-at-night-sheet.jpg")
    lines = printed(bubble(WORDS, "en", Reply(), [Shown(path)]), 40)[1:]
    assert lines[0].startswith("▎ → /home/ana maría/pictures/pincel-a-re")
    assert "".join(line.removeprefix("▎ ") for line in lines) == f"→ {path}"


def test_a_button_is_not_torn_apart() -> None:
    lines = printed(bubble(WORDS, "en", Reply(buttons=BUTTONS[:5])), 40)
    assert any(line.endswith("Download everything") for line in lines)


def test_a_person_says_what_they_typed() -> None:
    assert printed(said("Alice", "cyan", "/imagine **a** [red]fox[/red]")) == ["Alice", "▎ /imagine **a** [red]fox[/red]"]


@given(st.text(max_size=200), st.text(max_size=40))
def test_nobody_commands_the_screen_of_another(text: str, name: str) -> None:
    console = Console(width=80, file=io.StringIO(), color_system=None, record=True)
    console.print(said(name, "cyan", text))
    console.print(bubble(WORDS, "en", Reply(escape(text)), only_to=name))
    shown = console.export_text()
    assert not any(sign in shown for sign in ("\x1b", "\x07", "\x08", "\r", "\x00", "\x9b", "\u202e", "\u2066"))


def test_blocks_draw_two_pixels_a_letter() -> None:
    picture = Image.new("RGB", (2, 2), (255, 0, 0))
    picture.putpixel((0, 1), (0, 0, 255))
    out = io.BytesIO()
    picture.save(out, "PNG")
    console = Console(width=80, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Blocks(out.getvalue(), 2, 1), end="")
    text = console.file.getvalue()  # type: ignore[attr-defined] # it is the buffer above
    assert "38;2;255;0;0;48;2;0;0;255m▀" in text
    assert text.count("▀") == 2


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
@pytest.mark.parametrize(("width", "height"), [(1024, 1024), (1024, 576), (576, 1024), (1024, 341), (341, 1024)])
def test_the_numbers_of_a_sheet_stand_where_its_pictures_begin(count: int, width: int, height: int) -> None:
    columns, rows = grid(count, width / height)
    places = badges(count, columns, rows)
    assert list(places) == [str(number) for number in range(1, count + 1) if count > 1]
    assert len({y for _, y in places.values()}) == (rows if count > 1 else 0)
    assert all(0 <= x <= 1 - 1 / columns + 1e-9 for x, _ in places.values())


def test_numbers_can_be_read_over_the_blocks() -> None:
    sheet = sheet_size(4, 64, 64)
    lines = printed(Blocks(jpeg(*sheet), 32, 16, badges(4, 2, 2)))
    assert [line.split("▀")[0] for line in (lines[0], lines[8])] == [" 1 ", " 3 "]
    assert (lines[0][16:19], lines[8][16:19]) == (" 2 ", " 4 ")


@pytest.mark.parametrize(("width", "height"), [(1024, 1024), (2048, 300), (300, 2048), (1, 1), (1, 5000)])
def test_blocks_of_every_shape_stay_inside(width: int, height: int) -> None:
    lines = printed(Blocks(jpeg(width, height), 44, 22))
    assert 1 <= len(lines) <= 22
    assert max(map(len, lines)) <= 44


def test_moments_are_said_in_the_time_zone_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Bogota")
    time.tzset()
    try:
        moment = datetime(2026, 11, 22, 1, 15, tzinfo=UTC)
        assert marked(f"at {instant(moment, day=False)}").plain == "at 20:15"
        assert marked(f"at {instant(moment, day=True)}").plain == "at 2026-11-21 20:15"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_is_veiled_stands_apart() -> None:
    assert marked("case: ||a sword||").plain == "case: ▒ a sword ▒"
