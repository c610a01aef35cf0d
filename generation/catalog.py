"""The models as rows: finding one by name, choosing one for a prompt, and what a picker shows of each."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generation.rows import Input, Model, RowError, Status
from generation.rows_file import read_rows
from storage.problem import Problem

__all__ = ["Catalog", "Found", "Input", "Model", "PickerLine", "RowError", "Status"]

MODELS_FILE: Final = Path(__file__).with_name("models.toml")
AUTO: Final = "auto"
ONLY: Final = "auto-only"  # the words key where there was nothing to choose
_SHOWN: Final = 40
_PLENTY_UNITS: Final = 10**9


@dataclass(frozen=True, slots=True)
class Found:
    """The row that answers a name.

    `notice` is empty, or the words key that says that another row was asked for: its values are `asked` and `title` (both titles)
    and `reason`.
    """

    model: Model
    asked: Model
    notice: str = ""

    def reason(self, locale: str) -> str:
        """Why the successor is used, in the person's language; empty when nothing was replaced."""
        return self.asked.successor.get(locale) or self.asked.successor.get("en", "") if self.notice else ""


@dataclass(frozen=True, slots=True)
class PickerLine:
    """One line of `/models`: `speed` is ⚡ to ⚡⚡⚡, `quality` ◆ to ◆◆◆.

    `units` are those of one picture, `seconds` those of all `images` together; `retiring` is the ISO date when the
    model stops, or empty. A retired one has only its names, what was its strength, and `successor`, the id of the row that took
    its place.
    """

    id: str
    title: str
    strength: str
    speed: str
    quality: str
    units: int
    images: int
    seconds: float
    retiring: str
    status: str
    successor: str

    def values(self) -> dict[str, str | int]:
        """What the paragraph `models-line` takes."""
        told = {name: getattr(self, name) for name in ("id", "title", "strength", "speed", "quality", "units", "status")}
        return told | {"seconds": f"{self.seconds:g}", "successor": self.successor or "none"}


class Catalog:
    """All rows, in the order of the file."""

    def __init__(self, models: Iterable[Model]) -> None:
        self.models = tuple(models)
        self._by_id = {model.id: model for model in self.models}
        self._by_name = {model.title.casefold(): model for model in self.models} | {
            model.id.casefold(): model for model in self.models
        }

    @classmethod
    def load(cls, path: Path = MODELS_FILE) -> "Catalog":
        """Read and check the file. Raises `RowError` naming row and column: that is a developer's mistake, not a person's."""
        return cls(read_rows(path.read_text(encoding="utf-8"), path.name))

    @property
    def offered(self) -> tuple[Model, ...]:
        """The rows that can still paint: live and deprecated ones."""
        return tuple(model for model in self.models if model.status is not Status.RETIRED)

    def find(self, name: str) -> Found:
        """The row of that id or title, capitals aside; for a retired row its successor, with the notice "model-replaced".

        Raises Problem "unknown-model" (name=, nearest= the title of a similar row, or "none").
        """
        wanted = name.strip().casefold()
        asked = self._by_name.get(wanted)
        if asked is None:
            raise Problem("unknown-model", name=name.strip()[:_SHOWN], nearest=self._nearest(wanted[:_SHOWN]))
        model = asked
        while model.status is Status.RETIRED:
            model = self._by_id[model.replaced_by]  # read_rows has seen that the chain ends at a row that paints
        return Found(model, asked, "" if model is asked else "model-replaced")

    def get(self, name: str) -> Model:
        """`find(name).model`, for callers to whom a redirection makes no difference."""
        return self.find(name).model

    def row(self, model_id: str) -> Model | None:
        """The very row of an id, retired or not: for what is stored with old pictures. None when it is gone."""
        return self._by_id.get(model_id)

    def auto(self, prompt: str, units_left: int, count: int = 4) -> tuple[Model, str]:  # noqa: ARG002 - see the docstring
        """The row for a prompt and the words key that says why.

        The highest quality that `units_left` pays for, live before deprecated, then the file's order. The rows that stand in the
        file today do not differ in what they draw best, so `prompt` does not yet move the choice. When the budget pays for none
        of them the cheapest is named, so that the refusal of the budget can show a true price.
        """
        live = [model for model in self.offered if model.status is Status.LIVE] or list(self.offered)
        if len(live) == 1:
            return live[0], ONLY
        best = max(live, key=lambda model: model.quality)
        payable = [model for model in live if model.cost_units(count) <= units_left]
        if not payable:
            return min(live, key=lambda model: model.cost_units(count)), "auto-cheapest"
        chosen = max(payable, key=lambda model: model.quality)
        return chosen, "auto-best" if chosen is best else "auto-affordable"

    def usual(self, default: str) -> Model:
        """The row that paints where a room's default is this: a model's name, or "auto" (its first choice for a full purse)."""
        return self.auto("", _PLENTY_UNITS)[0] if default == AUTO else self.get(default)

    def picker(self, locale: str) -> tuple[PickerLine, ...]:
        """What `/models` and `pincel models` show: all rows in the file's order."""
        return tuple(
            PickerLine(
                id=model.id,
                title=model.title,
                strength=model.strength.get(locale, model.strength["en"]),
                speed="⚡" * model.speed,
                quality="◆" * model.quality,
                units=0 if model.status is Status.RETIRED else model.cost_units(1),
                images=model.images_per_generation,
                seconds=model.seconds,
                retiring=model.shutdown,
                status=model.status.value,
                successor=model.replaced_by,
            )
            for model in self.models
        )

    def _nearest(self, wanted: str) -> str:
        alike = difflib.get_close_matches(wanted, [*self._by_name, "auto"], n=1, cutoff=0.5)
        if not alike:
            return "none"
        return self._by_name[alike[0]].title if alike[0] in self._by_name else alike[0]
