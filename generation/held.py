"""What is held back: each picture is judged before anybody sees it, and a moderator looks first where that is wanted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from generation.ports import Judgement, Verdict
from generation.safety.guard import Guard
from generation.safety.pictures import UNAVAILABLE, PictureCheck
from generation.safety.policy import strictest
from generation.safety.writing import Writing
from storage.records import Audience, CaseKind, CaseState, Generation, GenerationRequest, Held, Room, Status
from storage.rooms import stricter
from storage.storage import Storage

Doubt = Mapping[str, str]  # "category" and "rule" of what made a set doubtful: a durable job's answer holds it
_log = structlog.get_logger(__name__)


class Holding:
    """Stands between what was painted and those who wait for it."""

    def __init__(
        self,
        storage: Storage,
        check: PictureCheck,
        guard: Guard,
        now: Callable[[], datetime],
        writing: Writing | None = None,
    ) -> None:
        """`writing`: where an OCR is installed; its words pass the guard."""
        self._storage = storage
        self._check = check
        self._guard = guard
        self._now = now
        self._writing = writing

    async def judge(self, data: bytes, audience: Audience, room: Room) -> Judgement:
        """The stricter word of the check, on a picture, and of the guard, on what is written in it. Of a no the log has a line."""
        judgement = await self._check.judge(data, audience)
        if self._writing is not None and judgement.verdict is not Verdict.BLOCK:
            judgement = strictest((judgement, await self._written(self._writing, data, audience, room)))
        if judgement.verdict is not Verdict.ALLOW:
            _log.warning("picture.doubted", verdict=judgement.verdict.value, rule=judgement.rule, categories=judgement.categories)
        return judgement

    async def _written(self, writing: Writing, data: bytes, audience: Audience, room: Room) -> Judgement:
        """The guard's word on what is written in it, as one text; a single line, perhaps half a sentence, can only be blocked."""
        try:
            lines = await writing.read(data)
        except Exception as error:  # noqa: BLE001 - whatever it was: what cannot be read may be anything
            _log.error("picture_writing_unread", error=error)
            return UNAVAILABLE
        if not lines:
            return Judgement(Verdict.ALLOW)
        rules = await self._storage.house_rules.of(room)
        # A judge elsewhere reads the whole only: it would be asked for every line of a poster.
        reviews = [await self._guard.review(" ".join(lines), audience, rules)]
        reviews += [await self._guard.review(line, audience, rules, judged=False) for line in lines if len(lines) > 1]
        told = [one for place, one in enumerate(reviews) if place == 0 or one.verdict is Verdict.BLOCK]
        return strictest(Judgement(one.verdict, f"picture.writing.{one.rule}", one.categories) for one in told)

    async def allowed(self, data: bytes, audience: Audience, room: Room) -> bool:
        """Whether this room may see a picture at once: only what is clearly allowed. A check that fails says no."""
        return (await self.judge(data, audience, room)).verdict is Verdict.ALLOW

    async def fit_for(self, generation: Generation, audience: Audience, room: Room) -> bool:
        """Whether finished pictures may be shown to this room, whichever they were painted for. Problem "picture-gone"."""
        for variant in generation.variants:
            if not await self.allowed(await self._storage.pictures.get(variant.sha256), audience, room):
                return False
        return bool(generation.variants)

    async def for_now(self, request: GenerationRequest) -> GenerationRequest:
        """The same wish, for the stricter of those it was accepted for and those who are in its room now."""
        settings = await self._storage.rooms.settings(request.room)
        return replace(request, audience=stricter(request.audience, settings.audience))

    async def fits(self, generation: Generation, room: Room) -> bool:
        """Whether a room may still see a set: it may have been painted for older people than those who are there now."""
        request, now = generation.request, (await self._storage.rooms.settings(room)).audience
        if stricter(request.audience, now) is request.audience:
            return True
        rules = await self._storage.house_rules.of_words(room, request.asked_by, now, request.prompt)
        said = await self._guard.review(request.prompt, now, rules)
        return said.passes(now) and await self.fit_for(generation, now, room)

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
