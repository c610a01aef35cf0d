"""/retry: the same wish again, with other seeds."""

from dataclasses import replace

from commands.core.call import Call
from commands.core.lookup import finished
from commands.core.picked import fit
from commands.core.reply import Reply
from commands.imagine import FREE_VARIETY, start


async def retry(call: Call, generation: int | None = None) -> Reply:
    """Paint the wish once more, at the cost of the person who asks."""
    old = await finished(call, generation)
    # They may have been taken for older people than those here.
    await fit(call, [one.sha256 for one in old.request.inputs])
    request = replace(
        old.request,
        asked_by=call.member,
        room=call.room,
        locale=call.locale,
        audience=call.audience,
        private=call.sender.private,
        seed=None,
        variety=old.request.variety or FREE_VARIETY,
        parent=old.id,
    )
    return await start(call, request)
