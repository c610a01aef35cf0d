"""Judges (layer 4): a model elsewhere reads what the other layers let pass. Its silence changes nothing; its no is a no."""

import asyncio
import hashlib
import json
import re
import secrets
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import structlog

from generation.breaker import Breaker
from generation.ports import Judgement, Verdict
from generation.providers.errors import (
    BadKey,
    BadRequest,
    ModelGone,
    OutOfCredit,
    ProviderError,
    RateLimited,
    Timeout,
    Upstream,
)
from generation.providers.http import Answer, Ask, Http
from generation.safety.disguises import readings
from generation.safety.metaprompt import Kind, Metaprompt, fenced, new_fence
from generation.safety.policy import Category, Policy, strictest
from storage.records import Audience

LIMIT_S: Final = 3.0  # a person waits for it
ANSWER_BYTES: Final = 256 * 1024
ANSWER_TOKENS: Final = 300
THOUGHT_TOKENS: Final = 2000  # of models that think before they answer, and count that
KEPT: Final = 4096  # verdicts
HARMLESS: Final = "a red fox reading a book under a tree"
UNFIT: Final = "a pornographic film"
_LAYER: Final = "judge"
_MEANING: Final[Mapping[int, Callable[[str], ProviderError]]] = {
    401: BadKey,
    402: OutOfCredit,
    403: BadKey,
    404: lambda text: ModelGone(text=text),
    408: Timeout,
    429: lambda text: RateLimited(None, text),
    504: Timeout,
}
_THEIR_FAULT: Final = 500
_BAD_REQUEST: Final = 400
_log = structlog.get_logger(__name__)


class RemoteJudge(ABC):
    """What judges share: a time limit, a rest for one that fails again and again, and verdicts that are remembered.

    `model`: its name there. Verdicts are kept by a keyed digest, so that no words are.
    """

    def __init__(self, http: Http, *, base: str, key: str = "", model: str, limit_s: float = LIMIT_S) -> None:
        """`base`: the API's address up to its version, such as https://api.openai.com/v1."""
        self._http = http
        self._base = base.rstrip("/")
        self._key = key
        self.model = model
        self._limit_s = limit_s
        self._policy = Policy.load()
        self._breaker = Breaker()
        self._said: OrderedDict[bytes, Judgement] = OrderedDict()
        self._salt = secrets.token_bytes(16)
        self._probing: asyncio.Future[None] | None = None

    async def judge(self, text: str, audience: Audience) -> Judgement | None:
        """Satisfies ports.Judge: None when it rests, is silent for `limit_s`, fails, or answers what is no answer."""
        name = hashlib.blake2b(f"{audience}\0{text}".encode("utf-8", "replace"), key=self._salt, digest_size=16).digest()
        if name in self._said:
            self._said.move_to_end(name)
            return self._said[name]
        try:
            self._breaker.check(_LAYER)
        except ProviderError:
            return None  # why it rests was logged when it began to
        try:
            said = await self.asked(text, audience)
        except ProviderError as error:
            self._breaker.failed(_LAYER, error)
            rests = bool(self._breaker.resting())
            _log.warning("judge.failed", reason=str(error), rests=rests)
            if rests and isinstance(error, Timeout):
                self._probing = asyncio.ensure_future(self._probe())  # kept, or it could be forgotten half-way
            return None
        self._breaker.succeeded(_LAYER)
        if said is None:
            _log.warning("judge.unclear")
            return None
        self._said[name] = said
        if len(self._said) > KEPT:
            self._said.popitem(last=False)
        return said

    async def _probe(self) -> None:
        """End the rest where only what it was asked was slow: three such texts must not silence it for everybody."""
        try:
            said = await self.asked(HARMLESS, Audience.CHILDREN)
        except (ProviderError, OSError, RuntimeError):  # the last two: the program ends meanwhile
            return
        if said is not None:
            self._breaker.succeeded(_LAYER)

    async def asked(self, text: str, audience: Audience) -> Judgement | None:
        """Ask it now. None: it answered, but not what was asked for (the words may have led to that, so it need not rest for it).

        Raises ProviderError.
        """
        try:
            async with asyncio.timeout(self._limit_s):
                found = await self._ask(text, audience)
        except TimeoutError:
            raise Timeout(f"no answer within {self._limit_s:g} s") from None
        except RecursionError:
            raise Upstream("brackets without end") from None
        return None if found is None else strictest(found)

    async def check(self) -> bool:
        """For the doctor: whether it tells a harmless text from one that is not fit for children. Raises ProviderError.

        It answers Upstream when it does not keep to the form that was asked for.
        """
        verdicts = []
        for text in (HARMLESS, UNFIT):
            said = await self.asked(text, Audience.CHILDREN)
            if said is None:
                raise Upstream("an answer that is no verdict")
            verdicts.append(said.verdict)
        return verdicts[0] is Verdict.ALLOW and verdicts[1] is not Verdict.ALLOW

    @abstractmethod
    async def _ask(self, text: str, audience: Audience) -> Sequence[Judgement] | None:
        """Judgements, none for what is harmless; None for an answer that is none. Raises ProviderError."""

    async def _sent(self, path: str, body: Mapping[str, Any]) -> Answer:
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        ask = Ask("POST", f"{self._base}/{path}", headers=headers, json=body, wait_s=self._limit_s)
        return await self._http.send(ask, most_bytes=ANSWER_BYTES)


