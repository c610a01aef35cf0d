"""Judges on loopback: OpenAI's moderation endpoint and its chat completions, as one server. What it finds a test says."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from bench.fakes.loopback import served

FLAGS = (
    *("hate", "hate/threatening", "harassment", "harassment/threatening", "illicit", "illicit/violent", "self-harm"),
    *("self-harm/intent", "self-harm/instructions", "sexual", "sexual/minors", "violence", "violence/graphic"),
)
_FENCE = re.compile(r"^WORDS-[0-9a-f]{24}$", re.MULTILINE)

Json = dict[str, Any]
Answers = Callable[[str, Json], web.StreamResponse | None]


def flagged(*names: str) -> Json:
    """One result of the moderation endpoint with these categories flagged."""
    return {
        "flagged": bool(names),
        "categories": {name: name in names for name in FLAGS},
        "category_scores": {name: float(name in names) for name in FLAGS},
        "category_applied_input_types": {name: ["text"] for name in FLAGS},
    }


def completion(content: object) -> web.Response:
    """A chat model's answer."""
    message = {"role": "assistant", "content": content, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return web.json_response({"id": "c-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


def fence_of(body: Mapping[str, Any]) -> str:
    """The fence of a request to a chat model."""
    return _FENCE.findall(body["messages"][1]["content"])[0]  # type: ignore[no-any-return] # the pattern has no groups


@dataclass
class FakeJudge:
    """`async with FakeJudge.running() as judge`: point a judge at `.api`. `bodies` are the requests that came, with their paths.

    `finds`: word -> the category that a text with it has. `instead`: a test's own answer to a request, before any other.
    `silent`: no answer at all while it is true. `key`: what must be shown.
    """

    finds: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    instead: Answers = lambda _path, _body: None
    silent: bool = False
    api: str = ""
    bodies: list[tuple[str, Json]] = field(default_factory=list)

    @classmethod
    @asynccontextmanager
    async def running(cls, **options: Any) -> AsyncIterator[Self]:
        """A server on a free port of loopback."""
        here = cls(**options)
        async with served(
            [web.post("/v1/moderations", here._judge), web.post("/v1/chat/completions", here._judge)], leaving_s=0.01
        ) as address:
            here.api = f"{address}/v1"
            yield here

    async def _judge(self, request: web.Request) -> web.StreamResponse:
        path, body = request.path.removeprefix("/v1/"), await request.json()
        self.bodies.append((path, body))
        if self.silent:
            await asyncio.Event().wait()
        if self.key and request.headers.get("authorization") != f"Bearer {self.key}":
            return web.json_response({"error": {"message": "Incorrect API key provided"}}, status=401)
        answer = self.instead(path, body)
        if answer is not None:
            return answer
        if path == "moderations":
            texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
            results = [flagged(*self._found(text)) for text in texts]
            return web.json_response({"id": "modr-1", "model": body["model"], "results": results})
        found = self._found(body["messages"][1]["content"])
        return completion(json.dumps({"id": fence_of(body), "unsafe": found, "doubtful": []}))

    def _found(self, text: str) -> list[str]:
        return list(dict.fromkeys(category for word, category in self.finds.items() if word in text.lower()))
