"""The guard: every text that others may see and every prompt passes here; when a layer cannot answer, the answer is no."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import structlog

from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Judgement, Moderator, Verdict
from generation.safety.disguises import clean, readings
from generation.safety.injection import Injection
from generation.safety.learned import Learned
from generation.safety.lexicon import Lexicon
from generation.safety.metaprompt import Metaprompt
from generation.safety.negative import LONGEST_NEGATIVE, Negative, plain_list
from generation.safety.people import People
from generation.safety.policy import Category, Policy, Refused, Review, strictest
from generation.safety.prompt import _GUARD_ONLY, SafePrompt
from generation.safety.rules import Rules
from generation.safety.styles import IN_WORDS
from storage.problem import Problem
from storage.records import Audience

LONGEST_PROMPT: Final = 2000  # characters, after invisible ones are gone
PATIENCE_S: Final = 2.0  # the layers answer in about 3 ms
# The whole review, with the wait for a thread and for the encoder, which loads once in 1 to 5 s.
LIMIT_S: Final = 15.0

UNAVAILABLE: Final = Judgement(Verdict.BLOCK, "guard.unavailable", (Category.UNAVAILABLE.value,))
_log = structlog.get_logger(__name__)
T = TypeVar("T")


class Guard:
    """Composes moderators: the strictest verdict wins.

    A moderator that raises, answers nonsense or takes longer than `patience_s` once it has begun leads to BLOCK with the
    rule "guard.unavailable"; so does a review that takes longer than `limit_s` in all (hung work can hold every thread).
    `warm` is called once before the first judgement (what loads slowly).
    """

    def __init__(
        self,
        moderators: Sequence[Moderator],
        pool: Pool,
        *,
        warm: Callable[[], object] | None = None,
        patience_s: float = PATIENCE_S,
        limit_s: float = LIMIT_S,
    ) -> None:
        self._moderators = tuple(moderators)
        # The learned layer has read sentences: a bare list such as "bad anatomy, text" sounds like abuse to it.
        self._certain = tuple(layer for layer in moderators if not isinstance(layer, Learned))
        self._pool = pool
        self._metaprompt = Metaprompt.load()
        self._negative = Negative.load()
        self._warm = warm
        self._warming: asyncio.Future[object] | None = None
        self._patience_s = patience_s
        self._limit_s = limit_s

    @classmethod
    def standard(cls, meaning: Meaning, pool: Pool) -> "Guard":
        """The layers that need no key and no network."""
        policy = Policy.load()
        lexicon = Lexicon.load(policy)
        layers = (Rules(policy), lexicon, Injection(policy), People(policy), Learned.load(meaning, lexicon, policy))
        return cls(layers, pool, warm=lambda: meaning.vector("warm"))

    @property
    def metaprompt_id(self) -> str:
        """The first 12 hex digits of the metaprompt file's SHA-256."""
        return self._metaprompt.id

    async def review(self, text: str, audience: Audience) -> Review:
        """Judge a text: prompt, guess, caption, name. Never raises for what the text holds; an empty one is harmless."""
        if len(text) > LONGEST_PROMPT and len(clean(text)) > LONGEST_PROMPT:
            return Review(text, Verdict.BLOCK, "input.too-long")
        if _unreadable(text):
            return Review(text, Verdict.BLOCK, "input.unreadable")
        judgement = await self._judgement(text, audience)
        return Review(text, judgement.verdict, judgement.rule, judgement.categories)

    async def safe_prompt(self, words: str, *, audience: Audience, ratio: str, style: str | None = None) -> SafePrompt:
        """The prompt for a provider, made from a person's words; `style`: one that has to be said (`styles.py`).

        Raises Problem "prompt-empty", "prompt-too-long" (length=, limit=), "prompt-unreadable", "bad-ratio", or Refused
        (category= one of Category, rule=, suggestion=).
        """
        if _unreadable(words):
            raise Problem("prompt-unreadable")
        cleaned = clean(words)
        if not cleaned.strip("\u200c\u200d"):
            raise Problem("prompt-empty")
        if len(cleaned) > LONGEST_PROMPT:
            raise Problem("prompt-too-long", length=len(cleaned), limit=LONGEST_PROMPT)
        said = IN_WORDS.get(style or "")
        told = f"{cleaned}, {said}" if said else cleaned
        text = self._metaprompt.around(told, audience=audience, ratio=ratio)
        review = await self.review(words, audience)
        if not review.passes(audience):
            raise Refused(words, review)
        frame = self._metaprompt
        positive = frame.positive(told, audience=audience, ratio=ratio)
        return SafePrompt(told, text, positive, frame.negative, frame.id, audience, _GUARD_ONLY)

    async def negative(self, words: str, audience: Audience) -> str:
        """What a person wants left out, as a provider may be told it; "" for nothing. `negative.py` has the rule.

        Raises Problem "prompt-unreadable", "negative-too-long" (length=, limit=), "negative-refused" for what covers and protects,
        and Refused (category=, rule=, suggestion="").
        """
        if _unreadable(words):
            raise Problem("prompt-unreadable")
        told = plain_list(words)
        if not told:
            return ""
        if len(told) > LONGEST_NEGATIVE:
            raise Problem("negative-too-long", length=len(told), limit=LONGEST_NEGATIVE)
        if await self._pool.run(self._negative.protects, words):
            raise Problem("negative-refused")
        judgement = await self._judgement(words, audience, self._certain)
        category = await self._pool.run(self._negative.refuses, words, judgement, audience)
        if category is not None:
            review = Review(words, judgement.verdict, judgement.rule, judgement.categories)
            raise Refused(words, review, category=category.value)
        return told

    async def _judgement(self, text: str, audience: Audience, layers: Sequence[Moderator] | None = None) -> Judgement:
        try:
            async with asyncio.timeout(self._limit_s):
                await self._warmed()
                return await self._begun_within(self._patience_s, lambda: self._judge(text, audience, layers or self._moderators))
        except Exception as error:  # noqa: BLE001 - whatever it was: a guard that cannot answer says no
            _log.error("guard_unavailable", error=repr(error))
            return UNAVAILABLE

    def _judge(self, text: str, audience: Audience, layers: Sequence[Moderator]) -> Judgement:
        """Every reading of the text before every moderator; runs in the pool."""
        judgements = []
        for reading in readings(text):
            for moderator in layers:
                judgement: object = moderator.judge(reading, audience)
                if not isinstance(judgement, Judgement) or not isinstance(judgement.verdict, Verdict):
                    raise TypeError(f"{type(moderator).__name__} answered nonsense")
                judgements.append(judgement)
        return strictest(judgements)

    async def _warmed(self) -> None:
        """Loading goes on, once for all who wait, also when some of them give up; what failed is tried again."""
        if self._warm is None:
            return
        if self._warming is None:
            self._warming = asyncio.ensure_future(self._pool.run(self._warm))
            self._warming.add_done_callback(self._loaded)
        await asyncio.shield(self._warming)

    def _loaded(self, warming: asyncio.Future[object]) -> None:
        self._warming = None
        if not warming.cancelled() and warming.exception() is None:
            self._warm = None

    async def _begun_within(self, seconds: float, work: Callable[[], T]) -> T:
        """Run in the pool; the time counts from when a thread takes it up, so a long queue is no failure of the guard."""
        loop = asyncio.get_running_loop()
        begun = asyncio.Event()

        def noted() -> T:
            loop.call_soon_threadsafe(begun.set)
            return work()

        running = asyncio.ensure_future(self._pool.run(noted))
        waiting = asyncio.ensure_future(begun.wait())
        try:
            await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
            return await asyncio.wait_for(running, seconds)
        finally:
            waiting.cancel()
            running.cancel()


def _unreadable(text: str) -> bool:
    """Whether a text holds half a character (an unpaired surrogate): no provider could be sent it."""
    return any("\ud800" <= char <= "\udfff" for char in text)
