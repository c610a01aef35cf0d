"""The guard: every text that others may see and every prompt passes here; when a layer cannot answer, the answer is no."""

import asyncio
import functools
import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from generation.meaning import Meaning
from generation.pool import Pool
from generation.ports import Judge, Judgement, Moderator, Verdict
from generation.safety.disguises import clean, readings
from generation.safety.house_rules import NO_RULES, allowed_in, blocked_by, without_allowed
from generation.safety.injection import Injection
from generation.safety.learned import Learned
from generation.safety.lexicon import Lexicon
from generation.safety.metaprompt import Kind, Metaprompt
from generation.safety.negative import LONGEST_NEGATIVE, Negative, plain_list
from generation.safety.people import People
from generation.safety.policy import Category, Policy, Refused, Review, strictest
from generation.safety.prompt import _GUARD_ONLY, SafePrompt
from generation.safety.rules import Rules
from generation.safety.styles import IN_WORDS
from generation.safety.suggestions import Suggestions
from storage.problem import Problem
from storage.records import Audience, HouseRules

LONGEST_PROMPT: Final = 2000  # characters, after invisible ones are gone
PATIENCE_S: Final = 2.0  # the layers answer in about 3 ms
# The whole review, with the wait for a thread and for the encoder, which loads once in 1 to 5 s.
LIMIT_S: Final = 15.0
JUDGE_LIMIT_S: Final = 4.0  # a judge has a limit of its own, which is shorter

NAMES_KEPT: Final = 4096
# Names that people have, where they are the whole name or a part of one: "Fuk Wong" is one, "fuk you" is not.
_NAMES: Final = re.compile(r"\b(?:Kike|Gaylord|Van Dyke|Al Gore|Fuk)(?=$| (?!(?:You|U|Ya|Off|Me|Him|Her|Them|The|All)\b)[A-Z])")
# What a name may not say, though a picture of it may be harmless: whom it threatens, mocks or courts, and signs of hate.
_NO_NAME: Final = re.compile(
    r"(?:^|\b(?:i|we|lets|must) )(?:kill|murder|stab|shoot|hang|gas|beat|hate|mata|odio|muera|die(?! hard)) \w"
    r"|\bdie$|\bmuerete\b|\b(?:1488|88 ?hh)\b|\bpedo|\b1?\d ?(?:yo|y/?o|years? old)\b|\bdms? me\b|^死"
    r"|^(?:gord|tont|cerd|puerc)[oa]s? \w|^(?:fat|ugly|stupid|dumb|smelly) (?!joe|mike|tony|bob|cat|boy|betty)\w"
)
# A person may be called like somebody famous, like a ghost, Brandy, and Gun-Britt.
_NAMELY: Final = frozenset(
    category.value for category in (Category.REAL_PEOPLE, Category.CHARACTERS, Category.SCARY, Category.ALCOHOL, Category.WEAPONS)
)
_PARTS: Final = re.compile(r"(?<=[^\W\d_])(?=[\d_])|(?<=[\d_])(?=[^\W\d_])|(?<=[a-z])(?=[A-Z])|_")

UNAVAILABLE: Final = Judgement(Verdict.BLOCK, "guard.unavailable", (Category.UNAVAILABLE.value,))
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the layers and the room say. `rest`: what is left of a text without the phrases that the room allows and that saved it.

    None: they did not. `own`: what those phrases are refused for, and can excuse where they are not the whole text.
    """

    judgement: Judgement
    rest: tuple[str, ...] | None = None
    own: frozenset[str] = frozenset()

    def excuses(self, said: Judgement) -> bool:
        """Whether the room's phrases could be what a judgement on the whole text objects to."""
        return self.rest == () or (self.rest is not None and self.own.issuperset(said.categories))


