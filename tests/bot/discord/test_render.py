"""A reply's parts for Discord, compared by value."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.render import (
    CONTENT_CHARS,
    DIGITS,
    LINE_TOKEN,
    Key,
    alts,
    choice_of,
    content,
    lines_in,
    parts,
    qualified,
    shortened,
    split,
)
from commands.core.markup import escape, instant
from commands.core.reply import Ballot, Button, Picture, Reply, Tone
from storage.records import Room, VoteWith


def test_bold_code_and_moments_are_discords_own() -> None:
    moment = datetime(2026, 11, 22, 18, 15, tzinfo=UTC)
    text = f"**{escape('a *red* fox')}** `{escape('/imagine a_b')}` ends {instant(moment, day=True)}"
    assert content(text) == rf"**a \*red\* fox** `/imagine a_b` ends <t:{int(moment.timestamp())}:f>"


def test_nobodys_words_become_a_mention_a_link_or_a_title() -> None:
    said = "# loud\n<@123> @everyone [x](https://evil.example) ~~no~~ ||hidden||"
    shown = content(escape(said))
    assert (
        shown
        == r"""\# loud
\<\@123\> \@everyone \[x\](https\://evil.example) \~\~no\~\~ \|\|hidden\|\|"""
    )


def test_what_is_veiled_is_seen_at_a_touch() -> None:
    assert content(f"case: ||{escape('a ||b|| *c*')}||") == r"case: ||a \|\|b\|\| \*c\*||"


def test_a_private_sign_of_ours_in_somebodys_words_draws_no_mention() -> None:
    assert "<@5>" not in content(escape("\ue000@5\ue000"))


@pytest.mark.parametrize("prompt", ["a `` [free](https://evil.example) `` fox", "```x```", "` `` ``` `"])
def test_nobodys_backticks_end_the_box(prompt: str) -> None:
    line = f"/imagine {prompt}"
    shown = content(f"`{escape(line)}`")
    assert shown.startswith("`` ")
    assert shown.endswith(" ``")
    assert "``" not in shown[2:-2]
    assert lines_in(shown) == [line]


def test_code_with_a_backtick_gets_a_longer_fence() -> None:
    assert content(f"`{escape('/imagine a ` b')}`") == "`` /imagine a ` b ``"


@pytest.mark.parametrize(
    "line", ["/imagine a fox", "/imagine a ` b", '/imagine "two **stars**" --model sketch', r"/imagine a \* b"]
)
def test_the_line_of_reuse_is_read_back_from_the_message(line: str) -> None:
    assert lines_in(content(f"Copy **this**:\n`{escape(line)}` or `/start share_x`")) == [line, "/start share_x"]


def test_a_message_without_a_line_has_none() -> None:
    assert lines_in("`not a command` and nothing else") == []


def test_buttons_come_in_rows_of_five_with_the_vote_first() -> None:
    ballot = Ballot(48, 4, None, closed=False, vote_with=VoteWith.BUTTONS)
    buttons = tuple(Button(f"B{number}", f"b:{number}", "♥") for number in range(6))
    shown = parts(Reply("x", buttons=buttons, ballot=ballot))
    assert [len(row) for row in shown.rows] == [4, 5, 1]
    assert shown.rows[0][1] == Key("vote:2:48", "", DIGITS[1])
    assert shown.rows[1][0] == Key("b:0", "B0", "♥\ufe0f", Tone.PLAIN)


def test_counts_stand_on_the_vote_buttons_where_they_are_no_secret() -> None:
    ballot = Ballot(48, 2, (0, 3), closed=False, vote_with=VoteWith.BUTTONS)
    assert [key.label for key in parts(Reply("x", ballot=ballot)).rows[0]] == ["", "3"]


def test_votes_by_reaction_need_no_buttons_unless_nobody_can_react() -> None:
    reply = Reply("x", ballot=Ballot(48, 2, None, closed=False))
    assert parts(reply).rows == ()
    assert [key.token for key in parts(reply, reactions=False).rows[0]] == ["vote:1:48", "vote:2:48"]


def test_a_closed_vote_has_no_buttons() -> None:
    ballot = Ballot(48, 2, (1, 0), closed=True, winner=1, vote_with=VoteWith.BUTTONS)
    assert parts(Reply("x", ballot=ballot)).rows == ()


def test_a_line_can_be_opened_as_a_form() -> None:
    reply = Reply("Copy this:\n`/imagine a fox`", line="/imagine a fox")
    assert parts(reply, change="Change it").rows == ((Key(LINE_TOKEN, "Change it", "✏️", Tone.MAIN),),)


def test_a_line_too_long_for_the_text_stands_below_it_in_one_piece() -> None:
    line = f'/imagine "{"a fox and a hen, " * 130}" --count 4'
    shown = parts(Reply(f"Copy this:\n`{escape(line)}`", line=line), change="Change it")
    assert shown.content == "Copy this:"
    assert shown.more == ()
    assert lines_in(shown.aside) == [line]
    assert len(shown.aside) <= 4096


def test_alt_text_is_cut_to_what_discord_takes() -> None:
    picture = Picture("0" * 64, "a.png", "image/png", "a fox " * 400, 10, 10)
    assert [len(text) for text in alts(Reply(pictures=(picture,)))] == [1024]


@pytest.mark.parametrize(("emoji", "shown"), [("♥", "♥\ufe0f"), ("⬇", "⬇\ufe0f"), ("🔁", "🔁"), ("⚡", "⚡"), ("✏️", "✏️"), ("", "")])
def test_emoji_are_in_the_form_that_discord_knows(emoji: str, shown: str) -> None:
    assert qualified(emoji) == shown


@pytest.mark.parametrize(("emoji", "choice"), [("1️⃣", 1), ("4⃣", 4), ("5️⃣", None), ("🦊", None), ("1", None), ("", None)])
def test_only_the_digits_are_votes(emoji: str, choice: int | None) -> None:
    assert choice_of(emoji) == choice


@given(st.text("ab \n\\*", max_size=400), st.integers(10, 60))
def test_long_texts_are_cut_without_losing_a_word(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.text(max_size=3000))
def test_no_content_is_ever_too_long(text: str) -> None:
    shown = parts(Reply(escape(text)))
    assert all(len(piece) <= CONTENT_CHARS for piece in (shown.content, *shown.more))
    assert len(shortened(text, 100)) <= 100


def test_a_room_that_could_not_be_told_is_named_by_the_app() -> None:
    assert parts(Reply("Here:", meant_for=Room("discord", "12/34"))).content == "<#34>\nHere:"
    assert parts(Reply("Here:", meant_for=Room("discord", "@34"))).content == "Here:"
