"""The log: structured lines with ids, to a file or stderr; never a secret, and what people wrote only where it is wanted."""

import logging
import re
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.faults import told, whole
from bot.settings import LogFormat, Settings

FILE_BYTES = 2_000_000
FILES_KEPT = 4
HIDDEN = "[hidden]"
# Values under these names are what people wrote.
REASON = "reason"  # another's sentence
WRITTEN = frozenset({"prompt", "text", "guess", "words", "safe_prompt", "secret", "secrets", "given", "details", "instruction"})
# Credentials in a library's message, whoever owns them: in URLs (Telegram's, an interaction's), HTTP headers, key=value.
_CREDENTIAL = re.compile(
    r"(?P<before>\bbot|/(?:webhooks|interactions)/\d+/|\b(?:bearer|basic|bot)\s+|\b(?:api[_-]?key|token|password|secret|authorization)[\"']?\s*[=:]\s*[\"']?)"
    r"(?P<value>\d{6,}:[\w-]{20,}|[\w.+/=-]{16,})",
    re.IGNORECASE,
)
_PARAMETERS = re.compile(r"\[parameters: .*\]")
# A chat service says no in fixed sentences, but quotes what it did not like; and asyncio prints a lost task with its error.
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^']*'(?!\w)")
_RAISED = re.compile(r"\bexception=(?P<type>[\w.]+)\(.*", re.DOTALL)


class Redactor:
    """A structlog processor that takes secrets, and what people wrote, out of every value, tracebacks included.

    An error is handed to the log as it is (`error=error`), so that its text stands there only where what people wrote is wanted.
    """

    def __init__(self, secrets: Sequence[str], *, keep_written: bool) -> None:
        # The longest first: a secret may contain another.
        self._secrets = sorted((secret for secret in secrets if secret), key=len, reverse=True)
        self._keep_written = keep_written

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {name: self._clean(name, value) for name, value in event.items() if not name.startswith("_")} | {
            name: value for name, value in event.items() if name.startswith("_")
        }

    def _clean(self, name: str, value: object) -> object:
        if name in WRITTEN and not self._keep_written and value is not None:
            return f"[{len(str(value))} characters]"
        if isinstance(value, dict):
            return {key: self._clean(str(key), inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._clean("", inner) for inner in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        text = told(value) if isinstance(value, BaseException) and not self._keep_written else str(value)
        if not self._keep_written:
            # A failed query's values are prompts and guesses.
            text = _PARAMETERS.sub(f"[parameters: {HIDDEN}]", text)
            text = _RAISED.sub(lambda found: f"exception={found['type']}({HIDDEN})>", text)
            text = _QUOTED.sub(HIDDEN, text) if name == REASON else text
        for secret in self._secrets:
            text = text.replace(secret, HIDDEN)
        return _CREDENTIAL.sub(lambda found: found["before"] + HIDDEN, text)


def start_logging(settings: Settings) -> Callable[[], None]:
    """Send structlog and the standard library's logging through one handler; the answer ends it and puts back what was."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # As text, before the redactor: the console's own rendering would print local variables.
        structlog.processors.format_exc_info if settings.log_prompts else structlog.processors.ExceptionRenderer(whole),
        Redactor(settings.secrets(), keep_written=settings.log_prompts),
    ]
    handler = _handler(settings)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            # A line of another library's has its arguments still apart: put together before the redactor reads it.
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(settings, handler)],
        )
    )
    root = logging.getLogger()
    before, before_level = root.handlers[:], root.level
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    # Its lines on every query and job drown ours.
    # And the chat libraries write down whole messages at the level of debugging: guesses, secrets, tokens.
    for noisy in ("alembic", "sqlalchemy", "dbos", "asyncio", "PIL", "discord", "telegram", "httpx", "httpcore", "aiohttp"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,  # so that tests, and a second start, see the new configuration
    )

    def stop() -> None:
        logging.captureWarnings(capture=False)
        root.handlers[:] = before
        root.setLevel(before_level)
        handler.close()
        structlog.reset_defaults()

    return stop


class _LogFile(RotatingFileHandler):
    """Opened with the first line, so that a command with nothing to say leaves no file.

    A log that can not be written (a full disk) is no reason to refuse work or to fill the screen: it is silent.
    """

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        pass


def _handler(settings: Settings) -> logging.Handler:
    if settings.log_file == "stderr":
        return logging.StreamHandler(sys.stderr)
    path = settings.data / settings.log_file
    return _LogFile(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True)


def _renderer(settings: Settings, handler: logging.Handler) -> Processor:
    if settings.log_format is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    on_screen = type(handler) is logging.StreamHandler and sys.stderr.isatty()
    return structlog.dev.ConsoleRenderer(colors=on_screen, exception_formatter=structlog.dev.plain_traceback)
