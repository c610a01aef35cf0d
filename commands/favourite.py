"""/favourite: keep a picture among my favourites, or let it go."""

from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.lookup import finished
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from storage.problem import Problem


async def favourite(call: Call, variant: Annotated[int, Within(1, 4)] | None = None, generation: int | None = None) -> Reply:
    """Turn the heart of one variant on or off; with several variants and none named, ask which."""
    chosen = await finished(call, generation)
    if variant is None and len(chosen.variants) > 1:
        hearts = [Button(str(one.index), token("favourite", one.index, chosen.id), "♥") for one in chosen.variants]
        return Reply(call.say("favourite-which"), buttons=tuple(hearts), private=True)
    variant = variant or 1
    if variant > len(chosen.variants):
        raise Problem("no-such-variant", given=variant, choices=len(chosen.variants))
    favourites = call.house.storage.generations
    on = not await favourites.is_favourite(call.member, chosen.id, variant)
    await favourites.set_favourite(call.member, chosen.id, variant, on=on, now=call.house.now())
    return Reply(call.say("favourite-on" if on else "favourite-off", variant=variant, number=str(chosen.id)), private=True)
