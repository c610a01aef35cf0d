"""The terminal face upon the real house: who sees what, buttons, ballots, results, and what is left in the folders."""

import asyncio
import io
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from bot.app import App, Kit, opened
from bot.settings import Pictures, Settings
from bot.terminal.adapter import PLATFORM, TerminalAdapter
from bot.terminal.chat import play
from commands.core.limits import RateLimit
from storage.problem import Problem
from tests.walks.conftest import Chat


async def test_a_wish_is_answered_at_once_and_becomes_a_result(chat: Chat, screen: io.StringIO) -> None:
    await chat.alice("/imagine a red fox in the snow --seed 7")
    assert chat.last.reply.pending is not None or chat.last.pictures
    await chat.settles()
    assert len(chat.messages) == 1  # the result took the placeholder's place
    assert chat.last.ballot is not None
    (picture,) = chat.last.pictures
    (saved,) = chat.out.iterdir()
    assert saved.name == picture.filename
    with Image.open(saved) as sheet:
        sheet.load()
    assert str(saved) in screen.getvalue().replace("\n▎ ", "")


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("hello everybody", "/help"),
        ("mañana llueve", "/imagine a red fox"),
        ("?", "/help shows the rest"),
        ("#12", "Did you mean /results 12?"),
        ("//imagine a fox", "Did you mean /imagine a fox?"),
        ("imagine a fox", "Did you mean /imagine a fox?"),
        ("/imagin a fox with a hat", "I do not know /imagin. Did you mean /imagine a fox with a hat?"),
        ("/画一只狐狸", "Did you mean /imagine 一只狐狸?"),
        ("/森林", "I do not know /森林. Type /help"),
        ("/foo", "I do not know /foo. Type /help"),
        ("/help nonsense", "I do not know /nonsense"),
        ("vot 2", "Did you mean /vote 2?"),
        ("vote two", "Did you mean /vote 2?"),
    ],
)
async def test_talk_is_answered_with_a_hint(chat: Chat, said: str, hint: str) -> None:
    await chat.alice(said)
    assert hint in chat.last.text
    assert chat.seen_by(chat.bob) == ()


@pytest.mark.parametrize(
    ("said", "answer"),
    [("\uff0f帮助", "/imagine"), ("/pista", "No game is running"), ("/猜 一只小狗", "No game is running"), ("/预算", "units left")],
)
async def test_commands_go_by_their_name_in_any_language(chat: Chat, said: str, answer: str) -> None:
    await chat.alice(said)
    assert answer in chat.last.text
    assert "begin with a slash" not in chat.last.text


async def test_where_no_vote_is_open_a_number_says_so(chat: Chat) -> None:
    await chat.alice("/language es")
    await chat.alice("/imagina un zorro rojo --count 2 --seed 7")
    await chat.settles()
    await chat.alice.votes(1)
    assert "La idea es tuya" in chat.last.text
    await chat.alice("/resultados --cerrar")
    await chat.alice.votes(1)
    assert "no hay ninguna votación abierta" in chat.last.text
    await chat.alice.numbers(2)
    assert "no hay ninguna votación abierta" in chat.last.text


async def test_hints_are_in_the_language_of_the_person(chat: Chat) -> None:
    await chat.bob("/language es")
    await chat.bob("hola")
    assert "¡Qué gusto leerte!" in chat.last.text
    await chat.bob("pinta un zorro")
    assert "¿Quisiste decir /imagine un zorro?" in chat.last.text
    await chat.bob.presses("z9")
    assert "Todavía no hay botones" in chat.last.text


