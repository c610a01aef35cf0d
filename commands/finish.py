"""/finish: what was drafted with a quick model and won the vote is painted again by a finer one."""

from dataclasses import replace
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.finer import finer, role_of
from commands.core.lookup import finished
from commands.core.picked import fit
from commands.core.reply import Reply
from commands.imagine import AUTO, start
from generation.asked import fitted
from storage.problem import Problem
from storage.records import InputPicture

KEPT = 0.6  # how much of the draft stays, where the model lets one say


async def finish(
    call: Call, generation: int | None = None, variant: Annotated[int, Within(1, 4)] | None = None, model: str = AUTO
) -> Reply:
    """Paint one picture of a set again, going by it; the winner when none is named. At the cost of the person who asks."""
    draft = await finished(call, generation)
    number = variant or draft.winner or (1 if len(draft.variants) == 1 else None)
    if number is None:
        raise Problem("finish-which", number=str(draft.id))
    picture = next((one for one in draft.variants if one.index == number), None)
    if picture is None:
        raise Problem("no-such-variant", given=str(number), choices=len(draft.variants))
    chosen = finer(call.house.catalog, draft) if model.strip().casefold() == AUTO else call.house.catalog.get(model)
    if chosen is None:
        raise Problem("nothing-finer")
    role = role_of(chosen)
    if role is not None:  # it may have been painted for older people than those here
        await fit(call, [picture.sha256])
    request = replace(
        fitted(draft.request, chosen),
        asked_by=call.member,
        room=call.room,
        locale=call.locale,
        audience=call.audience,
        private=call.sender.private,
        model=chosen.id,
        count=1,
        seed=None,
        style=None,
        parent=draft.id,
        inputs=() if role is None else (InputPicture(role, picture.sha256, KEPT if role == "init_image" else None),),
    )
    return await start(call, request)
