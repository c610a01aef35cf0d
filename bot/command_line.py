"""The command `pincel`: finds the language, the settings and the one file in `bot/cli/` that does the work.

Exit status: 0 done, 1 it could not be done, 2 it was asked for in a way that can not be understood. Every failure is one
sentence on stderr, in the person's language; its code stands in the log too, where the traceback is.
"""

import importlib
import os
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import structlog

from bot.cli.program import program
from bot.env_file import shown
from commands.core.markup import plain
from commands.core.names import Listed
from commands.core.words import FALLBACK, FOLDER, Words
from storage.problem import Problem

if TYPE_CHECKING:
    from bot.cli.session import Session

# `pincel --help` must answer at once: whatever is slow to import is imported where it is used.
COMMANDS: Final = ("run", "chat", "demo", "imagine", "review", "score", "models", "doctor", "db", "audit")
DONE, FAILED, MISUSED, INTERRUPTED = 0, 1, 2, 130
# What the bot will not or cannot paint: an answer, and no failure that anybody could look up.
_ANSWERED: Final = ("refused", "nothing-drawn")
# Problems that lie in what was typed.
_TYPED: Final = (
    *("bad-ratio", "ratio-not-offered", "not-a-number", "not-yes-or-no", "option-missing", "out-of-range", "prompt-empty"),
    *("prompt-too-long", "prompt-unreadable", "too-many-pictures", "unknown-choice", "unknown-model", "unknown-option"),
    *("picture-file", "picture-number", "option-not-offered", "value-not-offered", "options-not-together", "too-many-inputs"),
    *("model-needs-picture", "cli-needs", "cli-too-much", "cli-unknown-option", "cli-unknown-model", "cli-models-unknown"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; the answer is the exit status."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a test's stream is a plain buffer
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # the usual stream has it
    # Bytes that are no UTF-8 would come back as half signs which nothing can print.
    words = [
        word.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for word in (sys.argv[1:] if argv is None else argv)
    ]
    try:
        return _main(words)
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _main(argv: list[str]) -> int:
    asked, argv = _language(argv)
    locale = _locale(asked or _system_language(os.environ))
    words = _words(locale)
    try:
        _check_language(asked)
        if not argv or argv[0] in ("-h", "--help", "help"):
            print(_help(_speech(words, locale)))
            return DONE
        if argv[0] == "--version":
            from importlib.metadata import version  # noqa: PLC0415 - slow

            print(f"pincel {version('pincel')}")
            return DONE
        _check_command(argv[0])
        from bot.settings import Settings  # noqa: PLC0415 - slow

        settings, wrong = Settings.mended()
    except Problem as problem:
        settings, wrong = None, (problem,)
    # The doctor tells of bad settings among all else that is wrong.
    if settings is None or (wrong and argv[0] != "doctor"):
        for one in wrong:
            print(_speech(words, locale)(f"problem-{one.key}", reference="", **one.details), file=sys.stderr)
        return MISUSED
    from bot.cli.session import Session  # noqa: PLC0415 - slow

    if asked is None and settings.language is not None:
        locale = settings.language
    return _run(Session(settings, _words(locale), locale), *argv)


def _run(session: "Session", name: str, *argv: str) -> int:
    """Do the work with the log open; whatever goes wrong becomes one sentence with a code."""
    from bot.cli.arguments import Parser  # noqa: PLC0415 - slow
    from bot.logs import start_logging  # noqa: PLC0415 - slow

    stop = start_logging(session.settings)
    try:
        module = importlib.import_module(f"bot.cli.{name}")
        parser = Parser(name, session.say)
        module.arguments(parser)
        return int(module.run(parser.read(argv), session))
    except KeyboardInterrupt:
        print(session.say("cli-interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - nobody shall read a traceback
        return _failed(session, error)
    finally:
        stop()


def _failed(session: "Session", error: Exception) -> int:
    if isinstance(error, Problem) and error.key in (*_TYPED, *_ANSWERED):
        print(session.sentence(error), file=sys.stderr)
        return MISUSED if error.key in _TYPED else FAILED
    reference, log = secrets.token_hex(3), structlog.get_logger(__name__)
    if not isinstance(error, Problem):
        log.error("error", reference=reference, exc_info=error)
        print(session.say("error", reference=reference), file=sys.stderr)
        return FAILED
    log.info("problem", key=error.key, reference=reference)
    print(session.say("cli-failure", sentence=session.sentence(error), reference=reference), file=sys.stderr)
    return FAILED


def _check_command(name: str) -> None:
    from bot.cli.arguments import nearest  # noqa: PLC0415 - slow

    if name not in COMMANDS:
        raise Problem(
            "cli-unknown-command", given=shown(name)[:40], nearest=nearest(name, (*COMMANDS, "--help", "--version", "--language"))
        )


def _language(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """The last `--language X`, wherever it stands before a `--`, and the words without it."""
    found: str | None = None
    rest: list[str] = []
    queue = list(argv)
    while queue:
        word = queue.pop(0)
        if word == "--":
            return found, [*rest, word, *queue]
        if word == "--language":
            found = queue.pop(0) if queue else ""
        elif word.startswith("--language="):
            found = word.partition("=")[2]
        else:
            rest.append(word)
    return found, rest


def _check_language(asked: str | None) -> None:
    if asked is not None and not asked.strip():
        raise Problem("cli-which-language", choices=Listed(_languages(), "or"))
    if asked is not None and _code(asked) not in _languages():
        raise Problem("unknown-choice", option="language", given=asked[:40], choices=Listed(_languages(), "or"))


def _code(tag: str) -> str:
    """The language of "es", "es-MX" or "es_ES.UTF-8"."""
    return tag.replace("_", "-").replace(".", "-").split("-")[0].lower()


def _system_language(environment: Mapping[str, str]) -> str:
    """What the environment says, in the order in which Unix asks it."""
    names = ("PINCEL_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    return next((value for value in map(environment.get, names) if value), FALLBACK)


def _languages() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.ftl"))


def _locale(tag: str) -> str:
    return _code(tag) if _code(tag) in _languages() else FALLBACK


def _words(locale: str) -> Words:
    """The words of one language with English behind it."""
    return Words({name: (FOLDER / f"{name}.ftl").read_text(encoding="utf-8") for name in (locale, FALLBACK)})


def _speech(words: Words, locale: str) -> Callable[..., str]:
    return lambda key, **values: plain(words.say(locale, key, **{"pincel": program()} | values))


def _help(say: Callable[..., str]) -> str:
    rows = [(name, say(f"cli-{name}")) for name in COMMANDS]
    options = [("--help", say("cli-help")), ("--version", say("cli-version"))]
    options.append(("--language XX", say("cli-language", choices=Listed(_languages(), "or"))))
    width = max(len(name) for name, _ in rows + options) + 2
    table = ["\n".join(f"  {name:<{width}}{text}" for name, text in part) for part in (rows, options)]
    usage = f"{say('cli-usage')}: {program()} [--language XX] COMMAND ..."
    parts = [say("cli-about"), usage, f"{say('cli-commands')}:\n{table[0]}", f"{say('cli-options')}:\n{table[1]}", say("cli-more")]
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
