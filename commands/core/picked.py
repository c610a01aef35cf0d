"""The pictures that a wish goes by: files that people send and earlier results, checked before anything is kept."""

import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import StrEnum

from commands.core.call import Attachment, Call
from commands.core.lookup import finished
from generation import asked
from generation.catalog import AUTO
from generation.imaging.upload import MOST_BYTES, open_upload
from storage.problem import Problem
from storage.records import Generation, GenerationRequest, InputPicture

_NUMBER = re.compile(r"#?(?P<set>\d{1,15})(?:[.\s]\s*(?P<given>p?)(?P<place>\d{1,2}))?")
_COMMAS = re.compile(r"[,;，、；]")


class Quality(StrEnum):
    """How finely a model works, where it lets one choose: every level that any row has."""

    VERY_LOW = "very_low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    XHIGH = "xhigh"
    MAX = "max"
    AUTO = "auto"
    STANDARD = "standard"
    HD = "hd"


class Creativity(StrEnum):
    """How freely a model reads the words, where it lets one choose."""

    RAW = "raw"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Pick:
    """What a person gave for an option. `strength` is 0..1."""

    role: str
    picture: Attachment
    strength: float | None = None


@dataclass(frozen=True, slots=True)
class _One:
    """One picture: a file, or a stored one by its sha256."""

    role: str
    strength: float | None
    file: Attachment | None = None
    sha256: str = ""


@asynccontextmanager
async def going_by(call: Call, request: GenerationRequest, picks: Sequence[Pick]) -> AsyncIterator[GenerationRequest]:
    """The request with its pictures, which are kept while it is accepted, and afterwards only if it was.

    Nothing is fetched that the model cannot take. Raises Problem as `asked.check`, `finished` and `open_upload` do, and
    "picture-number", "no-such-variant", "pictures-of-others", "upload-refused".
    """
    catalog = call.house.catalog
    found = [one for pick in picks for one in await _found(call, pick)]
    found = [replace(one, role=asked.role_of(one.role, request.model, catalog)) for one in found]
    wanted = tuple(InputPicture(one.role, one.sha256, one.strength) for one in found)
    asked.check(replace(request, inputs=wanted), catalog)
    uploads = [await _clean(call, one.file) for one in found if one.file is not None]
    await fit(call, [one.sha256 for one in found if one.file is None])
    async with call.house.storage.lending.lent(uploads) as names:
        left = iter(names)
        yield replace(request, inputs=tuple(one if one.sha256 else replace(one, sha256=next(left)) for one in wanted))


def takes_pictures(call: Call, model: str) -> bool:
    """Whether the model of that name, or with Auto any model here, goes by pictures at all."""
    role = asked.role_of("image_prompt", model, call.house.catalog)
    rows = call.house.catalog.usable if model == AUTO else (call.house.catalog.get(model),)
    return any(getattr(row.inputs, role).max for row in rows)


async def fit(call: Call, names: Iterable[str]) -> None:
    """Raises Problem "upload-refused" for stored pictures that this room's audience may not see, and "picture-gone"."""
    for name in names:
        await _checked(call, await call.house.storage.pictures.get(name))


async def left_out(call: Call, generation: Generation) -> str:
    """What a set leaves out, as far as it is the caller's own or may be read in this room: it may name what is not for children."""
    request = generation.request
    if not request.negative or request.asked_by == call.member:
        return request.negative
    rules = await call.house.storage.house_rules.of(call.room)
    heard = await call.house.guard.review(request.negative, call.audience, rules, judged=False)
    return request.negative if heard.passes(call.audience) else ""


async def _found(call: Call, pick: Pick) -> Sequence[_One]:
    if not pick.picture.numbers:
        return [_One(pick.role, pick.strength, file=pick.picture)]
    names = [await _named(call, one.strip()) for one in _COMMAS.split(pick.picture.numbers)]
    return [_One(pick.role, pick.strength, sha256=name) for name in names]


async def _named(call: Call, text: str) -> str:
    """The picture of that number; of a set its winner, or its first one."""
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise Problem("picture-number", given=text[:40])
    generation = await finished(call, int(number["set"]))
    if number["given"]:
        return await _given(call, generation, int(number["place"]))
    place = int(number["place"] or generation.winner or 1)
    chosen = next((one for one in generation.variants if one.index == place), None)
    if chosen is None:
        raise Problem("no-such-variant", given=str(place), choices=len(generation.variants))
    return chosen.sha256


async def _given(call: Call, generation: Generation, place: int) -> str:
    """A picture that the set itself went by: whoever sent it may use it again, nobody else, also who made another's wish again."""
    if generation.request.asked_by != call.member:
        raise Problem("pictures-of-others", number=str(generation.id))
    if not 1 <= place <= len(generation.request.inputs):
        raise Problem("picture-number", given=f"{generation.id}.p{place}")
    sha256 = generation.request.inputs[place - 1].sha256
    if sha256 not in await call.house.storage.people.sent(call.member):
        raise Problem("pictures-of-others", number=str(generation.id))
    return sha256


async def _clean(call: Call, file: Attachment) -> bytes:
    """What somebody sent, as pixels alone. Raises Problem."""
    if file.size > MOST_BYTES:
        raise Problem("upload-too-large", limit_mb=MOST_BYTES // 2**20)
    data = await call.house.pool.run(open_upload, await file.read(MOST_BYTES))
    await _checked(call, data)
    return data


async def _checked(call: Call, data: bytes) -> None:
    if not await call.house.pipeline.held.allowed(data, call.audience, call.room):
        raise Problem("upload-refused")
