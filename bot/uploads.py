"""Picture files on this machine, for the faces whose people sit at it."""

from pathlib import Path

from commands.core.call import Attachment
from commands.core.command import Command
from commands.core.words import Words
from storage.problem import Problem


def attachment_at(path: Path) -> Attachment:
    """The file at that path, read when it is wanted. Raises Problem "picture-file" where there is none."""
    try:
        if not path.is_file():  # no folder, and nothing that would be read for ever
            raise Problem("picture-file", path=str(path))
        size = path.stat().st_size
    except (OSError, ValueError):
        raise Problem("picture-file", path=str(path)) from None

    async def read(limit: int) -> bytes:
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError:
            raise Problem("picture-file", path=str(path)) from None
        if len(data) > limit:
            raise Problem("upload-too-large", limit_mb=limit // 2**20)
        return data

    return Attachment(path.name, size, read)


def with_files(command: Command, given: dict[str, str], words: Words) -> dict[str, object]:
    """What was typed, with a file for each option that takes one; a number stays one. Raises Problem "picture-file"."""
    takes = {option.name for option in command.options if option.type is Attachment}
    return {
        name: attachment_at(Path(text).expanduser())
        if command.option(name, words).name in takes and Attachment.numbered(text) is None
        else text
        for name, text in given.items()
    }
