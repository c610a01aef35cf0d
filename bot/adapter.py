"""The port of a face: a place where people talk."""

import asyncio
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from commands.core.reply import Reply
from storage.records import MessageRef, Room


class ChatAdapter(Protocol):
    """`run` talks until the people are gone; `deliver` puts a reply into a room, or edits the message `replacing` into it."""

    async def run(self) -> None: ...

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef: ...


@runtime_checkable
class Remote(Protocol):
    """A face that has to connect first; `connected` is set when it has, and knows what happened while it was away."""

    connected: asyncio.Event


@dataclass(frozen=True, slots=True)
class Checkup:
    """What the doctor learns of a platform: the bot's name there, where it is invited, and commands that its menu shows wrongly."""

    name: str
    link: str
    drifted: tuple[str, ...] = ()