class Guard:
    """Composes moderators: the strictest verdict wins. A judge elsewhere is asked last, and not about what is refused already.

    A room's own phrases (`rules`): a blocked one blocks; an allowed one is taken out of a text that would be refused, and what is
    left decides. It excuses what it would be refused for itself and nothing else, never what the policy lets no phrase allow
    (its floor, and hate), and not what a sentence means as a whole ("kill" and "gun" do not allow to kill somebody with a gun).

    A moderator that raises, answers nonsense or takes longer than `patience_s` once it has begun leads to BLOCK with the
    rule "guard.unavailable"; so does a review that takes longer than `limit_s` in all (hung work can hold every thread).
    `warm` is called once before the first judgement (what loads slowly).
    """

    def __init__(
        self,
        moderators: Sequence[Moderator],
        pool: Pool,
        *,
        policy: Policy | None = None,
        judge: Judge | None = None,
        warm: Callable[[], object] | None = None,
        patience_s: float = PATIENCE_S,
        limit_s: float = LIMIT_S,
    ) -> None:
        self._moderators = tuple(moderators)
        # The learned layer has read sentences: a bare list such as "bad anatomy, text" sounds like abuse to it (and to a judge).
        self._certain = tuple(layer for layer in moderators if not isinstance(layer, Learned))
        self._pool = pool
        self.policy = policy or Policy.load()
        self._judge = judge
        self._metaprompt = Metaprompt.load()
        self._negative = Negative.load()
        self._warm = warm
        self._warming: asyncio.Future[object] | None = None
        self._patience_s = patience_s
        self._limit_s = limit_s
        self._names: OrderedDict[int, bool] = OrderedDict()

    @classmethod
    def standard(cls, meaning: Meaning, pool: Pool, judge: Judge | None = None) -> "Guard":
        """The layers that need no key and no network, and the judge, if there is one."""
        policy = Policy.load()
        lexicon = Lexicon.load(policy)
        layers = (Rules(policy), lexicon, Injection(policy), People(policy), Learned(meaning, lexicon, policy))
        return cls(layers, pool, policy=policy, judge=judge, warm=lambda: [one.judge("warm", Audience.CHILDREN) for one in layers])

    async def review(self, text: str, audience: Audience, rules: HouseRules = NO_RULES, *, judged: bool = True) -> Review:
        """Judge a text: prompt, guess, caption. Never raises for what the text holds; an empty one is harmless.

        `judged`: by a judge elsewhere, too; not for single words and what the bot only listens to.
        """
        if len(text) > LONGEST_PROMPT and len(clean(text)) > LONGEST_PROMPT:
            return Review(text, Verdict.BLOCK, "input.too-long")
        if _unreadable(text):
            return Review(text, Verdict.BLOCK, "input.unreadable")
        judgement = await self._judgement(text, audience, rules, judged=judged)
        return Review(text, judgement.verdict, judgement.rule, judgement.categories)

    async def overheard(self, words: str) -> Review:
        """Judge a line that is no wish by what is certain and cheap: whether it calls for help; what is too long, by its start."""
        words = words[:LONGEST_PROMPT]
        if _unreadable(words):
            return Review(words, Verdict.BLOCK, "input.unreadable")
        judgement = await self._judgement(words, Audience.CHILDREN, NO_RULES, self._certain, judged=False)
        return Review(words, judgement.verdict, judgement.rule, judgement.categories)

    async def safe_prompt(
        self,
        words: str,
        *,
        audience: Audience,
        ratio: str,
        style: str | None = None,
        rules: HouseRules = NO_RULES,
        kind: Kind = Kind.PICTURE,
    ) -> SafePrompt:
        """The prompt for a provider, made from a person's words; `style`: one that has to be said (`styles.py`).

        `kind`: EDIT where pictures are given to be changed.

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
        frame = self._metaprompt
        text = frame.around(told, audience=audience, ratio=ratio, kind=kind)
        review = await self.review(words, audience, rules)
        if not review.passes(audience):
            raise Refused(words, review, suggestion=await self._suggestion(review, audience, rules))
        positive = frame.positive(told, audience=audience, ratio=ratio)
        return SafePrompt(told, text, positive, frame.negative(audience), frame.id(audience, kind), audience, _GUARD_ONLY)

    async def negative(self, words: str, audience: Audience, rules: HouseRules = NO_RULES) -> str:
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
        judgement = await self._judgement(words, audience, rules, self._certain, judged=False)
        category = await self._pool.run(self._negative.refuses, words, judgement, audience)
        if category is not None:
            review = Review(words, judgement.verdict, judgement.rule, judgement.categories)
            raise Refused(words, review, category=category.value)
        return told

    async def name(self, name: str, rules: HouseRules = NO_RULES) -> str:
        """A person's name as it may be said before anybody: on one line, without invisible signs; "" where it may not.

        Judged like a text for children, for names go from room to room, but without the layers that read sentences; of the room's
        phrases only the blocked ones count. What was found is remembered (not the name itself), so that it costs nothing the next
        time.
        """
        told = clean(name)
        if not told or _unreadable(told):
            return ""
        known = hash((told, rules.blocked))
        if known not in self._names:
            split = _PARTS.sub(" ", told)  # "MaxPower88" is said in three words
            here = HouseRules(rules.blocked)
            judged = [await self._of_name(one, here) for one in dict.fromkeys((told, split))]
            unkind = any(_NO_NAME.search(one) for one in readings(split))
            if UNAVAILABLE in judged:
                return ""
            said = {category for one in judged if one.verdict is not Verdict.ALLOW for category in one.categories or ("",)}
            self._names[known] = said <= _NAMELY and not unkind
            if len(self._names) > NAMES_KEPT:
                self._names.popitem(last=False)
        self._names.move_to_end(known)
        return told if self._names[known] else ""

    async def _of_name(self, name: str, rules: HouseRules) -> Judgement:
        found = await self._judgement(name, Audience.CHILDREN, rules, self._certain, judged=False)
        rest = _NAMES.sub(",", name)
        if found.verdict is Verdict.ALLOW or rest == name:
            return found
        return await self._judgement(rest, Audience.CHILDREN, rules, self._certain, judged=False)

    async def _suggestion(self, review: Review, audience: Audience, rules: HouseRules) -> str:
        """A safer wish that this very guard lets pass without a doubt, or ""."""
        told = _suggestions().made_of(review.text, review.categories)
        return told if told and (await self.review(told, audience, rules)).verdict is Verdict.ALLOW else ""

    async def _judgement(
        self, text: str, audience: Audience, rules: HouseRules, layers: Sequence[Moderator] | None = None, *, judged: bool = True
    ) -> Judgement:
        """The strictest of layers, room and judge (if `judged`)."""
        try:
            async with asyncio.timeout(self._limit_s):
                if layers is None:
                    await self._warmed()  # only sentences need what loads slowly
                # A long queue before the pool is no failure of the guard.
                found = await self._pool.within(self._patience_s, self._look, text, audience, rules, layers or self._moderators)
        except Exception as error:  # noqa: BLE001 - whatever it was: a guard that cannot answer says no
            _log.error("guard_unavailable", error=type(error).__name__)  # its text may hold the words
            return UNAVAILABLE
        refused = not Review(text, found.judgement.verdict, "", found.judgement.categories).passes(audience)
        if self._judge is None or not judged or refused:
            return found.judgement
        said = await self._asked(self._judge, text, audience)
        if found.excuses(said) and not self._beyond_phrases(said):
            said = await self._asked(self._judge, found.rest[0], audience) if found.rest else Judgement(Verdict.ALLOW)
        return strictest((found.judgement, said))

    def _look(self, text: str, audience: Audience, rules: HouseRules, layers: Sequence[Moderator]) -> _Found:
        """The layers and the room's phrases on a text; runs in the pool."""
        read = readings(text)
        room, whole = blocked_by(read, rules), self._strictest(read, audience, layers)
        if whole.verdict is not Verdict.ALLOW and room.verdict is Verdict.ALLOW and not self._beyond_phrases(whole):
            rest = without_allowed(read, rules)
            if rest is not None:
                phrases = (self._strictest(readings(one), audience, layers) for one in allowed_in(read, rules))
                own = frozenset(category for one in phrases for category in one.categories)
                found = _Found(self._strictest(rest, audience, layers), rest, own)
                if found.excuses(whole) and (not rest or not self._means_more(read, audience, layers, own)):
                    return found
        return _Found(strictest((whole, room)))

    def _means_more(self, read: Sequence[str], audience: Audience, layers: Sequence[Moderator], own: frozenset[str]) -> bool:
        """Whether the meaning of a text is refused whatever phrases are in it, or they make a threat together ("kill", "gun")."""
        means = self._strictest(read, audience, [layer for layer in layers if isinstance(layer, Learned)]).verdict
        return means is Verdict.BLOCK or (len(own) > 1 and Category.VIOLENCE.value in own)

    @staticmethod
    def _strictest(read: Sequence[str], audience: Audience, layers: Sequence[Moderator]) -> Judgement:
        """Every reading of a text before every moderator."""
        judgements = []
        for moderator in layers:
            if isinstance(moderator, Learned):
                moderator.read_ahead(read)
        for reading in read:
            for moderator in layers:
                judgement: object = moderator.judge(reading, audience)
                if not isinstance(judgement, Judgement) or not isinstance(judgement.verdict, Verdict):
                    raise TypeError(f"{type(moderator).__name__} answered nonsense")
                judgements.append(judgement)
        return strictest(judgements)

    def _beyond_phrases(self, judgement: Judgement) -> bool:
        """Whether it objects to what no phrase may allow; an objection without a reason is taken for one."""
        if judgement.verdict is Verdict.ALLOW or not judgement.categories:
            return judgement.verdict is not Verdict.ALLOW
        return self.policy.beyond_phrases(judgement.verdict, judgement.categories)

    @staticmethod
    async def _asked(judge: Judge, text: str, audience: Audience) -> Judgement:
        """What the judge says; where it says nothing that can be understood in time, it objects to nothing."""
        try:
            async with asyncio.timeout(JUDGE_LIMIT_S):
                said: object = await judge.judge(clean(text), audience)
        except Exception as error:  # noqa: BLE001 - whatever it was: the other layers have answered
            _log.warning("judge.silent", error=type(error).__name__)  # its text may hold the words
            return Judgement(Verdict.ALLOW)
        if said is not None and not (isinstance(said, Judgement) and isinstance(said.verdict, Verdict)):
            _log.warning("judge.silent", error="nonsense")
            return Judgement(Verdict.ALLOW)
        return said or Judgement(Verdict.ALLOW)

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


@functools.cache
def _suggestions() -> Suggestions:
    return Suggestions.load()  # at the first refusal


def _unreadable(text: str) -> bool:
    """Whether a text holds half a character (an unpaired surrogate): no provider could be sent it."""
    return any("\ud800" <= char <= "\udfff" for char in text)
