"""Where lines come from: a person at the keyboard, or a script on standard input."""

import asyncio
import codecs
import os
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

T = TypeVar("T")
V = TypeVar("V")
_CLEAR_LINE = "\r\x1b[2K"


class Keyboard:
    """One line at a time from a person, in a thread of its own: typing must not hold up the results of others."""

    def __init__(self) -> None:
        with suppress(ImportError):  # where there is none (Windows), a line is typed without history
            import readline  # noqa: F401, PLC0415 - its import gives input() history and editing keys
        self._prompt: str | None = None

    async def line(self, prompt: str) -> str | None:
        """The next line; None when the input ends."""
        self._prompt = prompt
        try:
            return await _in_thread(lambda: input(prompt))
        except EOFError:
            return None
        finally:
            self._prompt = None

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Print above the line that is being typed, then show that line again."""
        prompt = self._prompt
        if prompt is not None:
            sys.stdout.write(_CLEAR_LINE)
            sys.stdout.flush()
        yield
        if prompt is not None:
            readline = sys.modules.get("readline")
            sys.stdout.write(prompt + (readline.get_line_buffer() if readline else ""))
            sys.stdout.flush()


async def script_lines() -> AsyncIterator[str]:
    """Lines of standard input. Read by descriptor: a thread inside Python's own buffer would break the program's end."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    descriptor = sys.stdin.fileno()
    waiting = ""
    while data := await _in_thread(lambda: os.read(descriptor, 65536)):
        *lines, waiting = (waiting + decoder.decode(data)).split("\n")
        for line in lines:
            yield line
    yield waiting + decoder.decode(b"", final=True)


async def _in_thread(read: Callable[[], T]) -> T:
    """Wait for a blocking read without hindering the end of the program: a thread that nobody waits for."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def work() -> None:
        try:
            text = read()
        except BaseException as error:  # noqa: BLE001 - whatever it is belongs to who waits
            tell(answer.set_exception, error)
        else:
            tell(answer.set_result, text)

    def tell(setter: Callable[[V], None], value: V) -> None:
        with suppress(RuntimeError):  # the loop ended while somebody was still typing
            loop.call_soon_threadsafe(lambda: None if answer.done() else setter(value))

    threading.Thread(target=work, name="pincel-keyboard", daemon=True).start()
    return await answer


@contextmanager
def terminal_as_it_was() -> Iterator[None]:
    """Editing keys put the terminal into another mode; ended by Ctrl-C, nobody else would put it back."""
    try:
        import termios  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    before = termios.tcgetattr(sys.stdin.fileno())
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)
