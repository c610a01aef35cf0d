"""/forget: delete everything the bot knows about me."""

import asyncio

import structlog

from commands.core.call import Call
from commands.core.reply import Button, Reply, Tone
from commands.core.tokens import token
from commands.unlink import named

PAGE = 200
_log = structlog.get_logger(__name__)


async def forget(call: Call, confirm: bool = False) -> Reply:
    """Ask first; then delete my records and the pictures nobody else keeps. It can not be undone."""
    stays = await call.house.storage.people.holds(call.member, call.house.now())
    if not confirm:
        buttons = (
            Button(call.say("button-export"), token("export"), "📦"),
            Button(call.say("button-forget"), token("forget", "yes"), "🗑", Tone.DANGER),
        )
        lines = [call.say("forget-sure")]
        accounts = await call.house.storage.people.accounts(call.member)
        if len(accounts) > 1:
            lines.append(call.say("forget-linked", accounts=named(accounts)))
        if stays:
            lines.append(call.say("forget-stays"))
        return Reply("\n".join(lines), buttons=buttons, private=True)
    mine = await _numbers(call)
    await _let_go(call)
    await call.house.storage.people.forget(call.member, now=call.house.now())
    await call.house.pipeline.forget(mine)
    return Reply(call.say("forget-done-but" if stays else "forget-done"), private=True)


async def _let_go(call: Call) -> None:
    """What I still wait for is bought no more. A service that is in trouble keeps nobody from being forgotten."""
    waiting = await call.house.storage.generations.unfinished_of(call.member)
    for told in await asyncio.gather(*(call.house.pipeline.let_go(one.id) for one in waiting), return_exceptions=True):
        if isinstance(told, Exception):
            _log.error("forget.not_let_go", error=told)


async def _numbers(call: Call) -> list[int]:
    """All my generations."""
    numbers: list[int] = []
    before = None
    while page := await call.house.storage.generations.by_member(call.member, before=before, limit=PAGE):
        numbers += [one.id for one in page]
        before = page[-1].id
    return numbers
