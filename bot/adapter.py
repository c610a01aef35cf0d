"""The port of a face: a place where people talk."""

from typing import Protocol

from commands.core.reply import Reply
from storage.records import MessageRef, Room


class ChatAdapter(Protocol):
    """`run` talks until the people are gone; `deliver` puts a reply into a room, or edits the message `replacing` into it."""

    async def run(self) -> None: ...

    async def deliver(self, room: Room, reply: Reply, replacing: MessageRef | None = None) -> MessageRef: ...
