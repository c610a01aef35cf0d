"""What is held back: each picture is judged before anybody sees it, and a moderator looks first where that is wanted."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

import structlog

from generation.ports import Judgement, Verdict
from generation.safety.pictures import PictureCheck
from generation.safety.policy import strictest
from storage.records import Audience, CaseKind, CaseState, Generation, Held, Room, Status
from storage.storage import Storage

Doubt = Mapping[str, str]  # "category" and "rule" of what made a set doubtful: a durable job's answer holds it
_log = structlog.get_logger(__name__)


class Holding:
    """Stands between what was painted and those who wait for it."""

    def __init__(self, storage: Storage, check: PictureCheck, now: Callable[[], datetime]) -> None:
        self._storage = storage
        self._check = check
        self._now = now

    async def judge(self, data: bytes, audience: Audience) -> Judgement:
        """The check's word on a picture, with a line in the log when it objects."""
        judgement = await self._check.judge(data, audience)
        if judgement.verdict is not Verdict.ALLOW:
            _log.warning("picture.doubted", verdict=judgement.verdict.value, rule=judgement.rule, categories=judgement.categories)
        return judgement

    async def allowed(self, data: bytes, audience: Audience) -> bool:
        """Whether this audience may see a picture at once: only what the check clearly allows. A check that fails says no."""
        return (await self.judge(data, audience)).verdict is Verdict.ALLOW

    async def fit_for(self, generation: Generation, audience: Audience) -> bool:
        """Whether finished pictures may be shown to this audience, whichever they were painted for. Problem "picture-gone"."""
        for variant in generation.variants:
            if not await self.allowed(await self._storage.pictures.get(variant.sha256), audience):
                return False
        return bool(generation.variants)

    async def approves(self, room: Room) -> bool:
        """Whether a moderator looks at every picture there before the room does: then nothing is shown in advance either."""
        return (await self._storage.rooms.settings(room)).approval

    async def hold(self, generation: Generation, doubt: Doubt | None) -> None:
        """Hide it if a moderator must look first; to be called before it is finished, so that nobody sees it for a moment.

        Repeated after a crash it changes nothing: what was finished meanwhile may have been let go by a moderator.
        """
        if generation.finished_at is not None:
            return
        if doubt is not None:
            await self._storage.generations.hold(generation.id, Held.DOUBTFUL, self._now())
        elif await self.approves(generation.request.room):
            await self._storage.generations.hold(generation.id, Held.APPROVAL, self._now())

    async def ask(self, generation_id: int, doubt: Doubt | None) -> None:
        """Open the moderators' case of a finished set that is held; when there is one, it stays the only one."""
        generation = await self._storage.generations.get(generation_id)
        if generation is None or generation.status is not Status.DONE or generation.held in (None, Held.REPORTED):
            return
        request, why = generation.request, doubt or {}
        await self._storage.cases.note(
            CaseKind.PICTURE if generation.held is Held.DOUBTFUL else CaseKind.APPROVAL,
            CaseState.OPEN,
            room=request.room,
            private=request.private,
            member=request.asked_by,
            locale=request.locale,
            audience=request.audience,
            category=why.get("category", ""),
            rule=why.get("rule", ""),
            text=request.prompt,
            generation_id=generation.id,
            now=self._now(),
        )


def doubt_of(judgements: Iterable[Judgement]) -> Doubt | None:
    """Why a set with these pictures is held, those that were left out not counted; None when none is doubtful."""
    worst = strictest(judgement for judgement in judgements if judgement.verdict is Verdict.REVIEW)
    if worst.verdict is Verdict.ALLOW:
        return None
    return {"category": next(iter(worst.categories), ""), "rule": worst.rule}