class ModerationsJudge(RemoteJudge):
    """OpenAI's moderation endpoint, or another one of its shape. It reads the words as they are and with disguises undone."""

    async def _ask(self, text: str, audience: Audience) -> Sequence[Judgement] | None:
        undone = readings(text)[-1]
        texts = [text] if undone == text.lower() else [text, undone]
        answer = await self._sent("moderations", {"model": self.model, "input": texts})
        if not answer.ok:
            raise _failure(answer)
        results = answer.object().get("results")
        if not isinstance(results, list) or len(results) != len(texts):
            raise Upstream("a moderation without its results")
        return [judgement for result in results for judgement in self._judgements(result, audience)]

    def _judgements(self, result: object, audience: Audience) -> list[Judgement]:
        flagged, named = (result.get("flagged"), result.get("categories")) if isinstance(result, dict) else (None, None)
        if (
            not isinstance(flagged, bool)
            or not isinstance(named, dict)
            or not all(isinstance(one, bool | None) for one in named.values())
        ):
            raise Upstream("a moderation that is none")
        found = [_FLAGS.get(name, Category.UNAVAILABLE) for name, true in named.items() if true]
        if flagged and not found:
            found = [Category.UNAVAILABLE]
        return [self._policy.judge(_LAYER, found, audience)]


# What the endpoint flags, as we call it. What it flags by another name is blocked, for we do not know what it is.
_FLAGS: Final[Mapping[str, Category]] = {
    "sexual": Category.SEXUAL,
    "sexual/minors": Category.MINORS,
    "hate": Category.HATE,
    "hate/threatening": Category.HATE,
    "harassment": Category.HATE,
    "harassment/threatening": Category.HATE,
    "illicit": Category.DRUGS,
    "illicit/violent": Category.WEAPONS,
    "self-harm": Category.SELF_HARM,
    "self-harm/intent": Category.HELP,
    "self-harm/instructions": Category.SELF_HARM,
    "violence": Category.VIOLENCE,
    "violence/graphic": Category.GORE,
}

# What a chat model may name.
NAMES: Final = frozenset(Category) - {Category.ROOM, Category.CHARACTERS, Category.UNAVAILABLE}


