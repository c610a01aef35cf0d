"""What a wish asks of a model beside its words: whether a model can do it, who else could, and what is added to the price."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from generation.auto import Goal, pictures_of
from generation.catalog import AUTO, Catalog, Model
from generation.pool import Pool
from generation.ratio import Ratio
from generation.safety.metaprompt import Kind
from storage.problem import Problem
from storage.records import GenerationRequest

NAMED: Final = 5  # models that a sentence names
_CHANGED: Final = frozenset({"image_prompt", "init_image", "mask"})  # pictures that something is made of, and no mere examples
_NONE: Final = "none"  # what the words select on


def usual(request: GenerationRequest, model: Model) -> int:
    """How many pictures: what was asked for, else (0) as many as usual, or as the model makes at once."""
    return pictures_of(model, request.count)


async def goal_of(request: GenerationRequest, catalog: Catalog, read: Callable[[str], Goal], pool: Pool) -> Goal:
    """What the prompt is after, where Auto has a choice that depends on it. `read` is CPU work, done in the pool."""
    if request.model != AUTO or not catalog.chooses:
        return Goal.GENERAL
    return await pool.run(read, request.prompt)


def chosen(request: GenerationRequest, catalog: Catalog, goal: Goal, units_left: int, avoid: Collection[str]) -> tuple[Model, str]:
    """The model that a wish names, or what Auto chooses for it and the words key that says why (`Catalog.auto`)."""
    if request.model != AUTO:
        return catalog.get(request.model), ""
    return catalog.auto(
        goal,
        units_left,
        request.count,
        ratio=Ratio.parse(request.ratio),
        roles={one.role for one in request.inputs},
        chosen=[option for option in (request.resolution, request.quality) if option],
        can=partial(possible, request),
        avoid=avoid,
    )


def priced(request: GenerationRequest) -> tuple[str, ...]:
    """What was chosen that a row may have a price for (`Model.cost_units`)."""
    chosen = (request.resolution, request.quality, *dict.fromkeys(one.role for one in request.inputs))
    return tuple(option for option in chosen if option)


def style_said(request: GenerationRequest, model: Model) -> str | None:
    """The style that has to be said in words, because the model has no switch for it."""
    return None if model.presets else request.style


def frame_of(request: GenerationRequest) -> Kind:
    """What a model that follows instructions is told to do: draw, or change the pictures that it is given."""
    return Kind.EDIT if any(one.role in _CHANGED for one in request.inputs) else Kind.PICTURE


def fitted(request: GenerationRequest, model: Model) -> GenerationRequest:
    """The request without the options that this model lacks: for a wish that goes on with another model than it was made for."""
    return replace(
        request,
        negative=request.negative if model.negative_prompt else "",
        quality=request.quality if request.quality in model.quality_levels else None,
        resolution=request.resolution if request.resolution in model.resolutions else None,
        creativity=request.creativity if request.creativity in model.creativity else None,
        raw=request.raw if model.raw else None,
    )


def role_of(picture: str, model: str, catalog: Catalog) -> str:
    """What a picture to go by is to a model of that name, or to whatever Auto may choose: a prompt, else where it begins.

    `picture` is the role that was asked for; all but "image_prompt" are what they are.
    """
    if picture != "image_prompt":
        return picture
    rows = catalog.usable if model == AUTO else (catalog.get(model),)
    begins = not any(row.inputs.image_prompt.max for row in rows) and any(row.inputs.init_image.max for row in rows)
    return "init_image" if begins else picture


def possible(request: GenerationRequest, model: Model) -> bool:
    """Whether this model can do all that was asked for."""
    try:
        _check(request, model)
    except Problem:
        return False
    return True


def check(request: GenerationRequest, catalog: Catalog) -> None:
    """Raises what is wrong with a wish, if the model that it names cannot do it, or with Auto if none that paints here can.

    Problems "option-not-offered" (what= as `accepted` calls it, with dashes, title= or "none", usable= and keyed= titles of models
    that can, or "none", more= "yes" where there are more of them), "value-not-offered" (what=, given=, title=, offered=),
    "too-many-inputs" (title=, limit=, given=), "model-needs-picture" (title=, what=), "prompt-too-long" (length=, limit=),
    "too-many-pictures" (model=, limit=, given=), "options-not-together" and "ratio-not-offered".
    """
    if request.model != AUTO:
        model = catalog.get(request.model)
        if (what := _lacking(request, model)) is not None:
            raise _not_offered(what, model.title, catalog)
        _check(request, model)
        return
    rows = [row for row in catalog.usable if {*row.needs} <= {one.role for one in request.inputs}]
    if any(possible(request, row) for row in rows):
        return
    lacking = [_lacking(request, row) for row in rows]
    for what in lacking:
        if what is not None and all(what not in _has(row) for row in rows):
            raise _not_offered(what, rows[0].title if len(rows) == 1 else _NONE, catalog)
    # Each has something of it: the one that has most says what is wrong with the rest.
    nearest = next((row for row, what in zip(rows, lacking, strict=True) if what is None), None)
    if nearest is not None:
        _check(request, nearest)
    raise Problem("options-not-together")


def _check(request: GenerationRequest, model: Model) -> None:
    if (what := _lacking(request, model)) is not None:
        raise Problem("option-not-offered", what=what, title=model.title, usable=_NONE, keyed=_NONE, more="no")
    for what, given, offered in (
        ("quality", request.quality, model.quality_levels),
        ("resolution", request.resolution, model.resolutions),
        ("creativity", request.creativity, model.creativity),
    ):
        if given is not None and given not in offered:
            raise Problem("value-not-offered", what=what, given=given, title=model.title, offered=", ".join(offered))
    sent = Counter(one.role for one in request.inputs)
    for role, count in sent.items():
        limit = getattr(model.inputs, role).max
        if 0 <= limit < count:
            raise Problem("too-many-inputs", title=model.title, limit=limit, given=count)
    if not {*model.needs} <= {*sent}:
        missing = next(role for role in model.needs if role not in sent)
        raise Problem("model-needs-picture", title=model.title, what=missing.replace("_", "-"))
    if 0 < model.reads < len(request.prompt):
        raise Problem("prompt-too-long", length=len(request.prompt), limit=model.reads)
    if request.count > model.images_per_generation:
        raise Problem("too-many-pictures", model=model.title, limit=model.images_per_generation, given=request.count)
    model.size(Ratio.parse(request.ratio))


def _asked(request: GenerationRequest) -> Iterable[str]:
    """What a model must have, by the names that `accepted` gives; a style is not of them: it can be said."""
    yield from dict.fromkeys(one.role for one in request.inputs)
    yield from (name for name in ("negative", "quality", "resolution", "creativity") if getattr(request, name))
    if request.raw:
        yield "raw"


def _lacking(request: GenerationRequest, model: Model) -> str | None:
    """The first thing that was asked for of which the model knows nothing at all."""
    return next((what for what in _asked(request) if what not in _has(model)), None)


def _has(model: Model) -> frozenset[str]:
    own = {
        "negative": model.negative_prompt,
        "quality": model.quality_levels,
        "resolution": model.resolutions,
        "creativity": model.creativity,
        "raw": model.raw,
    }
    roles = ("image_prompt", "init_image", "style_reference", "character_reference", "mask", "image_styles_lora")
    return frozenset({name for name, there in own.items() if there} | {role for role in roles if getattr(model.inputs, role).max})


def _not_offered(what: str, title: str, catalog: Catalog) -> Problem:
    """The sentence that names who can: those that paint here, and only where there are none those that a key would bring."""
    able = [row for row in catalog.models if row.status.value != "retired" and what in _has(row)]
    usable = [row.title for row in able if row in catalog.usable]
    keyed = [row.title for row in able] if not usable else []
    more = "yes" if len(set(usable or keyed)) > NAMED else "no"
    told = {"usable": _some(usable), "keyed": _some(keyed), "more": more}
    return Problem("option-not-offered", what=what.replace("_", "-"), title=title, **told)


def _some(titles: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(titles))
    return ", ".join(distinct[:NAMED]) or _NONE
