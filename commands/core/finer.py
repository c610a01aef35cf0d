"""Which model paints a draft again, and as what it takes it."""

from generation.catalog import Catalog, Model, Status
from generation.ratio import Ratio
from storage.records import Generation


def finer(catalog: Catalog, draft: Generation) -> Model | None:
    """The finest model here that goes by this picture alone, if it is finer than what drew the draft; of equals the cheapest.

    It draws the draft's shape: else people would be offered what then can not be done.
    """
    row = catalog.row(draft.model)
    quality = 0 if row is None else row.quality
    better = [one for one in catalog.usable if one.status is Status.LIVE and one.quality > quality]
    alone = [one for one in better if (role := role_of(one)) is not None and {*one.needs} <= {role}]
    able = [one for one in alone if one.draws(Ratio.parse(draft.request.ratio))]
    return min(able, key=lambda one: (-one.quality, one.cost_units(1)), default=None)


def role_of(model: Model) -> str | None:
    """As what the model takes a draft; None: only its words help."""
    return next((role for role in ("init_image", "image_prompt") if getattr(model.inputs, role).max), None)