async def test_a_bare_number_votes_while_a_vote_is_the_last_question(chat: Chat) -> None:
    await chat.alice.numbers(2)
    assert "No vote is open here now" in chat.last.text
    await chat.alice("/imagine a red fox --count 2 --seed 7")
    await chat.settles()
    await chat.bob.numbers(2)
    assert "You voted for picture 2" in chat.last.text
    await chat.bob.numbers(1)
    assert "moved to picture 1" in chat.last.text
    await chat.bob("/favourite")
    await chat.bob.numbers(2)  # the buttons of the last question are called 1 and 2
    assert "Picture 2 of #1 is now among your favourites" in chat.last.text
    await chat.bob("/forget")
    await chat.bob.numbers(2)
    assert "To vote type vote 2" in chat.last.text
    await chat.carol.numbers(1)
    assert "You voted for picture 1" in chat.last.text


async def test_an_older_vote_goes_by_its_number(chat: Chat) -> None:
    for seed in (7, 8):
        await chat.alice(f"/imagine a red fox --count 2 --seed {seed}")
        await chat.settles()
    await chat.bob.votes(2, 1)
    await chat.alice("/results 1 --close")
    assert "Picture 2 wins with one vote" in chat.last.text


async def test_a_button_keeps_its_name_as_long_as_it_can_be_seen(chat: Chat, screen: io.StringIO) -> None:
    for prompt in ("a red fox", "a blue whale"):
        await chat.alice(f"/imagine {prompt} --count 1 --seed 7")
        await chat.settles()
    assert "a2 ✏️ Change" in screen.getvalue()
    await chat.bob.presses("a2")
    assert "a red fox" in chat.last.text
    await chat.bob.presses("b2")
    assert "a blue whale" in chat.last.text
    await chat.bob.presses("b9")
    assert "the newest are b1, b2, b3, b4" in chat.last.text


async def test_a_secret_is_told_in_private_and_played_in_the_room(chat: Chat, screen: io.StringIO) -> None:
    await chat.bob('/challenge --prompt "a dog on the beach"')
    assert "dm: /challenge" in chat.last.text
    await play(chat._face, chat.alice.member, ['dm bob: /challenge --prompt "a dog on the beach"'])
    assert "Bob · only to Pincel" in screen.getvalue()
    prepared = chat.last
    assert prepared.said.to == chat.bob.member
    assert "Your secret “a dog on the beach” is painted" in prepared.text
    assert chat.seen_by(chat.alice) == ()
    await chat.bob("/challenge --picture 1")
    await chat.settles()
    assert "The secret is from Bob" in chat.last.text
    await chat.alice("/guess a dog on the beach")
    assert "100" in chat.last.text


async def test_help_says_how_it_is_done_in_a_terminal_and_fits_the_screen(chat: Chat, screen: io.StringIO) -> None:
    for locale in ("en", "es", "zh"):
        await chat.alice(f"/language {locale}")
        before = len(screen.getvalue())
        await chat.alice("/help")
        page = screen.getvalue()[before:]
        assert "dm: …" in page
        assert len(page.splitlines()) <= 24
    await chat.alice("/help imagine")
    assert "dm:" not in chat.last.text


async def test_private_answers_are_for_one(chat: Chat, screen: io.StringIO) -> None:
    await chat.bob("/help")
    assert len(chat.seen_by(chat.bob)) == 1
    assert chat.seen_by(chat.alice) == ()
    assert "Pincel · only to Bob" in screen.getvalue()


async def test_buttons_are_pressed_by_number_and_by_words(chat: Chat) -> None:
    await chat.alice("/imagine a red fox --count 1 --seed 7")
    await chat.settles()
    again = chat.last.buttons[0]
    await chat.bob.presses("a1")
    await chat.settles()
    await chat.bob.presses(again.label)
    await chat.settles()
    assert len(chat.messages) == 3


async def test_nobody_presses_a_button_they_do_not_see(chat: Chat) -> None:
    await chat.bob("/forget")
    await chat.alice.presses("a9")
    assert "no button to press yet" in chat.last.text
    await chat.alice.presses("a2")
    assert chat.last.text == "a2 is a button of Bob: type as Bob: a2."
    await chat.bob.presses("a9")
    assert "the newest are a1, a2" in chat.last.text


async def test_a_vote_needs_a_ballot(chat: Chat) -> None:
    await chat.bob.votes(1)
    assert "no finished pictures in this room yet" in chat.last.text


