"""Which judge the settings switch on, and how it is reached. Its code is loaded only when it is used."""

from typing import TYPE_CHECKING, Final

from bot.settings import JudgeKind, Settings, variable
from storage.problem import Problem

if TYPE_CHECKING:  # they bring the HTTP client, which a bot without any service does not load
    from generation.providers.http import Http
    from generation.safety.judge import RemoteJudge

OPENAI: Final = "https://api.openai.com/v1"
MODERATION_MODEL: Final = "omni-moderation-latest"


def judge_of(settings: Settings, http: "Http") -> "RemoteJudge | None":
    """The judge that is set up, None for none.

    Raises Problem "judge-lacks" (name= the variable that is missing): who asked for a judge shall not believe that one reads along.
    """
    if settings.judge is None:
        return None
    from generation.safety.judge import ChatJudge, ModerationsJudge  # noqa: PLC0415 - see above

    address = settings.judge_url or OPENAI
    spare = settings.openai_key if address == OPENAI and settings.openai_api is None else None
    secret = settings.judge_key or spare
    key = secret.get_secret_value() if secret is not None else ""
    if not key and address == OPENAI:
        raise Problem("judge-lacks", name=variable("judge_key"))
    if settings.judge is JudgeKind.CHAT:
        if not settings.judge_model:
            raise Problem("judge-lacks", name=variable("judge_model"))
        return ChatJudge(http, base=address, key=key, model=settings.judge_model)
    return ModerationsJudge(http, base=address, key=key, model=settings.judge_model or MODERATION_MODEL)
