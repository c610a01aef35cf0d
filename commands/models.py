"""/models: who paints here and for how much, who would with a key, who is gone; or all about one of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.names import Listed
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from generation.catalog import ONLY, PickerLine

PAGE_CHARS = 1_800  # of the 2,000 that Discord shows in one message


async def models(call: Call, model: str | None = None, page: Annotated[int, Within(1, 99)] = 1) -> Reply:
    """A page of the list: what paints here in full, the others on a short line each. Or one model with all that it takes."""
    catalog = call.house.catalog
    if model is not None:
        return Reply(card(catalog.line(catalog.named(model), call.locale), call.say), private=True)
    pages = list(_pages(_lines(call, catalog.picker(call.locale))))
    page = min(page, len(pages))
    more = (Button(call.say("models-more"), token("models", None, page + 1), "⬇"),) if page < len(pages) else ()
    return Reply(pages[page - 1], buttons=more, private=True)


def card(line: PickerLine, say: Callable[..., str]) -> str:
    """All about one model, in five lines or fewer."""
    takes = Listed((option(what, say) for what in line.accepts), "comma")
    return say("models-card", **line.values(), takes=takes or "none")


def option(what: str, say: Callable[..., str]) -> str:
    """What people call one of the things that `PickerLine.accepts` names."""
    return say("models-takes", what=what.replace("_", "-"))  # an underscore would come as text with its escape


def _lines(call: Call, picker: tuple[PickerLine, ...]) -> Iterator[str]:
    groups = {group: [line for line in picker if line.group == group] for group in ("usable", "key", "retired")}
    yield call.say("models-title")
    for group, lines in groups.items():
        if lines and group != "usable":
            yield call.say("models-group", group=group, count=len(lines))
        for line in lines:
            yield call.say("models-line", **line.values())
        if group == "usable":
            yield call.say("models-auto" if len(lines) > 1 else ONLY)
            yield call.say("models-one")


def _pages(lines: Iterable[str]) -> Iterator[str]:
    """As many lines on a page as one message shows in any chat."""
    page = ""
    for line in lines:
        if page and len(page) + 1 + len(line) > PAGE_CHARS:
            yield page
            page = ""
        page = f"{page}\n{line}" if page else line
    yield page
