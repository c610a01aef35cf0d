"""The story of a picture: quoted, accepted, submitted, collected, checked, laid out, delivered; once each, whatever crashes."""

import asyncio
import math
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from generation import asked, spending
from generation.auto import Goal
from generation.catalog import Catalog, Model
from generation.held import Holding, doubt_of
from generation.imaging.pixels import size_of
from generation.imaging.sheet import contact_sheet
from generation.jobs import Jobs
from generation.orders import Orders, order_of
from generation.pool import Pool
from generation.ports import ImageProvider, Order, Verdict
from generation.providers.errors import ModelGone, ProviderError
from generation.ratio import Ratio
from generation.safety.guard import Guard
from generation.safety.pictures import PictureCheck
from generation.safety.prompt import SafePrompt
from generation.safety.writing import Writing
from generation.seeds import seed_of, seeds_of
from generation.spool import Spool
from storage.problem import Problem
from storage.purse import NO_CAPS, Caps
from storage.records import Generation, GenerationRequest, Status, Variant
from storage.storage import Storage

DRAFT_MODEL = "sketch"  # the one row that needs no key and no network
DRAFT_PX = 512
CANCELLED = "cancelled"  # the words key of a wish that its person let go
PLACE_WAIT_S = 5.0
PATIENCE_S = 180.0
SLOWNESS = 10  # times as long as usual a provider may take
KEEP_JOBS = timedelta(days=7)
_log = structlog.get_logger(__name__)