async def test_a_vote_counts_once_and_the_winner_is_shown_large(chat: Chat) -> None:
    await chat.alice("/imagine a red fox --seed 7")
    await chat.settles()
    await chat.bob.votes(1)
    await chat.bob.votes(2)
    await chat.carol.votes(2)
    await chat.alice.votes(1)  # her own wish: it does not count
    await chat.alice("/results --close")
    assert "Picture 2 wins with 2 votes" in chat.last.text
    assert len(chat.last.pictures) == 1


async def test_a_vote_ends_by_the_clock(chat: Chat) -> None:
    await chat.alice("/imagine a red fox --seed 7")
    await chat.settles()
    await chat.bob.votes(4)
    await chat.passes(minutes=59)
    assert "only to" not in chat.last.text
    before = len(chat.messages)
    await chat.passes(minutes=2)
    assert len(chat.messages) == before + 1
    assert "Picture 4 wins" in chat.last.text


@pytest.mark.parametrize("name", ["", "x" * 33, "a:b", "bell\x07", "  "])
async def test_some_names_can_not_be(chat: Chat, name: str) -> None:
    with pytest.raises(Problem):
        chat._face.person(name)


async def test_the_first_person_and_the_named_ones_moderate(chat: Chat) -> None:
    await chat.bob("/settings --audience teens")
    assert "moderators" in chat.last.text
    await chat.alice("/settings --audience teens")
    assert "teen" in chat.last.text


async def test_an_out_folder_that_can_not_be_written_does_not_hide_the_answer(chat: Chat, screen: io.StringIO) -> None:
    chat.out.write_text("a file")
    await chat.alice("/imagine a red fox --count 1 --seed 7")
    await chat.settles()
    text = screen.getvalue()
    assert "PINCEL_OUT" in text
    assert "a red fox" in text.split("PINCEL_OUT")[1]


async def test_pictures_show_as_blocks_where_they_are_wanted(chat: Chat, tmp_path: Path) -> None:
    screen = io.StringIO()
    console = Console(file=screen, width=80, height=25, force_terminal=True, color_system="truecolor")
    face = TerminalAdapter(chat.app.dispatcher, console=console, out=tmp_path / "o", locale="en", pictures=Pictures.BLOCKS)
    chat.app._faces[PLATFORM] = face
    await play(face, face.person("Alice"), ["/imagine a red fox --count 1 --seed 7"])
    lines = [line for line in screen.getvalue().splitlines() if "▀" in line]
    assert len(lines) == 15
    assert all(line.count("▀") == 30 for line in lines)


async def test_a_script_speaks_for_several_people(chat: Chat, screen: io.StringIO) -> None:
    lines = ["/imagine a red fox --seed 7", "", "as Bob: vote 2", "as Bob", "hello", "/language es", "as : x", "exit", "never said"]
    assert await play(chat._face, chat.alice.member, lines) is None
    text = screen.getvalue()
    assert "Bob\n▎ vote 2" in text
    assert "Pincel\n▎ Now Bob types." in text
    assert "Bob\n▎ hello" in text
    assert "only to Bob" in text
    assert "never said" not in text


async def test_what_was_promised_before_the_end_is_told(tmp_path: Path, kit: Kit) -> None:
    """The house closes while a wish waits; by then, or after the next start, it is told once."""
    settings = Settings.read(None, data=tmp_path / "data")
    screen = io.StringIO()

    def face_of(app: App) -> TerminalAdapter:
        console = Console(file=screen, width=80, color_system=None)
        return TerminalAdapter(app.dispatcher, console=console, out=tmp_path / "out", locale="en", pictures=Pictures.PATHS)

    async with opened(settings, kit=kit) as app:
        face = face_of(app)
        await app.start({PLATFORM: face})
        await face.says(face.person("Alice"), "/imagine a red fox --count 1 --seed 7")
    async with opened(settings, kit=kit) as app:
        await app.start({PLATFORM: face_of(app)})
        async with asyncio.timeout(20):
            while await app.house.storage.generations.undelivered():  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.05)
    assert screen.getvalue().count("seed 7") == 1


