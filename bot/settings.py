"""What an operator may set: variables named PINCEL_..., from the environment or a `.env` file."""

import logging
import os
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from annotated_types import Ge, Le
from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.env_file import Line, lines, shown
from commands.core.words import FOLDER as LOCALES
from storage.problem import Problem

PREFIX = "PINCEL_"
ENV_FILE = Path(".env")


class LogLevel(StrEnum):
    """From how serious on something is written down."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """For people (console) or for a log store (json: one object a line)."""

    CONSOLE = "console"
    JSON = "json"


class Pictures(StrEnum):
    """How the terminal shows a picture: `auto` draws coloured blocks where the terminal has 24-bit colour, else says the path."""

    AUTO = "auto"
    BLOCKS = "blocks"
    PATHS = "paths"


class JudgeKind(StrEnum):
    """Which kind of model reads along: OpenAI's moderation endpoint (or one of its shape), or a chat model."""

    OPENAI_MODERATION = "openai-moderation"
    CHAT = "chat"


def _in_home(path: Path) -> Path:
    return path.expanduser()


def _small(text: object) -> object:
    return text.strip().lower() if isinstance(text, str) else text


def _known_language(tag: str) -> str:
    if tag not in languages():
        raise ValueError(tag)
    return tag


def _parts(text: object) -> object:
    return tuple(part for part in text.replace(",", " ").split() if part) if isinstance(text, str) else text


def _numbers(given: tuple[str, ...]) -> tuple[str, ...]:
    if not all(one.isascii() and one.isdecimal() for one in given):
        raise ValueError(given)
    return given


def _address(text: str) -> str:
    if not text.startswith(("https://", "http://")):
        raise ValueError(text)
    return text.rstrip("/")


def languages() -> tuple[str, ...]:
    """The languages there are: one file each."""
    return tuple(sorted(path.stem for path in LOCALES.glob("*.ftl")))


Folder = Annotated[Path, AfterValidator(_in_home)]
Small = BeforeValidator(_small)
Address = Annotated[str, AfterValidator(_address)]
Several = (NoDecode, BeforeValidator(_parts))  # "12, 34" or "12 34"


_SILENT = logging.NullHandler()


class BadSettings(Problem):
    """One or more settings that can not be so. It is told as the first of them; `all` has each.

    They are Problem "bad-setting" (name, given, allowed), "bad-numbers" (name, given), "env-line" (line, path, name or "none").
    """

    def __init__(self, wrong: tuple[Problem, ...]) -> None:
        super().__init__(wrong[0].key, **wrong[0].details)
        self.all = wrong


