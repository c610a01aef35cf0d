"""`pincel models`: the rows of the catalog, in its order.

`--json` prints one object a line, with these keys:
  id, title, strength (in the language of the run), provider, status (live | deprecated | retired), replaced_by (an id, or ""),
  shutdown (ISO date, or ""), images_per_generation, units (of one picture), seconds (of one generation), speed (1-3),
  quality (1-3), max_resolution ("WxH").
"""

from argparse import Namespace

from bot.cli.arguments import Parser
from bot.cli.session import Session, show
from generation.catalog import Catalog


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.flag("json")


def run(given: Namespace, session: Session) -> int:
    """Print them."""
    catalog = Catalog.load()
    for model in catalog.models:
        strength = model.strength.get(session.locale, model.strength["en"])
        if given.json:
            show(
                {
                    "id": model.id,
                    "title": model.title,
                    "strength": strength,
                    "provider": model.provider,
                    "status": model.status.value,
                    "replaced_by": model.replaced_by,
                    "shutdown": model.shutdown,
                    "images_per_generation": model.images_per_generation,
                    "units": model.cost_units(1),
                    "seconds": model.seconds,
                    "speed": model.speed,
                    "quality": model.quality,
                    "max_resolution": model.max_resolution,
                }
            )
        else:
            print(
                session.say(
                    "models-line",
                    title=model.title,
                    id=model.id,
                    strength=strength,
                    speed="⚡" * model.speed,
                    quality="◆" * model.quality,
                    units=model.cost_units(1),
                    seconds=f"{model.seconds:g}",
                    status=model.status,
                    successor=model.replaced_by or "none",
                )
            )
    return session.status
