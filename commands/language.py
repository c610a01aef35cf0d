"""/language: the language in which the bot speaks to me."""

from commands.core.call import Call
from commands.core.names import Listed
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from storage.problem import Problem

FOLLOW = "auto"


async def language(call: Call, to: str | None = None) -> Reply:
    """Choose a language for oneself in every room; "auto" follows the room and the client again."""
    words = call.house.words
    if to is None:
        choices = [Button(words.say(code, "language-name"), token("language", code)) for code in words.locales]
        return Reply(call.say("language-which"), buttons=tuple(choices), private=True)
    code = words.called(to)
    if code is None and to.strip().casefold() != FOLLOW:
        raise Problem("unknown-language", given=to[:40], choices=Listed((*words.locales, FOLLOW), "or"))
    await call.house.storage.people.set_language(call.member, code)
    speak = words.first(code, call.settings.language, call.sender.client_locale)
    return Reply(words.say(speak, "language-set" if code else "language-follows"), private=True, locale=speak)
