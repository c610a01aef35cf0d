"""`pincel models`: the rows of the catalog, those that can paint here first; with a name, all about that one.

`--json` prints one list of objects with these keys:
  id, title, strength (in the language of the run), provider, status (live | deprecated | retired), replaced_by (an id, or ""),
  shutdown (ISO date, or ""), images_per_generation, units (of one picture), seconds (of one generation), speed (1-3),
  quality (1-3), max_resolution ("WxH"), usable (whether it paints here: not retired, and its provider is set up),
  usd ([least, most] for one picture, or null), accepts (names of what it takes beside words).
"""

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.arguments import Parser
from bot.cli.session import Session
from bot.painters import services
from bot.terminal.prose import Prose
from commands.core.markup import plain
from commands.core.names import Listed
from commands.models import by_service, card, heading, heir, option, service
from generation.catalog import Catalog, Model, PickerLine, Status
from generation.spending import micro_usd
from storage.problem import Problem

WIDE: Final = 80
# What is shown of what a model takes, in the order of its columns.
MARKS: Final = {
    "ratio": "R",
    "image_styles_lora": "L",
    "style_reference": "S",
    "image_prompt": "I",
    "init_image": "E",
    "presets": "P",
    "mask": "M",
    "raw": "W",
    "character_reference": "C",
}
BY_WORDS: Final = ("image_styles_lora", "character_reference")  # for who understands what is said about attached pictures


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.given("name")
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Print them."""
    catalog = Catalog.load().with_providers([service.name for service in services(session.settings)])
    rows = [_named(given.name, catalog)] if given.name else list(catalog.models)
    lines = [catalog.line(model, session.locale) for model in rows]
    if given.json:
        print(json.dumps([_row(model, line) for model, line in zip(rows, lines, strict=True)], ensure_ascii=False))
    elif given.name:
        told = [plain(card(catalog, rows[0], session.locale, partial(session.words.say, session.locale)))]
        if rows[0].status is not Status.RETIRED:
            dearest = _dollars(rows[0], *rows[0].units_of)
            usual = _dollars(rows[0])
            told.append(session.say("cli-models-price", usd=usual or "none", dearest=dearest if dearest != usual else "none"))
        _console().print(Prose(Text("\n".join(told))))
    else:
        _show(lines, {row.id: "–" if row.status is Status.RETIRED else _dollars(row) or "0" for row in rows}, session)
    return session.status


def _named(name: str, catalog: Catalog) -> Model:
    try:
        return catalog.named(name)
    except Problem as problem:
        raise Problem("cli-models-unknown", **problem.details) from None  # a chat's sentence names a chat's command


def _dollars(model: Model, *options: str) -> str:
    """What one picture may cost at most with these choices, to a tenth of a cent; "" where it is free."""
    price = micro_usd(model, model.cost_units(1, *options))
    return f"{price / 1_000_000:.3f}" if price else ""


def _console() -> Console:
    return Console(file=sys.stdout, width=WIDE, highlight=False, markup=False, emoji=False)


def _show(lines: list[PickerLine], dollars: Mapping[str, str], session: Session) -> None:
    console = _console()
    # First: below sixty rows nobody would look for what they mean.
    marks = Listed((f"{mark} {option(what, session.say)}" for what, mark in MARKS.items()), "comma")
    console.print(Prose(Text(session.say("cli-models-takes", marks=marks))))
    for group in ("usable", "key", "retired"):
        own = [line for line in lines if line.group == group]
        if not own:
            continue
        console.print()
        console.print(Prose(Text(plain(heading(group, own, session.say)))))
        console.print(_table((), dollars, session, head=True))
        if group == "key":
            for provider, theirs in by_service(own):
                console.print(Text(f"🔑 {plain(service(provider, session.say))}"))
                console.print(_table(theirs, dollars, session))
            continue
        for line in own:
            console.print(_table([line], dollars, session))
            below = line.strength if group == "usable" else f"→ {plain(heir(line, own, session.say))}"
            console.print(Padding(Prose(Text(below, style="dim")), (0, 0, 0, 4)))


def _table(lines: Iterable[PickerLine], dollars: Mapping[str, str], session: Session, *, head: bool = False) -> Table:
    table = Table(box=None, show_header=head, padding=(0, 1, 0, 0), pad_edge=False, header_style="")
    for what, width, right in (
        *(("title", 28, False), ("speed", 6, False), ("quality", 4, False), ("images", 4, True), ("units", 5, True)),
        *(("usd", 5, True), ("seconds", 4, True), ("px", 5, True), ("takes", 9, False)),
    ):
        table.add_column(
            session.say("cli-models-column", what=what),
            width=width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if right else "left",
        )
    for line in lines:
        loose = BY_WORDS if "speaks" in line.accepts else ()
        marks = "".join(mark if what in line.accepts else "~" if what in loose else "·" for what, mark in MARKS.items())
        figures = [f"{line.images}", f"{line.units}", dollars[line.id], f"{line.seconds:g}", f"{line.longest}", marks]
        if line.group == "retired":
            figures[1] = "–"
        table.add_row(line.title, line.speed, line.quality, *figures, style="dim" if line.group == "retired" else None)
    return table


def _row(model: Model, line: PickerLine) -> dict[str, object]:
    width, height = model.max_resolution
    return {
        "id": model.id,
        "title": model.title,
        "strength": line.strength,
        "provider": model.provider,
        "status": model.status.value,
        "replaced_by": model.replaced_by,
        "shutdown": model.shutdown,
        "images_per_generation": model.images_per_generation,
        "units": line.units,
        "seconds": model.seconds,
        "speed": model.speed,
        "quality": model.quality,
        "max_resolution": f"{width}x{height}",
        "usable": line.usable,
        "usd": list(model.usd) if model.usd else None,
        "accepts": list(line.accepts),
    }
