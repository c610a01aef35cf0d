"""All pictures of a generation in one zip, with their recipe beside them."""

import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from generation.imaging.metadata import Recipe, with_recipe
from generation.imaging.names import name_of
from storage.records import Generation, Variant

FORMAT: Final = "pincel-recipe/1"
RECIPE_FILE: Final = "recipe.json"


def zip_of(generation: Generation, pictures: Mapping[str, bytes], source_type: str) -> bytes:
    """A zip with the pictures (their recipe inside each) and `recipe.json`. The same generation gives the same bytes.

    `pictures` holds every variant's bytes by sha256; `source_type` is the model's column. Keys of the JSON: see `recipe_of`.
    """
    packed = BytesIO()
    # Pictures are compressed already; storing them saves the time.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for variant in generation.variants:
            recipe = Recipe(generation.request.prompt, generation.model, variant.seed, generation.metaprompt_id, source_type)
            _add(archive, generation, _name(generation, variant), with_recipe(pictures[variant.sha256], recipe))
        told = json.dumps(recipe_of(generation, source_type), ensure_ascii=False, indent=2)
        _add(archive, generation, RECIPE_FILE, (told + "\n").encode("utf-8", "replace"))
    return packed.getvalue()


def recipe_of(generation: Generation, source_type: str) -> dict[str, Any]:
    """The recipe as JSON-able data; whoever has it and the model can draw the same pictures again. Nobody's name stands in it.

    Keys: `format`, `generation`, `created_at` (ISO 8601, UTC), `prompt`, `model`, `ratio` ("W:H"), `style`, `variety`, `seed`,
    `negative`, `quality`, `resolution`, `creativity`, `raw` (as asked for, or empty), `inputs` (pictures it went by: a list of
    `role`, `sha256`, `strength`, none of them in the zip), `audience`, `metaprompt_id`, `digital_source_type` (IPTC term),
    `winner` (variant or null), `drawn`, `missing` (words) and `pictures`: a list of `file`, `variant`, `seed`, `width`, `height`,
    `mime`, `sha256` (of the original, before the recipe was written into it).
    """
    request = generation.request
    return {
        "format": FORMAT,
        "generation": generation.id,
        "created_at": generation.created_at.isoformat(),
        "prompt": request.prompt,
        "model": generation.model,
        "ratio": request.ratio,
        "style": request.style,
        "negative": request.negative,
        "quality": request.quality,
        "resolution": request.resolution,
        "creativity": request.creativity,
        "raw": request.raw,
        "inputs": [{"role": one.role, "sha256": one.sha256, "strength": one.strength} for one in request.inputs],
        "variety": request.variety,
        "seed": request.seed,
        "audience": str(request.audience),
        "metaprompt_id": generation.metaprompt_id,
        "digital_source_type": source_type,
        "winner": generation.winner,
        "drawn": list(generation.drawn),
        "missing": list(generation.missing),
        "pictures": [
            {
                "file": _name(generation, variant),
                "variant": variant.index,
                "seed": variant.seed,
                "width": variant.width,
                "height": variant.height,
                "mime": variant.mime,
                "sha256": variant.sha256,
            }
            for variant in generation.variants
        ],
    }


def _name(generation: Generation, variant: Variant) -> str:
    return name_of(generation, str(variant.index), variant.mime)


def _add(archive: zipfile.ZipFile, generation: Generation, name: str, data: bytes) -> None:
    """One file, dated like the generation. Zip knows no dates before 1980."""
    made = generation.created_at
    entry = zipfile.ZipInfo(name, (max(made.year, 1980), made.month, made.day, made.hour, made.minute, made.second))
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
