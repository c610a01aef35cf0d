"""What goes into one message: its text, its buttons, and files that are small enough for the place."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
import structlog

from bot.discord.keys import view
from bot.discord.render import CONTENT_CHARS, FILES, Parts, alts, content, parts, shortened
from commands.core.call import House
from commands.core.filled import filled_in
from commands.core.reply import Picture, Reply
from commands.menu import MENU
from generation.imaging.fit import fit
from storage.problem import Problem

REQUEST_BYTES = 25 * 2**20  # of one request, whatever a single file may have
OVERHEAD_BYTES = 64 * 2**10
_EXTENSIONS = {"image/jpeg": "jpg", "image/webp": "webp", "image/png": "png"}
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Load:
    """A file ready to be sent."""

    filename: str
    data: bytes
    alt: str | None
    veiled: bool = False

    def file(self) -> discord.File:
        """Anew for each request: the library reads it to its end."""
        return discord.File(BytesIO(self.data), self.filename, description=self.alt, spoiler=self.veiled)


@dataclass(frozen=True, slots=True)
class Packed:
    """A message ready to be sent; `loads` is None where the files of the message it replaces stay as they are."""

    parts: Parts
    loads: tuple[Load, ...] | None

    def new(self) -> dict[str, Any]:
        """Arguments for sending it."""
        embed = self._embed()
        return {
            "content": self.parts.content or discord.utils.MISSING,
            "files": [load.file() for load in self.loads or ()],
            "view": view(self.parts.rows) or discord.utils.MISSING,
            "embed": embed or discord.utils.MISSING,
        }

    def edit(self) -> dict[str, Any]:
        """Arguments for putting it in a message's place; what the message had and this has not goes away."""
        more = "\n…" if self.parts.more else ""
        files = {} if self.loads is None else {"attachments": [load.file() for load in self.loads]}
        text = shortened(self.parts.content + more, CONTENT_CHARS)
        return {"content": text, "view": view(self.parts.rows), "embed": self._embed(), **files}

    def _embed(self) -> discord.Embed | None:
        return discord.Embed(description=self.parts.aside) if self.parts.aside else None


async def packed(house: House, reply: Reply, locale: str, limit: int, *, reactions: bool = False, pictures: bool = True) -> Packed:
    """A reply for a place where a file may have `limit` bytes (0: none at all); what is too large is told in words.

    `reactions`: people can vote by reactions there. `pictures` False: those that hang there already are the right ones.
    """
    loads, lost = await _loads(house, reply, limit) if pictures else (None, 0)
    say = house.words.say

    def spell(line: str) -> str:
        # Here nobody types dashes; but a line that the form is to open must be read again.
        return line if line == reply.line else filled_in(line, MENU, house.words, locale)

    made = parts(reply, change=say(locale, "discord-change"), reactions=reactions, spell=spell)
    text = made.content
    if lost:
        notice = content(say(locale, "discord-too-large", count=lost))
        text = f"{shortened(text, CONTENT_CHARS - len(notice) - 1)}\n{notice}".strip()
    if not text and loads == ():
        text = "✓"  # Discord refuses an empty message
    return Packed(Parts(text, made.rows, made.more, made.aside), loads)


async def _loads(house: House, reply: Reply, limit: int) -> tuple[tuple[Load, ...], int]:
    count = len(reply.pictures) + len(reply.files)
    each = min(limit, (REQUEST_BYTES - OVERHEAD_BYTES) // max(1, min(FILES, count)))
    loads = []
    for picture, alt in zip(reply.pictures[:FILES], alts(reply), strict=False):
        try:
            loads.append(await _load(house, picture, alt, each))
        except Problem as problem:
            _log.warning("discord.picture_left_out", key=problem.key, sha256=picture.sha256)
    loads += [Load(one.filename, one.data, None) for one in reply.files if len(one.data) <= each]
    loads = loads[:FILES]
    return tuple(loads), count - len(loads)


async def _load(house: House, picture: Picture, alt: str, limit: int) -> Load:
    data = await house.storage.pictures.get(picture.sha256)
    if len(data) <= limit:
        return Load(picture.filename, data, alt, picture.veiled)
    if not limit:
        raise Problem("picture-too-large")
    data, mime = await house.pool.run(fit, data, picture.mime, limit_bytes=limit)
    stem = picture.filename.rpartition(".")[0] or picture.filename
    return Load(f"{stem}.{_EXTENSIONS[mime]}", data, alt, picture.veiled)
