"""The models as rows: finding one by name, choosing one for a prompt, and what a picker shows of each."""

import difflib
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

from generation.auto import Chart, Goal, choose, load_chart, pictures_of
from generation.ratio import Ratio
from generation.rows import Input, Inputs, Model, Prompting, RowError, Status
from generation.rows_file import read_rows
from storage.problem import Problem

__all__ = ["Catalog", "Found", "Input", "Model", "PickerLine", "RowError", "Status"]

MODELS_FILE: Final = Path(__file__).with_name("models.toml")
KEYLESS: Final = "sketch"  # the provider that is always there
AUTO: Final = "auto"
ONLY: Final = "auto-only"  # the words key where there was nothing to choose
_SHOWN: Final = 40
_PLENTY_UNITS: Final = 10**9
_ALIKE: Final = 0.6  # from here on a title is taken for the same model at another provider
_TYPED: Final = 0.7  # and from here on what somebody typed for a name: "nosuchmodel" means none of ours


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

    `units` are those of one picture, `seconds` those of all `images` together; `retiring` is the ISO date when the model stops, or
    empty. `usable`: it can paint here; else its provider's key is missing, or it is retired: then it has no price, and `successor`
    is the title of the row that takes its place here, `heirs` that of the row which follows it, where that can not paint here
    with the other behind it; `reason` says why it goes. `longest`: pixels of the longer side at most; `accepts`: what it takes
    beside words, by the names that `accepted` gives.
    """

    id: str
    title: str
    strength: str
    provider: str
    speed: str
    quality: str
    units: int
    images: int
    seconds: float
    longest: int
    retiring: str
    status: str
    usable: bool
    successor: str
    heirs: tuple[str, ...]
    reason: str
    accepts: tuple[str, ...]

    @property
    def group(self) -> str:
        """Of the picker's three, in its order: usable, key (the operator's is missing), retired."""
        return "usable" if self.usable else "retired" if self.status == Status.RETIRED.value else "key"

    def values(self) -> dict[str, str | int]:
        """What the paragraphs `models-line` and its kin take."""
        names = ("id", "title", "strength", "provider", "speed", "quality", "units", "images", "status", "group", "reason")
        told = {name: getattr(self, name) for name in names}
        ends = {name: getattr(self, name) or "none" for name in ("successor", "retiring")}
        # Who follows it, and who paints here where that one can not.
        ends |= dict(zip(("heir", "here"), (*self.heirs, "none", "none"), strict=False))
        return told | ends | {"seconds": f"{self.seconds:g}", "longest": str(self.longest)}


def accepted(model: Model) -> tuple[str, ...]:
    """What a model takes beside words: ratio, the roles of pictures, presets, raw, creativity, quality, seed, negative.

    "speaks": it takes attached pictures and understands what the prompt says about them, also "in the style of" and "this person".
    """
    takes = ["ratio"] if len(model.aspect_ratios) > 1 or model.pixels else []
    takes += [column.name for column in fields(Inputs) if getattr(model.inputs, column.name).max]
    if model.prompting is Prompting.INSTRUCTIONS and model.inputs.image_prompt.max:
        takes.append("speaks")
    options = {
        "presets": model.presets,
        "raw": model.raw,
        "creativity": model.creativity,
        "quality": model.quality_levels,
        "seed": model.seed,
        "negative": model.negative_prompt,
    }
    return (*takes, *(name for name, there in options.items() if there))


class Catalog:
    """All rows: those that can paint here, those whose provider needs a key, retired ones; each in the order of the file.

    `providers` are the ones that are set up; without a word about them only the one that needs no key is. `chart`: which rows Auto
    takes for which goal; without it their quality alone counts.
    """

    def __init__(self, models: Iterable[Model], providers: Collection[str] = (), chart: Chart | None = None) -> None:
        self.chart = chart or {}
        self.providers = frozenset({KEYLESS, *providers})
        self._rows = tuple(models)
        self.models = tuple(
            sorted(self._rows, key=lambda model: (model.status is Status.RETIRED, model.provider not in self.providers))
        )
        self._by_id = {model.id: model for model in self.models}
        self._by_name = {model.title.casefold(): model for model in self.models} | {
            model.id.casefold(): model for model in self.models
        }

    @classmethod
    def load(cls, path: Path = MODELS_FILE) -> "Catalog":
        """Read and check the file. Raises `RowError` naming row and column: that is a developer's mistake, not a person's."""
        rows = read_rows(path.read_text(encoding="utf-8"), path.name)
        return cls(rows, chart=load_chart({row.id for row in rows}))

    def with_providers(self, names: Collection[str]) -> "Catalog":
        """The same rows where these providers are set up."""
        return Catalog(self._rows, names, self.chart)

    @property
    def usable(self) -> tuple[Model, ...]:
        """The rows that can paint here: live and deprecated ones whose provider is set up."""
        return tuple(model for model in self.models if self._paints(model))

    def named(self, name: str) -> Model:
        """The very row of that id or title, capitals aside, painting or not. Raises Problem "unknown-model" as `find` does."""
        wanted = name.strip().casefold()
        row = self._by_name.get(wanted)
        if row is None:
            raise Problem("unknown-model", name=name.strip()[:_SHOWN], nearest=self._nearest(wanted[:_SHOWN]))
        return row

    def find(self, name: str) -> Found:
        """The row of that id or title, capitals aside; for a retired row its successor, with the notice "model-replaced".

        Raises Problem "unknown-model" (name=, nearest= the title of a similar row, or "none") and, where the provider is not set
        up, "model-needs-key" (title=, nearest= the title of the nearest row that can paint here).
        """
        asked = self.named(name)
        if self._paints(asked):
            return Found(asked, asked)
        if asked.status is Status.RETIRED:
            return Found(self._instead(asked), asked, "model-replaced")
        near = self._kin(asked) or self.auto(Goal.GENERAL, _PLENTY_UNITS)[0]
        raise Problem("model-needs-key", title=asked.title, nearest=near.title)

    def get(self, name: str) -> Model:
        """`find(name).model`, for callers to whom a redirection makes no difference."""
        return self.find(name).model

    def row(self, model_id: str) -> Model | None:
        """The very row of an id, retired or not: for what is stored with old pictures. None when it is gone."""
        return self._by_id.get(model_id)

    def auto(
        self,
        goal: Goal,
        units_left: int,
        count: int = 0,
        *,
        ratio: Ratio | None = None,
        roles: Collection[str] = (),
        chosen: Collection[str] = (),
        can: Callable[[Model], bool] = bool,
        avoid: Collection[str] = (),
    ) -> tuple[Model, str]:
        """The row for what a prompt is after (`auto.Goals`) and the words key that says why, which takes its `title`.

        Of the rows that can paint here, so many at once (0: as many as usual), in that shape, with pictures of these roles and
        whatever else a wish asks for (`can`; by default each can), live before deprecated: the one that `auto.choose` takes.
        `chosen` is what else has its price, `avoid` names providers to be stepped round. When none fits at all, one is named that
        can say what is wrong.
        """
        able = [model for model in self.usable if {*model.needs} <= {*roles}]
        if not able:
            raise RowError("models.toml: no row can paint with the providers that are set up")
        fit = [model for model in able if model.images_per_generation >= count and (ratio is None or model.draws(ratio))]
        fit = [model for model in fit if can(model) and all(getattr(model.inputs, role).max for role in roles)] or able
        live = _live(fit)
        if len(live) == 1:
            return live[0], ONLY if live == _live(able) else "auto-able"
        return choose(
            live,
            self.chart,
            goal,
            units=lambda model: model.cost_units(pictures_of(model, count), *roles, *chosen),
            units_left=units_left,
            avoid=avoid,
        )

    @property
    def chooses(self) -> bool:
        """Whether there is more than one row for Auto to choose from, so that it matters what a prompt is after."""
        return len(_live(self.usable)) > 1

    def usual(self, default: str) -> Model:
        """The row that paints where a room's default is this: a model's name, or "auto" (its first choice for a full purse).

        Also where the default can not paint here any more, for its key or its row is gone.
        """
        if default != AUTO:
            with suppress(Problem):
                return self.get(default)
        return self.auto(Goal.GENERAL, _PLENTY_UNITS)[0]

    def picker(self, locale: str) -> tuple[PickerLine, ...]:
        """What `/models` and `pincel models` show: all rows, in the order of `models`."""
        return tuple(self.line(model, locale) for model in self.models)

    def line(self, model: Model, locale: str) -> PickerLine:
        """What is shown of one row."""
        retired = model.status is Status.RETIRED
        return PickerLine(
            id=model.id,
            title=model.title,
            strength=model.strength.get(locale, model.strength["en"]),
            provider=model.provider,
            speed="⚡" * model.speed,
            quality="◆" * model.quality,
            units=0 if retired else model.cost_units(1),
            images=model.images_per_generation,
            seconds=model.seconds,
            longest=max(model.max_resolution),
            retiring=model.shutdown,
            status=model.status.value,
            usable=self._paints(model),
            successor=self._instead(model).title if retired else "",
            heirs=tuple(dict.fromkeys((self._heir(model).title, self._instead(model).title))) if retired else (),
            reason=model.successor.get(locale, model.successor.get("en", "")),
            accepts=accepted(model),
        )

    def _paints(self, model: Model) -> bool:
        return model.status is not Status.RETIRED and model.provider in self.providers

    def _heir(self, retired: Model) -> Model:
        """The row that follows it, whether or not that can paint here."""
        line = [retired]
        while line[-1].status is Status.RETIRED and (step := self._by_id[line[-1].replaced_by]) not in line:
            line.append(step)
        return line[-1]

    def _instead(self, retired: Model) -> Model:
        """What paints in place of a retired row: its kin, else what needs no key."""
        keyless = [model for model in self.usable if model.provider == KEYLESS]
        return self._kin(retired) or (keyless[0] if keyless else self.auto(Goal.GENERAL, _PLENTY_UNITS)[0])

    def _kin(self, model: Model) -> Model | None:
        """The nearest row that can paint here: a successor, else the same model at another provider, by their titles."""
        line = [model]
        while line[-1].replaced_by and (step := self._by_id[line[-1].replaced_by]) not in line:
            line.append(step)
        for step in line:
            if self._paints(step):
                return step
        titles = {one.title.casefold(): one for one in self.usable if one.status is Status.LIVE and not one.needs}
        for step in line:
            if alike := difflib.get_close_matches(step.title.casefold(), titles, n=1, cutoff=_ALIKE):
                return titles[alike[0]]
        return None

    def _nearest(self, wanted: str) -> str:
        begun = [row for row in self.models if wanted and row.title.casefold().startswith(f"{wanted} ")]
        if begun and begun[0].status is not Status.RETIRED:
            return begun[0].title  # "Krea 2" is nearer to Krea 2 Large than to Krea 1, whatever the letters say
        alike = difflib.get_close_matches(wanted, [*self._by_name, "auto"], n=1, cutoff=_TYPED)
        if not alike:
            return "none"
        return self._by_name[alike[0]].title if alike[0] in self._by_name else alike[0]


def _live(rows: Sequence[Model]) -> Sequence[Model]:
    """Those that stay, where there are any; else all."""
    return [row for row in rows if row.status is Status.LIVE] or rows