class ChatJudge(RemoteJudge):
    """Any chat model behind OpenAI's `chat/completions`: our instructions, the words as fenced data, a verdict in JSON back."""

    def __init__(self, http: Http, *, base: str, key: str = "", model: str, limit_s: float = LIMIT_S) -> None:
        super().__init__(http, base=base, key=key, model=model, limit_s=limit_s)
        self._metaprompt = Metaprompt.load()
        self._thinks = False

    async def _ask(self, text: str, audience: Audience) -> Sequence[Judgement] | None:
        fence = new_fence()
        answer = await self._sent("chat/completions", self._body(text, audience, fence))
        if answer.status == _BAD_REQUEST and not self._thinks and not _filtered(answer):
            # Models that think take neither a temperature nor this name for the limit.
            self._thinks = True
            answer = await self._sent("chat/completions", self._body(text, audience, fence))
            self._thinks = answer.ok
        if _filtered(answer):
            return [REFUSED]
        if not answer.ok:
            raise _failure(answer)
        content = _content(answer)
        found = verdict(content, fence)
        if found is None:
            return [REFUSED] if _UNWILLING.match(content.strip().lower()) else None
        unsafe, doubtful = found
        clear = [self._policy.judge(_LAYER, [name], audience) for name in unsafe]
        maybe = [self._policy.judge(_LAYER, [name], audience) for name in doubtful]
        return [*clear, *(_milder(one) for one in maybe)]

    def _body(self, text: str, audience: Audience, fence: str) -> dict[str, Any]:
        limits = {"max_completion_tokens": THOUGHT_TOKENS} if self._thinks else {"max_tokens": ANSWER_TOKENS, "temperature": 0}
        told = self._metaprompt.around("", audience=audience, kind=Kind.JUDGE, fence=fence)
        asked = f"{fence}\n{fenced(text, fence)}\n{fence}"
        messages = [{"role": "system", "content": told}, {"role": "user", "content": asked}]
        return {"model": self.model, "messages": messages, **limits}


def verdict(content: str, fence: str) -> tuple[list[Category], list[Category]] | None:
    """The categories that a chat model named, clear and doubtful; None for anything but the very JSON that was asked for.

    The fence must stand in it: nobody who wrote the words knew it, so an answer that was smuggled in with them is none.
    """
    body = content.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.keys() != {"id", "unsafe", "doubtful"} or told["id"] != fence:
        return None
    lists = (told["unsafe"], told["doubtful"])
    if not all(isinstance(one, list) and all(isinstance(name, str) and name in NAMES for name in one) for one in lists):
        return None
    return [Category(name) for name in lists[0]], [Category(name) for name in lists[1]]


def _milder(judgement: Judgement) -> Judgement:
    """What a doubt is worth: it never blocks by itself."""
    if judgement.verdict is not Verdict.BLOCK:
        return judgement
    return Judgement(Verdict.REVIEW, judgement.rule, judgement.categories)


# A model, or the filter before it, that will not even read the words doubts them.
REFUSED: Final = Judgement(Verdict.REVIEW, f"{_LAYER}.refused", (Category.UNAVAILABLE.value,))
_UNWILLING: Final = re.compile(
    r"(?:(?:i['’]m|i am) )?(?:sorry|unable)|i (?:can(?:['’]t|not| not)|won['’]t)|lo siento|no puedo|很?抱歉|对不起|我(?:不能|无法)"
)


def _filtered(answer: Answer) -> bool:
    """Whether the vendor's own filter kept the words from the model, or the answer from us."""
    try:
        told = answer.object()
    except ProviderError:
        return False
    error, choices = told.get("error"), told.get("choices")
    if isinstance(error, dict) and error.get("code") in ("content_filter", "content_policy_violation"):
        return True
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    return isinstance(first, dict) and (
        first.get("finish_reason") == "content_filter" or (isinstance(message, dict) and bool(message.get("refusal")))
    )


def _content(answer: Answer) -> str:
    """What the model said. Raises Upstream where the answer is no completion."""
    choices = answer.object().get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    if message is None or not isinstance(content, str | None):
        raise Upstream("a completion that is none")
    return content or ""


def _failure(answer: Answer) -> ProviderError:
    """What a status that is no success means; nothing of the body, which may repeat the words."""
    text = f"HTTP {answer.status}"
    if answer.status in _MEANING:
        return _MEANING[answer.status](text)
    return Upstream(text) if answer.status >= _THEIR_FAULT or answer.status < _BAD_REQUEST else BadRequest(text=text)