# Tells the people in the room; must bear to be called again for the same generation.
Deliver = Callable[[Generation], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a request would cost; `seconds` is typical, `count` how many pictures, also where nobody said.

    `why` is a words key when the model was chosen automatically, else empty.
    """

    model: Model
    why: str
    units: int
    seconds: float
    width: int
    height: int
    count: int


class Pipeline:
    """Takes requests and sees them through. Everything a person waits for is a durable job (`jobs.py`)."""

    def __init__(
        self,
        *,
        storage: Storage,
        catalog: Catalog,
        guard: Guard,
        check: PictureCheck,
        writing: Writing | None = None,
        providers: Mapping[str, ImageProvider],
        pool: Pool,
        now: Callable[[], datetime],
        jobs_folder: Path,
        spool: Spool,
        read_goal: Callable[[str], Goal] = lambda _: Goal.GENERAL,
        at_once: int = 4,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """`read_goal`: for Auto. `patience_s`: how long a provider is waited for; a slow one `SLOWNESS` times its usual time."""
        self._storage = storage
        self._catalog = catalog
        self._guard = guard
        self.held = Holding(storage, check, guard, now, writing)
        self._providers = providers
        self._orders = Orders(providers, spool, now, still=partial(spending.still, storage))
        self._pool = pool
        self._now = now
        self._read_goal = read_goal
        self._patience_s = patience_s
        self._deliver: Deliver | None = None
        self._queues: tuple[str, ...] = ()
        self._jobs = Jobs(jobs_folder, self._work, at_once=at_once)

    async def start(self, queues: Sequence[str], deliver: Deliver) -> None:
        """Begin to work for these platforms; what was accepted before a crash goes on."""
        self._deliver = deliver
        await self._jobs.start(queues)
        self._queues = tuple(queues)
        await self.catch_up()

    async def catch_up(self, *, settled: timedelta = timedelta()) -> None:
        """Make good what is still owed and has no job: after a crash between our row and the job's, or a chat that was down.

        To be called now and then, for what was accepted at least `settled` ago: of a wish that is being accepted right now the row
        may be there and the job not yet, and two jobs would pay twice. It also lets go of the records of jobs that ended long ago.
        """
        before = self._now() - settled
        for generation_id in await self._storage.generations.undelivered():
            generation = await self._storage.generations.get(generation_id)
            if generation is None or generation.request.room.platform not in self._queues or generation.created_at > before:
                continue
            if not await self._jobs.open(generation_id):
                await self._jobs.forget(generation_id)
                await self._enqueue(generation)
        await self._jobs.forget_finished(self._now() - KEEP_JOBS)
        await self._orders.sweep()

    async def forget(self, generation_ids: Sequence[int]) -> None:
        """Let go of what the jobs of these generations remember: a step's answer holds words of the prompt."""
        await self._jobs.forget(*generation_ids)

    async def stop(self) -> None:
        """Stop; jobs under way go on at the next start."""
        await self._jobs.stop()

    def quote(self, request: GenerationRequest, *, units_left: int, goal: Goal = Goal.GENERAL) -> Quote:
        """The price before the run. Raises Problem "unknown-model", "model-needs-key", "bad-ratio", and as `asked.check`."""
        asked.check(request, self._catalog)
        model, why = asked.chosen(request, self._catalog, goal, units_left, self._orders.breaker.resting())
        width, height = model.size(Ratio.parse(request.ratio))
        count = asked.usual(request, model)
        return Quote(model, why, model.cost_units(count, *asked.priced(request)), model.seconds, width, height, count)

    async def accept(self, request: GenerationRequest, *, key: str, day_limit_units: int, caps: Caps = NO_CAPS) -> Generation:
        """Commit a request; from here on it is never lost. The same `key` twice is one generation.

        Raises Problem "refused", "negative-refused" and their kin from the guard, "budget-spent" and its kin, and as `quote`.
        """
        rules = await self._storage.house_rules.of_wish(request)
        safe = await self._guard.safe_prompt(request.prompt, audience=request.audience, ratio=request.ratio, rules=rules)
        # People see what the guard read: no signs that turn the text round, no lines that look like the bot's own.
        negative = await self._guard.negative(request.negative, request.audience, rules)
        request = replace(request, prompt=" ".join(safe.words.split()), negative=negative)
        now = self._now()
        left = day_limit_units - await self._storage.generations.spent_units(request.asked_by, request.room, now)
        quote = partial(self.quote, units_left=left, goal=await asked.goal_of(request, self._catalog, self._read_goal, self._pool))
        commit = partial(self._commit, request, key=key, now=now, day_limit_units=day_limit_units, caps=caps)
        generation = await spending.within_means(request, quote, commit, self._catalog)
        if generation.status is Status.ACCEPTED:
            await self._enqueue(generation)
        return generation

    async def _commit(self, request: GenerationRequest, quote: Quote, **limits: Any) -> Generation:
        return await self._storage.generations.accept(
            replace(request, seed=seed_of(request), count=quote.count),
            model=quote.model.id,
            why=quote.why,
            cost_units=quote.units,
            cost_micro_usd=spending.micro_usd(quote.model, quote.units),
            **limits,
        )

    async def _enqueue(self, generation: Generation) -> None:
        member = generation.request.asked_by
        row = self._catalog.row(generation.model)
        await self._jobs.enqueue(
            generation.id,
            queue=generation.request.room.platform,
            person=f"{member.platform}:{member.id}",
            slow=row is not None and self._orders.waits(row),
            begun=generation.status is Status.PAINTING,
        )

    async def cancel(self, generation_id: int) -> bool:
        """Let go of a wish, and tell the room. False: it had ended."""
        if ended := await self.let_go(generation_id):
            await self._hand_over(generation_id)
        return ended

    async def let_go(self, generation_id: int) -> bool:
        """As `cancel`, and nobody is told. The provider is first: what it stops by its own word costs nothing."""
        generation = await self._storage.generations.get(generation_id)
        if generation is None or generation.finished_at is not None:
            return False
        row = self._catalog.row(generation.model)
        await self._orders.call_off(_key(generation_id), row.provider if row else "")
        if await self._end(generation_id, CANCELLED):
            return True
        ended = await self._storage.generations.get(generation_id)
        return ended is not None and ended.problem == CANCELLED  # its job was quicker to see it

    async def wait(self, generation: Generation) -> tuple[int, float]:
        """How many are ahead of it where it waits, and in how many seconds it may be there."""
        model = self._catalog.row(generation.model)
        if model is None:
            return 0, 0.0
        waits, here = self._orders.waits(model), [row.id for row in self._catalog.models if not self._orders.waits(row)]
        # Who waits for a service waits for those who are before it there, and for nobody else.
        lane = [row.id for row in self._catalog.models if row.provider == model.provider] if waits else here
        ahead = await self._storage.generations.ahead_of(generation.id, lane)
        parts = math.ceil(generation.request.count / model.provider_batch)  # as many as theirs, let us say
        return ahead, model.seconds * (1 + ahead / min(self._jobs.width(slow=waits), self._orders.width(model.provider, parts)))

    async def _work(self, generation_id: int) -> None:
        """The durable job: each step runs to its end once, and after a crash the next one goes on from its answer."""
        with structlog.contextvars.bound_contextvars(generation=generation_id):
            try:
                # Not when only the delivery is owed: nobody pays twice for a chat that was down.
                if await Jobs.step("look", self._unfinished, generation_id):
                    parts = await Jobs.step("submit", self._submit, generation_id)
                    pictures = await Jobs.step("collect", self._collect, generation_id, parts)
                    if pictures["variants"]:
                        await Jobs.step("finish", self._finish, generation_id, pictures)
                    else:
                        await Jobs.step("fail", self._fail, generation_id, "nothing-drawn", None, pictures["missing"])
            except Exception as error:  # noqa: BLE001 - whatever a provider does, the person is told and the units come back
                reference = secrets.token_hex(3)
                _log.error(
                    "painting.failed",
                    reference=reference,
                    error=error,
                    exc_info=not isinstance(error, Problem | ProviderError),
                )
                await Jobs.step("fail", self._fail, generation_id, _problem_of(error), reference)
            await Jobs.insist("deliver", self._hand_over, generation_id)

    async def _unfinished(self, generation_id: int) -> bool:
        generation = await self._storage.generations.get(generation_id)
        return generation is not None and generation.finished_at is None

    async def _submit(self, generation_id: int) -> list[dict[str, Any]]:
        """Hand the order to the provider. Answers its parts and their tickets."""
        generation = await self._generation(generation_id)
        request, model = generation.request, self._model_of(generation)
        prompt = await self._safe(request, model)
        rules = await self._storage.house_rules.of_wish(request)
        request = replace(request, negative=await self._guard.negative(request.negative, request.audience, rules))
        order = order_of(_key(generation_id), request, model)
        frame = prompt.metaprompt_id
        if not await self._storage.generations.started(generation_id, safe_prompt=prompt.text, metaprompt_id=frame):
            raise Problem(CANCELLED)
        return await self._orders.submit(prompt, order, model, self._patience(model))

    async def _collect(self, generation_id: int, submitted: list[dict[str, Any]]) -> dict[str, Any]:
        """Fetch the pictures, check each, and keep the good ones. Answers their hashes, never their bytes.

        No variants in the answer: the painter could draw nothing of what was asked for, and an empty page is worth nothing.
        """
        generation = await self._storage.generations.get(generation_id)
        if generation is None or generation.finished_at is not None:  # it was let go, or forgotten, while it was handed in
            await self._orders.call_off(_key(generation_id), str(submitted[0]["provider"]))
            raise Problem(CANCELLED if generation else "generation-gone")
        request, model, started = await self.held.for_now(generation.request), self._model_of(generation), self._now()
        prompt = await self._safe(request, model)
        painted, lost = await self._orders.collect(prompt, submitted, self._patience(model))
        missing = list(dict.fromkeys(word for picture in painted for word in picture.missing))
        if painted and all(picture.drawn == () for picture in painted):
            return {"variants": [], "missing": missing}
        sizes = [await self._pool.run(size_of, picture.data) for picture in painted]
        whole = [(picture, size) for picture, size in zip(painted, sizes, strict=True) if size is not None]
        judged = [await self.held.judge(picture.data, request.audience, request.room) for picture, _ in whole]
        kept = [one for one, judgement in zip(whole, judged, strict=True) if judgement.verdict is not Verdict.BLOCK]
        if not kept:
            raise Problem("picture-refused" if whole else "not-a-picture" if painted else "painting-failed")
        # Painting takes a while. Whoever asked to be forgotten meanwhile leaves no pictures behind.
        await self._generation(generation_id)
        variants = [
            {
                "index": index,
                "sha256": await self._storage.pictures.put(picture.data),
                "seed": picture.seed,
                "width": size[0],
                "height": size[1],
                "mime": picture.mime,
            }
            for index, (picture, size) in enumerate(kept, start=1)
        ]
        drawn = list(dict.fromkeys(word for picture, _ in kept for word in picture.drawn or ()))
        seconds = (self._now() - started).total_seconds()
        told = {"variants": variants, "drawn": drawn, "missing": missing, "seconds": seconds}
        return {**told, "doubt": doubt_of(judged), "painted": len(painted) + lost}

    async def _finish(self, generation_id: int, pictures: dict[str, Any]) -> None:
        """Lay the variants out on a contact sheet, if there are several, and record the result. What was left out costs nothing."""
        generation = await self._generation(generation_id)
        variants = tuple(Variant(**variant) for variant in pictures["variants"])
        sheet = None
        if len(variants) > 1:
            images = [await self._storage.pictures.get(variant.sha256) for variant in variants]
            sheet = await self._storage.pictures.put(await self._pool.run(contact_sheet, images))
        model, counts = self._model_of(generation), (len(variants), pictures.get("painted", len(variants)))
        await self.held.hold(generation, pictures.get("doubt"))
        # Also what our own check kept back was paid for.
        price, paid = (model.cost_units(count, *asked.priced(generation.request)) for count in counts)
        await self._storage.generations.finished(
            generation_id,
            variants=variants,
            sheet_sha256=sheet,
            cost_units=min(generation.cost_units, price),
            cost_micro_usd=spending.micro_usd(model, paid),
            drawn=tuple(pictures["drawn"]),
            missing=tuple(pictures["missing"]),
            seconds=pictures["seconds"],
            now=self._now(),
        )
        await self.held.ask(generation_id, pictures.get("doubt"))
        await self._orders.settled(_key(generation_id))

    def _model_of(self, generation: Generation) -> Model:
        """The row it was accepted for, also when that is offered to nobody any more. Raises ModelGone when it was deleted."""
        row = self._catalog.row(generation.model)
        if row is None:
            raise ModelGone(text=f"{generation.model} has no row")
        return row

    def _patience(self, model: Model) -> float:
        return max(self._patience_s, SLOWNESS * model.seconds)

    async def _fail(self, generation_id: int, problem: str, reference: str | None = None, missing: Sequence[str] = ()) -> None:
        """It came to nothing. `missing` are the words that could not be drawn."""
        await self._end(generation_id, problem, error_id=reference, missing=missing)
        await self._orders.settled(_key(generation_id))

    async def _end(self, which: int, problem: str, **over: Any) -> bool:
        return await spending.end(which, problem, self._storage, self._catalog, self._orders, _key(which), now=self._now(), **over)

    async def _hand_over(self, generation_id: int) -> None:
        """Tell the room. The placeholder is edited into the result: an edit can be repeated, a new message can not."""
        generation = await self._placed(generation_id)
        if generation is None or generation.delivered_at is not None or self._deliver is None:
            return
        await self._deliver(generation)
        await self._storage.generations.delivered(generation_id, self._now())

    async def _placed(self, generation_id: int) -> Generation | None:
        """Wait a little for the placeholder: a quick painter is done before the chat has answered where it stands.

        None: its owner asked to be forgotten, so nobody waits for it.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + PLACE_WAIT_S
        generation = await self._storage.generations.get(generation_id)
        while generation and generation.message is None and generation.delivered_at is None and loop.time() < until:
            await asyncio.sleep(0.02)
            generation = await self._storage.generations.get(generation_id)
        return generation

    async def draft(self, generation: Generation) -> Variant | None:
        """A quick sketch of what a slow model is painting, checked like every picture; None when there is none to show here.

        The same generation gives the same bytes, so a repeated draft costs time only.
        """
        request = await self.held.for_now(generation.request)
        row = self._catalog.get(DRAFT_MODEL)
        prompt = await self._safe(request, row)
        if generation.model == row.id or await self.held.approves(request.room):
            return None
        width, height = Ratio.parse(request.ratio).size(DRAFT_PX)
        style = request.style if request.style in row.presets else None
        order = Order(f"draft-{generation.id}", row.id, row.route, request.ratio, width, height, seeds_of(request)[:1], style)
        painter = self._providers[row.provider]
        async with asyncio.timeout(self._patience(row)):
            painted = await painter.collect(prompt, order, await painter.submit(prompt, order))
        if not painted or not painted[0].drawn or not await self.held.allowed(painted[0].data, request.audience, request.room):
            return None
        return Variant(0, await self._storage.pictures.put(painted[0].data), painted[0].seed, width, height, painted[0].mime)

    async def _safe(self, request: GenerationRequest, model: Model) -> SafePrompt:
        """The guard's word again, at the moment of painting: a SafePrompt is never stored."""
        style, kind = asked.style_said(request, model), asked.frame_of(request)
        whom, ratio, rules = request.audience, request.ratio, await self._storage.house_rules.of_wish(request)
        return await self._guard.safe_prompt(request.prompt, audience=whom, ratio=ratio, style=style, rules=rules, kind=kind)

    async def _generation(self, generation_id: int) -> Generation:
        generation = await self._storage.generations.get(generation_id)
        if generation is None:  # its owner asked to be forgotten while it was under way
            raise Problem("generation-gone")
        return replace(generation, request=await self.held.for_now(generation.request))


def _key(generation_id: int) -> str:
    """What the providers and the spool call it: stable over retries."""
    return f"pincel-{generation_id}"


def _problem_of(error: Exception) -> str:
    """The words key that the person reads. Details are not kept, so a sentence that needs them will not do."""
    if isinstance(error, ProviderError):
        return error.problem
    if isinstance(error, Problem) and (not error.details or error.key == "refused"):
        return error.key
    return "painting-failed"