async def test_after_a_restart_a_number_still_votes(tmp_path: Path, kit: Kit) -> None:
    """What was printed is gone from this screen, but the vote is open: the newest open one of the room counts."""
    settings = Settings.read(None, data=tmp_path / "data")

    async def talk(*lines: str) -> str:
        screen = io.StringIO()
        async with opened(settings, kit=kit) as app:
            console = Console(file=screen, width=80, color_system=None)
            face = TerminalAdapter(app.dispatcher, console=console, out=tmp_path / "out", locale="en", pictures=Pictures.PATHS)
            await app.start({PLATFORM: face})
            await play(face, face.person("Alice"), lines)
        return screen.getvalue()

    assert "no finished pictures" in await talk("as carmen: vote 2")
    assert "No vote is open here now" in await talk("as carmen: 2")
    await talk("/imagine a red fox --seed 7 --count 2")
    assert "You voted for picture 2" in await talk("as carmen: 2")
    assert "You voted for picture 1" in await talk("as bob: vote 1")
    assert "You voted for picture 2" in await talk("/imagine a cat --count 1 --seed 1", "as dan: vote 2")


async def test_lines_that_are_only_begun_say_how_they_go_on(chat: Chat) -> None:
    for line in ("as", "dm", "dm:"):
        await chat.bob(line)
        assert f"{line.rstrip(':')} bob: " in chat.last.text


async def test_in_the_private_chat_a_game_of_the_room_is_named_by_its_code(chat: Chat) -> None:
    face = chat._face
    await face.says(face.person("Bob"), "/guess a cat", aside=True)
    assert "No game is running here" in chat.last.text
    await chat.alice("/challenge --minutes 5")
    await chat.settles()
    await face.says(face.person("Bob"), "/guess a cat", aside=True)
    code = chat.last.text.split("--challenge ")[1].split(",")[0]
    assert "of 100" in (await face.says(face.person("Bob"), f"/guess a cat --challenge {code}", aside=True)).text


async def test_the_lines_of_the_terminal_are_in_the_language_of_the_answer(chat: Chat, screen: io.StringIO) -> None:
    await chat.alice("/settings --language zh")
    await chat.alice("/imagine 红狐狸 --seed 7")
    await chat.settles()
    await chat.bob.votes(2)
    text = screen.getvalue()
    assert "只给Bob看" in text
    assert "输入 1 到 4" in text
    assert "only to" not in text
    assert "type 1" not in text


async def test_forgetting_leaves_the_saved_files_to_their_owner(chat: Chat) -> None:
    await chat.bob("/forget")
    assert str(chat.out) in chat.last.text
    chat.app.dispatcher._limit = RateLimit(per_minute=1, burst=1)
    await chat.bob("/models")
    await chat.bob("/forget")
    assert "very quick" in chat.last.text
    assert str(chat.out) not in chat.last.text, "nothing was deleted, so there is nothing to say of it"


async def test_a_script_waits_instead_of_losing_lines(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.terminal.adapter.TOO_FAST_WAITS_S", 0.05)
    chat.app.dispatcher._limit = RateLimit(per_minute=600, burst=1)
    chat._face.patient = True
    for _ in range(4):
        await chat.bob("/models")
        assert "Sketch" in chat.last.text


@pytest.mark.parametrize(
    ("line", "told"), [("I want to die", "tell a grown-up"), ("quiero morirme", "persona adulta"), ("我不想活了", "信任的大人")]
)
async def test_who_asks_for_help_without_a_command_is_answered(chat: Chat, line: str, told: str) -> None:
    """In their own language, not with a greeting, and never a word of it for the others."""
    await chat.bob(line)
    assert told in chat.last.text
    assert chat.last.said.to == chat.bob.member
    assert "Nice to hear" not in chat.last.text
