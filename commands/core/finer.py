"""Which model paints a draft again, and as what it takes it."""

from generation.catalog import Catalog, Model, Status
from storage.records import Generation


def finer(catalog: Catalog, draft: Generation) -> Model | None:
    """The finest model here that goes by a picture, if it is finer than the one that drew the draft; of equals the cheapest."""
    row = catalog.row(draft.model)
    quality = 0 if row is None else row.quality
    able = [one for one in catalog.usable if one.status is Status.LIVE and one.quality > quality and role_of(one) is not None]
    return min(able, key=lambda one: (-one.quality, one.cost_units(1)), default=None)


def role_of(model: Model) -> str | None:
    """As what the model takes a draft; None: only its words help."""
    return next((role for role in ("init_image", "image_prompt") if getattr(model.inputs, role).max), None)
