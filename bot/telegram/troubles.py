"""Which of Telegram's refusals means what."""

from enum import StrEnum

from telegram.error import BadRequest, Forbidden, TelegramError


class Trouble(StrEnum):
    """What a refusal means for us."""

    UNREACHABLE = "unreachable"  # nothing of ours gets into that chat
    GONE = "gone"  # the message to be edited is not there any more
    UNCHANGED = "unchanged"  # it looks like that already
    NO_TEXT = "no-text"  # it is a picture: its words are a caption
    UNREADABLE = "unreadable"  # a server that does not know a tag we use
    FILE = "file"  # a file it gave us a name for is not known any more
    TOO_LATE = "too-late"  # a button was pressed too long ago to be answered over the chat
    OTHER = "other"


# Parts of the descriptions, in lower case. The server has no codes for them.
_SIGNS = (
    (Trouble.UNCHANGED, ("message is not modified",)),
    (Trouble.GONE, ("message to edit not found", "message_id_invalid", "message can't be edited", "message identifier is not")),
    (Trouble.NO_TEXT, ("there is no text in the message to edit", "there is no caption in the message")),
    (Trouble.UNREADABLE, ("can't parse entities", "unsupported start tag")),
    (Trouble.TOO_LATE, ("query is too old", "query id is invalid", "query_id_invalid")),
    (
        Trouble.FILE,
        ("wrong file identifier", "wrong remote file", "wrong type of file", "file reference", "can't use file of type"),
    ),
    (
        Trouble.UNREACHABLE,
        (
            "chat not found",
            "not enough rights",
            "have no rights",
            "chat_write_forbidden",
            "chat_send_",
            "chat_restricted",
            "topic_closed",
            "topic_deleted",
            "message thread not found",
            "user is deactivated",
            "user not found",
            "peer_id_invalid",
            "group chat was deactivated",
            "bot is not a member",
            "need administrator rights",
        ),
    ),
)


def trouble(error: TelegramError) -> Trouble:
    """What a refusal means; OTHER is for trying again, or for a mistake of ours."""
    if isinstance(error, Forbidden):
        return Trouble.UNREACHABLE
    if isinstance(error, BadRequest):
        said = error.message.lower()
        return next((kind for kind, signs in _SIGNS if any(sign in said for sign in signs)), Trouble.OTHER)
    return Trouble.OTHER
