"""Replies as Telegram's messages, compared as values."""

from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from bot.telegram.render import (
    CAPTION,
    PHOTO_BYTES,
    TEXT,
    Album,
    Document,
    Photo,
    Text,
    alert,
    as_document,
    chunks,
    first_of,
    keyboard,
    message,
    messages,
    units,
)
from commands.core.markup import escape, instant
from commands.core.reply import Ballot, Button, File, Picture, Reply, Tone

RED = Picture("a" * 64, "red.jpg", "image/jpeg", "a red fox", 1024, 1024)
BLUE = Picture("b" * 64, "blue.png", "image/png", "a blue fox", 1024, 1024)
TOP = Button("Standings", "top", "🏆")
ZIP = File("all.zip", "application/zip", b"PK")


def text_of(html: str) -> str:
    """What people read."""
    pieces = html.split("<")
    return unescape(pieces[0] + "".join(piece.split(">", 1)[1] for piece in pieces[1:]))


def test_markup_becomes_html_and_what_people_wrote_stays_as_it_is() -> None:
    text = f"**Bold** and `code <b>` by {escape('<i>Tom & *Jerry*</i>')}"
    assert chunks(text, TEXT) == ["<b>Bold</b> and <code>code &lt;b&gt;</code> by &lt;i&gt;Tom &amp; *Jerry*&lt;/i&gt;"]


def test_a_moment_is_told_in_the_readers_own_time() -> None:
    moment = instant(datetime(2026, 11, 22, 18, 15, tzinfo=UTC), day=False)
    assert chunks(f"until {moment}", TEXT) == ['until <tg-time unix="1795371300" format="t">18:15 UTC</tg-time>']


@given(st.text(st.sampled_from("ab <>&*`_\\\n🦊é"), max_size=300), st.integers(1, 60))
def test_pieces_fit_and_nothing_but_blanks_is_lost(written: str, limit: int) -> None:
    pieces = [text_of(html) for html in chunks(escape(written), limit, limit)]
    assert all(units(piece) <= max(2, limit) for piece in pieces)  # one sign beyond the plane may be two
    assert "".join("".join(pieces).split()) == "".join(written.split())


def test_what_is_veiled_is_seen_at_a_touch() -> None:
    assert chunks(f"case: ||{escape('a <b> || c')}||", TEXT) == ["case: <tg-spoiler>a &lt;b&gt; || c</tg-spoiler>"]


def test_long_text_is_cut_between_lines() -> None:
    lines = "\n".join(f"line {number} " + "x" * 90 for number in range(20))
    pieces = chunks(lines, CAPTION)
    assert len(pieces) == 2
    assert pieces[0].endswith("x")
    assert pieces[1].startswith("line ")


def test_bold_goes_on_in_the_next_piece() -> None:
    assert chunks("**one two three**", 8) == ["<b>one two</b>", "<b>three</b>"]


def test_one_picture_carries_the_text_and_the_buttons() -> None:
    reply = Reply("A fox", (RED,), buttons=(TOP,))
    keys = keyboard(reply)
    assert messages(reply) == (Photo(RED, "A fox", keys),)
    assert keys is not None
    assert keys.inline_keyboard == ((InlineKeyboardButton("🏆 Standings", callback_data="top"),),)


def test_several_pictures_are_an_album_and_the_words_follow_with_the_buttons() -> None:
    reply = Reply("Two foxes", (RED, BLUE), buttons=(TOP,))
    assert messages(reply) == (Album((RED, BLUE)), Text("Two foxes", keyboard(reply)))


def test_an_album_is_of_one_kind() -> None:
    assert messages(Reply("", (RED, BLUE, RED)), (1, PHOTO_BYTES + 1, 1)) == (Album((RED, RED)), Photo(BLUE, as_document=True))


def test_what_is_too_long_for_a_caption_goes_on_below() -> None:
    reply = Reply("\n".join(f"{number} " + "x" * 100 for number in range(15)), (RED,), buttons=(TOP,))
    photo, text = messages(reply)
    assert isinstance(photo, Photo)
    assert isinstance(text, Text)
    assert photo.keyboard is None
    assert text.keyboard == keyboard(reply)


