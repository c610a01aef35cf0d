"""`pincel models`: the rows of the catalog, in its order.

`--json` prints one list of objects with these keys:
  id, title, strength (in the language of the run), provider, status (live | deprecated | retired), replaced_by (an id, or ""),
  shutdown (ISO date, or ""), images_per_generation, units (of one picture), seconds (of one generation), speed (1-3),
  quality (1-3), max_resolution ("WxH").
"""

import json
from argparse import Namespace

from bot.cli.arguments import Parser
from bot.cli.session import Session
from generation.catalog import Catalog, Model, PickerLine


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Print them."""
    catalog = Catalog.load()
    lines = catalog.picker(session.locale)
    if given.json:
        print(json.dumps([_row(model, line) for model, line in zip(catalog.models, lines, strict=True)], ensure_ascii=False))
        return session.status
    for line in lines:
        print(session.say("models-line", **line.values()))
    return session.status


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
    }
