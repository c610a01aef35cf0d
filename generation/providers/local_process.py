"""The other end of `local_worker.py`: one process that is started when it is needed, spoken to, and started again when it died.

Longer than other providers, because each of the ways in which a process can fail a conversation has its own sentence here.
"""

import asyncio
import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import structlog

from generation.providers.errors import BadRequest, ProviderError, Refused, Timeout, Upstream

LINE: Final = 2**25  # bytes: the largest picture there is, in base64
_KILLED: Final = -9
_LEAVING_S: Final = 5.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """For how many seconds the process may load its model, say nothing, and go on after it was told to stop."""

    load_s: float = 900.0
    silent_s: float = 300.0
    stop_s: float = 30.0


class LocalProcess:
    """One conversation at a time: whoever calls `asked` sees to that. `command` starts the process."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._command = tuple(command)
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._ready = False

    async def asked(self, order: Mapping[str, Any], step: Callable[[float], None]) -> str:
        """The picture of an order, in base64; `step` hears how far it is, 0..1. Whoever cancels this stops the painting.

        Raises ProviderError. After any that leaves doubt about the process it is ended; the next order starts another.
        """
        job = str(order["job"])
        try:
            await self._begin()
            await self._send(order)
            return await self._answer(job, step)
        except asyncio.CancelledError:
            if self._ready:  # a model that is being loaded goes on: the next order needs it
                await self._call_off(job)
            raise
        except (Timeout, Upstream) as error:
            _log.warning("local.ended", error=error)
            await self.end()
            raise

    def kill(self) -> None:
        """Now; `end` waits until it is gone."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def end(self) -> None:
        """End the process, if there is one. There is nothing that it would have to save."""
        self.kill()
        process, self._process = self._process, None
        self._ready = False
        if process is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LEAVING_S):
                    await process.communicate()

    async def _begin(self) -> None:
        if self._process is not None and self._process.returncode is not None:
            await self.end()
        if self._process is None:
            # Keys to other services are none of its business. A session of its own: Ctrl-C in a terminal is for the bot.
            seen = {name: value for name, value in os.environ.items() if not name.upper().startswith("PINCEL_")}
            pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
            try:
                self._process = await asyncio.create_subprocess_exec(
                    *self._command, stdin=pipe, stdout=pipe, stderr=nowhere, limit=LINE, env=seen, start_new_session=True
                )
            except OSError as error:
                raise Upstream(f"the worker can not be started: {error.strerror}") from None
        if not self._ready:
            told = await self._line(self._limits.load_s)
            if "ready" not in told:
                raise _failure(told)
            self._ready = True
            _log.info("local.ready", pipeline=told["ready"], device=told.get("device"))

    async def _answer(self, job: str, step: Callable[[float], None]) -> str:
        while True:
            told = await self._line(self._limits.silent_s)
            match told:
                case {"job": str(of)} if of != job:
                    continue  # of an order that was called off
                case {"progress": int() | float() as done}:
                    step(min(max(float(done), 0.0), 1.0))
                case {"picture": str(picture)}:
                    return picture
                case _:
                    raise _failure(told)

    async def _call_off(self, job: str) -> None:
        """It stops after the step it is at, or is ended."""
        try:
            async with asyncio.timeout(self._limits.stop_s):
                await self._send({"cancel": job})
                while True:
                    told = await self._line(self._limits.stop_s)
                    if told.get("job") == job and "progress" not in told:
                        return
        except (ProviderError, TimeoutError):
            await self.end()

    async def _send(self, message: Mapping[str, Any]) -> None:
        stream = self._process.stdin if self._process else None
        if stream is None:
            raise Upstream("the worker was ended")
        try:
            stream.write(json.dumps(message).encode() + b"\n")
            await stream.drain()
        except (BrokenPipeError, ConnectionResetError):
            raise await self._died() from None

    async def _line(self, within_s: float) -> dict[str, Any]:
        stream = self._process.stdout if self._process else None
        if stream is None:
            raise Upstream("the worker was ended")
        try:
            async with asyncio.timeout(within_s):
                line = await stream.readline()
        except TimeoutError:
            raise Timeout(f"the worker said nothing for {within_s:g} s") from None
        except ValueError:
            raise Upstream("the worker wrote a line that does not end") from None
        if not line:
            raise await self._died()
        try:
            told = json.loads(line)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise Upstream("the worker wrote what is no answer")
        return told

    async def _died(self) -> Upstream:
        process = self._process
        if process is None:
            return Upstream("the worker was ended")
        try:
            async with asyncio.timeout(_LEAVING_S):
                status = await process.wait()
        except TimeoutError:
            return Upstream("the worker closed its output")
        killed = "; killed, most likely for want of memory" if status == _KILLED else ""
        return Upstream(f"the worker ended with status {status}{killed}")


def _failure(told: Mapping[str, Any]) -> ProviderError:
    text = str(told.get("text", ""))
    match told.get("error"):
        case "unsafe":
            return Refused("output", (), text)
        case "field":
            return BadRequest(str(told.get("field", "")), text)
        case "model" | "extra" | "memory" | "trouble":
            return Upstream(text)
        case _:
            return Upstream("the worker wrote what is no answer")
