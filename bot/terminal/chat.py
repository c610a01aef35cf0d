"""The talk in a terminal: lines become what people do."""

from collections.abc import Iterable

from bot.terminal.adapter import TerminalAdapter
from bot.terminal.keyboard import Keyboard, script_lines, terminal_as_it_was
from bot.terminal.lines import Line, read_line, spoken
from storage.problem import Problem
from storage.records import Member


async def act(chat: TerminalAdapter, current: Member, line: Line, *, echo: str = "") -> Member | None:
    """Do what a line means; answers who is the current person now, or None when the talk is over.

    `echo`: the line as it shall be printed, where it was not typed on this screen.
    """
    if line.end:
        return None
    try:
        member = chat.person(line.who) if line.who else current
    except Problem as problem:
        await chat.sorry(current, problem)
        return current
    if echo:
        await chat.echo(member, echo, aside=line.aside)
    if line.button is not None:
        await chat.presses(member, line.button)
    elif line.variant is not None:
        await chat.votes(member, line.variant, line.generation)
    elif line.number is not None:
        await chat.numbers(member, line.number)
    elif line.text is not None:
        await chat.says(member, line.text, aside=line.aside)
    else:
        if member != current:
            await chat.hands_over(member)
        return member
    return current


async def type_along(chat: TerminalAdapter, name: str) -> None:
    """People at this keyboard; results appear when they are ready, also while somebody types."""
    keyboard = Keyboard()
    chat.aside = keyboard.aside
    current = chat.person(name)
    with terminal_as_it_was():
        while (typed := await keyboard.line(f"{current.name} > ")) is not None:
            line = read_line(typed)
            if line is None:
                continue
            then = await act(chat, current, line)
            if then is None:
                return
            current = then


async def read_along(chat: TerminalAdapter, name: str) -> None:
    """A script on standard input: each line is printed as if it was said, and its result awaited before the next."""
    current: Member | None = chat.person(name)
    chat.patient = True
    async for typed in script_lines():
        if current is not None:
            current = await play(chat, current, [typed])
        if current is None:
            return


async def play(chat: TerminalAdapter, current: Member, lines: Iterable[str]) -> Member | None:
    """Say lines one after another, each when the results of the one before are there; answers as `act` does."""
    for typed in lines:
        line = read_line(typed)
        if line is None:
            continue
        then = await act(chat, current, line, echo=spoken(typed))
        if then is None:
            return None
        current = then
        await chat.settles()
    return current