def test_the_picture_people_vote_on_keeps_its_buttons() -> None:
    reply = Reply("x " * 1200, (RED,), ballot=Ballot(7, 2, None, closed=False))
    photo, *_ = messages(reply)
    assert isinstance(photo, Photo)
    assert photo.keyboard == keyboard(reply)


def test_in_the_place_of_another_message_it_is_one_and_ends_with_an_ellipsis() -> None:
    shown = message(Reply("word " * 400, (RED,)))
    assert isinstance(shown, Photo)
    assert shown.html.endswith(" …")
    assert units(text_of(shown.html)) <= CAPTION
    assert units(text_of(first_of("word " * 2000, TEXT))) <= TEXT


def test_files_are_documents() -> None:
    assert messages(Reply("All of it", files=(ZIP,), buttons=(TOP,)))[-1] == Document(ZIP, "", keyboard(Reply(buttons=(TOP,))))


@pytest.mark.parametrize(
    ("picture", "size", "document"),
    [
        (RED, 1000, False),
        (RED, PHOTO_BYTES + 1, True),
        (Picture("c", "c.jpg", "image/jpeg", "", 9000, 1001), 1, True),
        (Picture("c", "c.jpg", "image/jpeg", "", 8000, 2000), 1, False),
        (Picture("c", "c.jpg", "image/jpeg", "", 2100, 100), 1, True),
        (Picture("c", "c.avif", "image/avif", "", 100, 100), 1, True),
    ],
)
def test_what_is_no_photo_by_telegrams_rules_is_a_document(picture: Picture, size: int, document: bool) -> None:
    assert as_document(picture, size) is document


def test_the_ballot_shows_counts_where_they_are_no_secret_and_what_reactions_mean() -> None:
    hidden, counted = Ballot(7, 2, None, closed=False), Ballot(7, 2, (3, 0), closed=False)
    assert labels(Reply(ballot=hidden)) == [["1️⃣", "2️⃣"]]
    assert labels(Reply(ballot=counted)) == [["1️⃣ · 3", "2️⃣ · 0"]]
    keys = keyboard(Reply(ballot=hidden), reactions=True)
    assert keys is not None
    assert [key.text for key in keys.inline_keyboard[0]] == ["1️⃣ 👍", "2️⃣ ❤"]
    assert [key.callback_data for key in keys.inline_keyboard[0]] == ["vote:1:7", "vote:2:7"]
    assert labels(Reply(ballot=Ballot(7, 2, (3, 0), closed=True, winner=1))) == []


def test_rows_are_no_longer_than_a_phone_shows() -> None:
    many = tuple(Button(f"A button {number}", "top", "🏆") for number in range(5))
    assert [len(row) for row in labels(Reply(buttons=many))] == [2, 2, 1]
    assert [len(row) for row in labels(Reply(buttons=tuple(Button(str(number), "top") for number in range(5))))] == [3, 2]


def test_a_tone_is_a_colour() -> None:
    keys = keyboard(Reply(buttons=(Button("Go", "top", tone=Tone.MAIN), Button("No", "top", tone=Tone.DANGER))))
    assert keys is not None
    assert [key.style for key in keys.inline_keyboard[0]] == ["primary", "danger"]


def test_a_line_can_be_copied_while_it_is_short_enough() -> None:
    keys = keyboard(Reply(line="/imagine a fox"))
    assert keys is not None
    copied = keys.inline_keyboard[0][0].copy_text
    assert copied is not None
    assert copied.text == "/imagine a fox"
    assert keyboard(Reply(line="/imagine " + "x" * 250)) is None


def test_only_what_is_short_is_shown_over_the_chat() -> None:
    assert alert(Reply("**You** voted", private=True)) == "You voted"
    assert alert(Reply("x" * 201)) is None
    assert alert(Reply("Near", buttons=(TOP,))) is None
    assert alert(Reply("Here", files=(ZIP,))) is None


def labels(reply: Reply) -> list[list[str]]:
    keys = keyboard(reply)
    return [] if keys is None else [[key.text for key in row] for row in keys.inline_keyboard]