class Settings(BaseSettings):
    """Every setting with its default; `.env.example` documents each (a test holds the two equal)."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file_encoding="utf-8", extra="ignore", frozen=True, hide_input_in_errors=True, env_ignore_empty=True
    )

    data: Folder = Path("data")
    out: Folder = Path("out")
    language: Annotated[str, Small, AfterValidator(_known_language)] | None = None
    log_level: Annotated[LogLevel, Small] = LogLevel.INFO
    log_format: Annotated[LogFormat, Small] = LogFormat.CONSOLE
    log_file: str = "pincel.log"
    log_prompts: bool = False
    backups: Annotated[int, Ge(1), Le(100)] = 3
    threads: Annotated[int, Ge(1), Le(16)] = 2
    calls_per_minute: Annotated[int, Ge(1), Le(10_000)] = 30
    calls_at_once: Annotated[int, Ge(1), Le(1_000)] = 12
    pictures: Annotated[Pictures, Small] = Pictures.AUTO
    telegram_token: SecretStr | None = None
    telegram_api: Address | None = None
    telegram_webhook: Address | None = None
    telegram_webhook_secret: SecretStr | None = None
    telegram_webhook_listen: str = "127.0.0.1:8081"
    owners: Annotated[tuple[str, ...], *Several, AfterValidator(_numbers)] = ()
    monthly_usd: Annotated[int, Ge(0), Le(1_000_000)] = 50
    discord_token: SecretStr | None = None
    discord_api: Address | None = None
    discord_guilds: Annotated[tuple[Annotated[int, Ge(1)], ...], *Several] = ()
    krea_key: SecretStr | None = None
    krea_api: Address | None = None
    openai_key: SecretStr | None = None
    openai_api: Address | None = None
    azure_key: SecretStr | None = None
    azure_api: Address | None = None
    azure_version: str = ""
    server_api: Address | None = None
    server_key: SecretStr | None = None
    bfl_key: SecretStr | None = None
    bfl_api: Address | None = None
    gemini_key: SecretStr | None = None
    gemini_api: Address | None = None
    fal_key: SecretStr | None = None
    fal_api: Address | None = None
    replicate_key: SecretStr | None = None
    replicate_api: Address | None = None
    sdapi_api: Address | None = None
    sdapi_key: SecretStr | None = None
    horde_key: SecretStr | None = None
    horde_api: Address | None = None
    horde_contact: str = ""
    local_model: Annotated[str, AfterValidator(os.path.expanduser)] = ""
    local_options: str = ""
    judge: Annotated[JudgeKind, Small] | None = None
    judge_url: Address | None = None
    judge_key: SecretStr | None = None
    judge_model: str = ""

    @classmethod
    def read(cls, env_file: Path | None = ENV_FILE, **given: object) -> Self:
        """Settings from `given`, the environment, the file, the defaults, in this order.

        Raises BadSettings, or Problem "unreadable-env-file" (path).
        """
        settings, wrong = cls.mended(env_file, **given)
        if wrong:
            raise BadSettings(wrong)
        return settings

    @classmethod
    def mended(cls, env_file: Path | None = ENV_FILE, **given: object) -> tuple[Self, tuple[Problem, ...]]:
        """The same, but what can not be so has its default; and all that is wrong, as BadSettings has it."""
        # It would print English of its own about a line that we tell of in words.
        logging.getLogger("dotenv.main").addHandler(_SILENT)
        try:
            wrong = [_broken(cls, line, str(env_file)) for line in lines(env_file) if not line.name]
            try:
                return cls(_env_file=env_file, **given), tuple(wrong)  # type: ignore[call-arg,arg-type] # pydantic reads and checks what is given
            except ValidationError as error:
                bad = dict.fromkeys(str(one["loc"][0]) for one in error.errors(include_url=False, include_context=False))
            wrong += [_bad_setting(cls, field, given, env_file) for field in bad]
            instead: dict[str, Any] = given | {field: cls.model_fields[field].default for field in bad}
            return cls(_env_file=env_file, **instead), tuple(wrong)  # type: ignore[call-arg] # as above
        except (OSError, UnicodeDecodeError):
            raise Problem("unreadable-env-file", path=str(env_file)) from None

    def secrets(self) -> tuple[str, ...]:
        """The values that must never be shown or logged."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(value.get_secret_value() for value in values if isinstance(value, SecretStr) and value.get_secret_value())


def variable(field: str) -> str:
    """The name of the variable that sets a field."""
    return PREFIX + field.upper()


def known(settings: type[Settings] = Settings) -> frozenset[str]:
    """The names of all variables; small letters mean the same."""
    return frozenset(variable(name) for name in settings.model_fields)


def unknown_variables(env_file: Path | None = ENV_FILE) -> Iterator[tuple[str, int]]:
    """Variables that mean nothing, most likely mistyped, and their lines in the file; 0 for those of the environment.

    Of the environment only what looks like ours. A name may be a token that was pasted in the wrong place.
    """
    for line in lines(env_file):
        if line.name and line.name.upper() not in known():
            yield line.name, line.number
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known():
            yield name, 0


def allowed(settings: type[Settings], field: str) -> str:
    """What a field takes, in signs that need no translation: `debug, info`, `1 … 16`, `yes, no`; else "…" or an example."""
    information = settings.model_fields[field]
    kind: Any = information.annotation
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(item.value for item in kind)
    if kind is bool:
        return "yes, no"
    low = next((note.ge for note in information.metadata if isinstance(note, Ge)), None)
    high = next((note.le for note in information.metadata if isinstance(note, Le)), None)
    if low is not None and high is not None:
        return f"{low} … {high}"
    if field == "language":
        return ", ".join(languages())
    if field == "judge":
        return ", ".join(JudgeKind)
    unset = {(): "123, 456", "": "…", None: "…" if secret(settings, field) else "https://…"}
    return unset.get(information.default) or str(information.default)


def secret(settings: type[Settings], field: str) -> bool:
    """Whether what a field holds must never be shown."""
    kind: Any = settings.model_fields[field].annotation
    return SecretStr in (kind, *getattr(kind, "__args__", ()))


def _bad_setting(settings: type[Settings], field: str, given: dict[str, object], env_file: Path | None) -> Problem:
    name = variable(field)
    filed = {line.name.upper(): line.value for line in lines(env_file)}
    here = {one.upper(): value for one, value in os.environ.items()}
    text = str(given.get(field, here.get(name) or filed.get(name, "")))
    if settings.model_fields[field].default == ():
        return Problem("bad-numbers", name=name, given=shown(text))
    return Problem("bad-setting", name=name, given=shown(text), allowed=allowed(settings, field))


def _broken(settings: type[Settings], line: Line, path: str) -> Problem:
    name = line.first.upper()
    return Problem("env-line", line=line.number, path=path, name=name if name in known(settings) else "none")
