"""The chat at a real keyboard: a pseudo terminal, in which somebody types, and leaves in each of the ways there are."""

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="only Unix has pseudo terminals")
WAIT_S = 60
CHAT = [sys.executable, "-m", "bot.command_line", "chat", "--name", "Alice", "--pictures", "paths"]
# A process of its own opens the pseudo terminal: this one has threads, which a fork does not bear. Whoever runs the tests in the
# background has Ctrl-C ignored, and so would everything below.
HEARS = "signal.signal(signal.SIGINT, signal.default_int_handler)"
IN_A_TERMINAL = f"import os, pty, signal, sys; {HEARS}; sys.exit(os.waitstatus_to_exitcode(pty.spawn({CHAT})))"


class Typist:
    """Somebody at `pincel chat`."""

    def __init__(self, argv: list[str], folder: Path) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "80", "LINES": "40"}
        self.chat = subprocess.Popen(argv, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, bufsize=0)
        self.screen = ""

    def types(self, keys: str) -> None:
        assert self.chat.stdin
        self.chat.stdin.write(keys.encode())

    def sees(self, text: str) -> None:
        assert self.chat.stdout
        until = time.monotonic() + WAIT_S
        while text not in self.screen:
            assert time.monotonic() < until, self.screen
            if select.select([self.chat.stdout], [], [], 0.2)[0]:
                piece = self.chat.stdout.read(65536)
                assert piece, self.screen
                self.screen += piece.decode(errors="replace")

    def left(self) -> int:
        # communicate() would close the keyboard first, which ends the chat by itself.
        assert self.chat.stdout
        while piece := self.chat.stdout.read(65536):
            self.screen += piece.decode(errors="replace")
        status = self.chat.wait(WAIT_S)
        self.chat.communicate()
        return status


@pytest.mark.parametrize("keys", ["exit\r", "\x04", "\x03"], ids=["exit", "end of input", "Ctrl-C"])
def test_a_person_types_and_leaves(tmp_path: Path, keys: str) -> None:
    alice = Typist([sys.executable, "-c", IN_A_TERMINAL], tmp_path)
    alice.sees("Alice > ")
    alice.types("as Bob: /help\r")
    alice.sees("only to Bob")
    alice.types("as Bob\r")
    alice.sees("Bob > ")
    alice.types(keys)
    assert alice.left() == 0
    assert "Traceback" not in alice.screen


def test_a_service_is_stopped_in_order(tmp_path: Path) -> None:
    bot = Typist(CHAT, tmp_path)
    bot.types("hello\n")
    bot.sees("hello")
    bot.chat.send_signal(signal.SIGTERM)
    assert bot.left() == 0
    assert "Traceback" not in bot.screen
