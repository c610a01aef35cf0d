"""/download: all pictures of a set with their recipe, as one zip."""

from dataclasses import replace

from commands.core.call import Call
from commands.core.lookup import finished
from commands.core.picked import left_out
from commands.core.reply import File, Reply
from generation.imaging.archive import zip_of
from generation.imaging.metadata import AI_SOURCE
from generation.imaging.names import name_of


async def download(call: Call, generation: int | None = None) -> Reply:
    """The originals with prompt, model and seed written into them, and a recipe.json beside them."""
    chosen = await finished(call, generation)
    chosen = replace(chosen, request=replace(chosen.request, negative=await left_out(call, chosen)))
    pictures = {one.sha256: await call.house.storage.pictures.get(one.sha256) for one in chosen.variants}
    row = call.house.catalog.row(chosen.model)
    source_type = AI_SOURCE if row is None else row.source_type
    data = await call.house.pool.run(zip_of, chosen, pictures, source_type)
    name = name_of(chosen, str(chosen.id), "application/zip")
    return Reply(
        call.say("download-ready", pictures=len(chosen.variants)), files=(File(name, "application/zip", data),), private=True
    )
