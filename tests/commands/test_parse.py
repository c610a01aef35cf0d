"""Typed lines: what people write, phones and quotes included."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.core.call import Attachment, Call
from commands.core.command import Command, Within
from commands.core.markup import plain
from commands.core.parse import parse
from commands.core.reply import Reply
from commands.core.words import Words
from commands.gallery import Show
from commands.menu import MENU as REAL_MENU
from generation.sketch.scene import Style
from storage.problem import Problem
from storage.records import Ballots, Reason


async def imagine(
    call: Call,
    prompt: str,
    ratio: str = "1:1",
    count: Annotated[int, Within(1, 4)] = 4,
    seed: Annotated[int, Within(0, 2**32 - 1)] | None = None,
    quick: bool = False,
) -> Reply:
    raise AssertionError


async def vote(call: Call, variant: Annotated[int, Within(1, 4)], generation: int | None = None) -> Reply:
    raise AssertionError


MENU = {command.name: command for command in (Command.of(imagine), Command.of(vote))}


def read(line: str) -> dict[str, object]:
    typed = parse(line, MENU)
    assert typed is not None
    return typed.command.bind(typed.given)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/imagine a red fox --ratio 3:2 --count 2", {"prompt": "a red fox", "ratio": "3:2", "count": 2}),
        ("/imagine@pincel_bot a red fox", {"prompt": "a red fox"}),
        ('/imagine "two  spaces --count 3"', {"prompt": "two  spaces --count 3", "count": 4}),
        ("/imagine “a fox” —count 3", {"prompt": "a fox", "count": 3}),
        ("/imagine a fox -count 3", {"prompt": "a fox", "count": 3}),
        ("/imagine a fox -very red- in snow -5", {"prompt": "a fox -very red- in snow -5"}),
        ("/imagine a fox --ratio -wide", {"prompt": "a fox", "ratio": "-wide"}),
        ("/imagine a fox --count=3 --quick", {"prompt": "a fox", "count": 3, "quick": True}),
        ("/imagine a fox --quick=no", {"quick": False}),
        ("/imagine a fox --quick no", {"prompt": "a fox", "quick": False}),
        ("/imagine --quick a fox", {"prompt": "a fox", "quick": True}),
        ("/imagine un zorro —muy rojo— en la nieve", {"prompt": "un zorro —muy rojo— en la nieve"}),
        ("/vote 2 #48213", {"variant": 2, "generation": 48213}),
        ("/imagine don't stop -- me now", {"prompt": "don't stop -- me now"}),
        ('/imagine a 5" ruler', {"prompt": 'a 5" ruler'}),
        ('/imagine an "unclosed quote', {"prompt": 'an "unclosed quote'}),
        ("/imagine 一只猫在月光下的森林里 --seed 7", {"prompt": "一只猫在月光下的森林里", "seed": 7}),
        ("/IMAGINE a fox", {"prompt": "a fox"}),
        ("/vote 2", {"variant": 2, "generation": None}),
        ("/vote 2 48213", {"variant": 2, "generation": 48213}),
    ],
)
def test_what_people_type(line: str, expected: dict[str, object]) -> None:
    assert expected.items() <= read(line).items()


@pytest.mark.parametrize(
    ("line", "key", "detail"),
    [
        ("/imagin a fox", "unknown-command", {"nearest": "imagine"}),
        ("/imagine a fox --ration 3:2", "unknown-option", {"nearest": "ratio"}),
        ("/imagine a fox --xyzzy 3", "unknown-option", {"nearest": "none"}),
        ("/imagine a fox --count", "option-needs-value", {"option": "count"}),
        ("/imagine a fox --count --quick", "option-needs-value", {"option": "count"}),
        ("/imagine", "option-missing", {"option": "prompt"}),
        ("/imagine a fox --count many", "not-a-number", {"option": "count"}),
        ("/imagine a fox --count 0", "out-of-range", {"low": "1", "high": "4"}),
        ("/imagine a fox --count 99", "out-of-range", {"given": "99"}),
        ("/imagine a fox --seed -1", "out-of-range", {"given": "-1"}),
        (f"/imagine a fox --seed {2**70}", "out-of-range", {"high": "4294967295"}),
        (f"/imagine a fox --seed {'9' * 9999}", "out-of-range", {}),
        ("/imagine a fox --quick=perhaps", "not-yes-or-no", {"option": "quick"}),
        ("/vote 2 3 4", "too-many-words", {"given": "4"}),
        ("/vote", "option-missing", {"option": "variant"}),
    ],
)
def test_mistakes_are_named(line: str, key: str, detail: dict[str, object]) -> None:
    with pytest.raises(Problem) as told:
        read(line)
    assert told.value.key == key
    assert detail.items() <= told.value.details.items()


WORDS = Words.load()


def read_there(line: str) -> dict[str, object]:
    typed = parse(line, REAL_MENU, WORDS)
    assert typed is not None
    return typed.command.bind(typed.given, WORDS)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/imagine un zorro --estilo acuarela", {"prompt": "un zorro", "style": Style.WATERCOLOUR}),
        ("/imagine un zorro --ESTILO=Óleo --cantidad 2", {"style": Style.OIL, "count": 2}),
        ("/imagine un zorro --estilo comic", {"style": Style.COMIC}),
        ("/imagine 狐狸 --风格 水彩 --比例 3:2", {"prompt": "狐狸", "style": Style.WATERCOLOUR}),
        ("/imagine 狐狸 ——风格 水彩", {"prompt": "狐狸", "style": Style.WATERCOLOUR}),
        ("/imagine 狐狸 \uff0d\uff0d风格\uff1d水彩", {"prompt": "狐狸", "style": Style.WATERCOLOUR}),
        ("/imagine a fox --style 水彩 --semilla 7", {"style": Style.WATERCOLOUR, "seed": 7}),
        ("/imagine a fox --style watercolor", {"style": Style.WATERCOLOUR}),
        ("/gallery favoritas", {"show": Show.FAVOURITES}),
        ("/gallery --mostrar mias", {"show": Show.MINE}),
        ("/gallery 收藏", {"show": Show.FAVOURITES}),
        ("/settings --vote-minutes 5 --minutos-votacion 6", {"vote_minutes": 6}),
        ("/results --cerrar", {"close": True}),
        ("/imagine un zorro —muy rojo— en la nieve", {"prompt": "un zorro —muy rojo— en la nieve"}),
        ("/imagine 一只狐狸——很红", {"prompt": "一只狐狸——很红"}),
        ("/normas --bloquear pedro", {"block": "pedro"}),
        ("/规则 --屏蔽 阿明", {"block": "阿明"}),
        ("/report 12", {"generation": 12, "reason": Reason.OTHER}),
        ("/report #12", {"generation": 12}),
        ("/report scary", {"generation": None, "reason": Reason.SCARY}),
        ("/report 12 scary", {"generation": 12, "reason": Reason.SCARY}),
        ("/report miedo #12", {"generation": 12, "reason": Reason.SCARY}),
        ("/report 12 吓人", {"generation": 12, "reason": Reason.SCARY}),
    ],
)
def test_options_and_choices_go_by_their_names_in_every_language(line: str, expected: dict[str, object]) -> None:
    assert expected.items() <= read_there(line).items()


@pytest.mark.parametrize(
    ("line", "locale", "sentence"),
    [
        ("/imagine un zorro --estlo acuarela", "es", "/imagine no tiene la opción «estlo». ¿Quisiste decir --estilo?"),
        ("/imagine a fox --stile neon", "en", "/imagine has no option “stile”. Did you mean --style?"),
        ("/imagine un zorro --cantidad", "es", "Escribe algo después de --cantidad, por favor."),
        ("/imagine un zorro --count 9", "es", "«cantidad» tiene que estar entre 1 y 4; «9» no lo está."),
        ("/rules --quita pedro", "es", "/rules no tiene la opción «quita». ¿Quisiste decir --quitar?"),
        ("/gallery otras", "es", "«otras» no es una opción de «mostrar». Elige una de estas: mías o favoritas."),
        ("/gallery 别的", "zh", "“显示”没有“别的”这个选择。可以选：我的或收藏。"),
        ("/imagine", "zh", "/imagine 还缺少“描述”。输入 /help imagine 查看例子。"),
    ],
)
def test_mistakes_are_told_in_the_words_of_the_language(line: str, locale: str, sentence: str) -> None:
    with pytest.raises(Problem) as told:
        read_there(line)
    assert plain(WORDS.say(locale, f"problem-{told.value.key}", **told.value.details)) == sentence


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("/pista", "hint"),
        ("/PISTA", "hint"),
        ("/galería", "gallery"),
        ("/imagina un perro azul", "imagine"),
        ("/resultados --cerrar", "results"),
        ("/提示", "hint"),
        ("/猜 一只小狗", "guess"),
        ("/预算", "budget"),
        ("/画廊", "gallery"),
        ("/帮助", "help"),
        ("/desafío", "challenge"),
        ("/出题", "challenge"),
    ],
)
def test_commands_go_by_their_name_in_every_language(line: str, name: str) -> None:
    typed = parse(line, REAL_MENU, WORDS)
    assert typed is not None
    assert typed.command.name == name


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("/stop", "cancel"),
        ("/draw a fox", "imagine"),
        ("/borra 1", "forget"),
        ("/删除 1", "forget"),
        ("/foo", "none"),
        ("/hlp", "help"),
    ],
)
def test_what_may_mean_something_else_is_only_proposed(line: str, nearest: str) -> None:
    with pytest.raises(Problem) as told:
        parse(line, REAL_MENU, WORDS)
    assert told.value.details["nearest"] == nearest


@pytest.mark.parametrize("line", ["/budget now", "/budget stop", "/forget everything"])
def test_a_loose_word_is_not_taken_for_a_yes_or_no(line: str) -> None:
    with pytest.raises(Problem, match="too-many-words"):
        parse(line, REAL_MENU, WORDS)


def test_ordinary_talk_is_no_command() -> None:
    assert parse("imagine that", MENU) is None
    assert parse("/", MENU) is None
    assert parse("1/2 cup", MENU) is None


@given(st.text())
def test_any_text_is_read_or_refused_kindly(text: str) -> None:
    try:
        parse("/imagine " + text, MENU)
    except Problem as problem:
        assert problem.key in {"unknown-option", "option-needs-value"}  # noqa: PT017 - either outcome is right


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters='"', exclude_categories=["Cs"]), min_size=1))
def test_a_quoted_prompt_comes_through_unchanged(prompt: str) -> None:
    typed = parse(f'/imagine "{prompt}"', MENU)
    assert typed is not None
    assert typed.given["prompt"] == prompt


def test_a_command_is_its_signature() -> None:
    command = Command.of(imagine)
    assert [option.name for option in command.options] == ["prompt", "ratio", "count", "seed", "quick"]
    assert command.options[0].required
    assert command.options[2].within == Within(1, 4)
    assert command.options[3].type is int
    assert command.options[3].within == Within(0, 2**32 - 1)


async def with_choice(call: Call, show: Ballots = Ballots.HIDDEN, picture: Attachment | None = None) -> Reply:
    raise AssertionError


def test_choices_come_from_the_enum() -> None:
    command = Command.of(with_choice)
    assert command.name == "with-choice"
    assert command.options[0].choices == ("hidden", "visible")
    assert command.bind({"show": " Visible "})["show"] is Ballots.VISIBLE
    with pytest.raises(Problem, match="unknown-choice"):
        command.bind({"show": "never"})
    with pytest.raises(Problem, match="option-needs-file"):
        command.bind({"picture": "cat.png"})


async def no_call(prompt: str) -> Reply:
    raise AssertionError


async def odd_type(call: Call, when: list[int]) -> Reply:
    raise AssertionError


async def two_types(call: Call, when: int | str) -> Reply:
    raise AssertionError


@pytest.mark.parametrize("function", [no_call, odd_type, two_types])
def test_a_signature_no_face_can_ask_for_is_refused_at_once(function: object) -> None:
    with pytest.raises(TypeError):
        Command.of(function)  # type: ignore[arg-type] # that is the point
