"""No way to a picture around the guard: who in the code could reach a provider, or hand out a picture."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = ("bot", "commands", "generation", "storage", "bench", "tools")
_SPOKEN: Final = re.compile(r"SafePrompt|_GUARD_ONLY|_Seal|_SPENT|ImageProvider|Orders|providers|open_upload|Attachment|accept")
FACES: Final = ("bot/discord/", "bot/telegram/", "bot/terminal/")


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """The files that speak of any of this, parsed."""
    texts = ((path, path.read_text(encoding="utf-8")) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))
    return tuple((str(path.relative_to(ROOT)), ast.parse(text)) for path, text in texts if _SPOKEN.search(text))


def named(tree: ast.Module, *names: str) -> bool:
    """Whether a file reads one of these names, bare, as an attribute or by import."""
    return any(
        (isinstance(node, ast.Name) and node.id in names)
        or (isinstance(node, ast.Attribute) and node.attr in names)
        or (isinstance(node, ast.alias) and node.name.rpartition(".")[2] in names)
        for node in ast.walk(tree)
    )


def calls(tree: ast.Module, *names: str) -> bool:
    """Whether a file calls a function or method of one of these names."""
    return any(
        isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in names)
            or (isinstance(node.func, ast.Attribute) and node.func.attr in names)
        )
        for node in ast.walk(tree)
    )


def test_only_the_guard_makes_safe_prompts() -> None:
    assert {path for path, tree in sources() if calls(tree, "SafePrompt")} == {"generation/safety/guard.py"}
    sealed = {path for path, tree in sources() if named(tree, "_GUARD_ONLY", "_Seal", "_SPENT")}
    assert sealed == {"generation/safety/guard.py", "generation/safety/prompt.py"}
    assert not [path for path, tree in sources() if calls(tree, "__new__") and named(tree, "SafePrompt")]


def test_only_the_pipeline_speaks_to_providers() -> None:
    """The rest hands on: a provider to its own base, a wrapper to what it wraps, benches to what they measure."""
    speaks = {path for path, tree in sources() if calls(tree, "submit", "collect") and named(tree, "SafePrompt", "ImageProvider")}
    allowed = {"generation/pipeline.py", "generation/orders.py", "bot/thrift.py"}
    outside = {path for path in speaks - allowed if not path.startswith(("generation/providers/", "bench/", "tools/"))}
    assert outside == set()
    handed = {
        path for path, tree in sources() if path.startswith("commands/") and named(tree, "providers", "Orders", "ImageProvider")
    }
    assert handed == set(), "a command asks the pipeline"


def test_a_face_has_nothing_but_the_dispatcher_to_ask() -> None:
    """So what was walked above is what every face can do."""
    knows = {path for path, tree in sources() if path.startswith(FACES) and named(tree, "SafePrompt", "ImageProvider", "Orders")}
    assert knows == set()
    accepts = {path for path, tree in sources() if calls(tree, "accept") and not path.startswith(("bench/", "tools/"))}
    assert accepts == {"commands/challenge.py", "commands/core/budget.py", "generation/pipeline.py"}


# Of commands and faces: who reads pictures, each for a message that says whose; and who keeps one, which is a veil or a copy.
PICTURES_READ: Final = {
    "commands/challenge.py",
    "commands/core/picked.py",
    "commands/core/showing.py",
    "commands/download.py",
    "commands/export.py",
    "bot/app.py",
    "bot/cli/imagine.py",
    "bot/discord/packing.py",
    "bot/telegram/adapter.py",
    "bot/telegram/polls.py",
    "bot/terminal/adapter.py",
}
PICTURES_KEPT: Final = {"commands/challenge.py", "commands/core/showing.py"}


def test_no_command_and_no_face_has_its_hands_on_a_painter() -> None:
    """Neither by the name of what paints, nor through another object's insides; and pictures come from the store in few places."""
    hands: set[tuple[str, str]] = set()
    reads, keeps = set[str](), set[str]()
    for path in [path for room in ("bot", "commands") for path in sorted((ROOT / room).rglob("*.py"))]:
        text, file = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute):
                of = ast.unparse(node.value)
                inside = node.attr.startswith("_") and not node.attr.startswith("__") and of not in ("self", "cls", "super()")
                if inside or (node.attr in ("submit", "collect") and of != "gc"):
                    hands.add((file, node.attr))
                if node.attr == "pictures" and of.endswith("storage"):
                    reads.add(file)
                if node.attr in ("put", "_put") and of.endswith("pictures"):
                    keeps.add(file)
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("getattr", "vars"):
                hands |= {
                    (file, str(one.value))
                    for one in node.args
                    if isinstance(one, ast.Constant) and re.match("_(?!_)", str(one.value))
                }
    wrapper = {("bot/thrift.py", "submit"), ("bot/thrift.py", "collect")}  # a provider itself
    assert hands == {*wrapper, ("bot/discord/chat.py", "_state")}, "the library has no other way to the files of an interaction"
    assert reads == PICTURES_READ
    assert keeps == PICTURES_KEPT


def test_only_checked_pictures_go_along() -> None:
    """Bytes that people send come in by one function, which leaves nothing but pixels, and its only caller has them judged."""
    opens = {path for path, tree in sources() if calls(tree, "open_upload") or named(tree, "open_upload")}
    assert opens - {path for path in opens if path.startswith(("bench/", "tools/"))} == {
        "commands/core/picked.py",
        "generation/imaging/upload.py",
    }
    reads = {path for path, tree in sources() if path.startswith("commands/") and calls(tree, "read") and named(tree, "Attachment")}
    assert reads <= {"commands/core/picked.py", "commands/core/command.py", "commands/core/call.py"}


def test_every_room_is_walked() -> None:
    assert {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()} - set(ROOMS) <= {"tests"}


def test_no_provider_s_own_words_are_read() -> None:
    """Some tell how they rewrote a prompt or what a picture shows: whoever begins to show that has it pass the guard."""
    told = re.compile(r"revised_prompt|enhanced_prompt|rewritten_prompt|caption")
    providers = sorted((ROOT / "generation/providers").glob("*.py"))
    assert providers
    assert [path.name for path in providers if told.search(path.read_text(encoding="utf-8"))] == []
