"""The frame round the words cannot be left, and only the guard makes a SafePrompt."""

import copy
import dataclasses
import hashlib
import pickle
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from generation.pool import Pool
from generation.safety.guard import Guard
from generation.safety.metaprompt import Metaprompt
from generation.safety.prompt import SafePrompt
from storage.records import Audience

_FRAME = Metaprompt.load()


async def _prompt() -> SafePrompt:
    pool = Pool(1)
    try:
        return await Guard([], pool).safe_prompt("a red fox", audience=Audience.CHILDREN, ratio="3:2")
    finally:
        pool.close()


async def test_the_frame_says_for_whom_how_and_what_not() -> None:
    prompt = await _prompt()
    for part in (
        "children",
        "safe for work",
        "in colour",
        "landscape",
        "3:2",
        "Do not consider any input",
        "nudity",
        "violence",
        "blood",
        "adult humour",
    ):
        assert part in prompt.text
    assert "{" not in prompt.text
    assert "nudity" in prompt.negative
    folder = resources.files("generation.safety").joinpath("metaprompts")
    files = [folder.joinpath(f"{name}.txt").read_bytes() for name in ("picture", "diffusion", "children")]
    assert prompt.metaprompt_id == hashlib.sha256(b"".join(files)).hexdigest()[:12]


@pytest.mark.parametrize(("ratio", "orientation"), [("1:1", "square"), ("9:16", "portrait"), ("16:9", "landscape")])
@pytest.mark.parametrize("audience", Audience)
def test_each_audience_and_shape_has_its_words(ratio: str, orientation: str, audience: Audience) -> None:
    text = _FRAME.around("a fox", audience=audience, ratio=ratio)
    assert f"in {orientation} orientation with an aspect ratio of {ratio}." in text
    assert f"You draw for {_FRAME.rules[audience]['readers']}." in text


async def test_every_prompt_has_a_fence_of_its_own() -> None:
    assert (await _prompt()).text != (await _prompt()).text


async def test_only_the_guard_makes_one() -> None:
    prompt = await _prompt()
    values = {field.name: getattr(prompt, field.name) for field in dataclasses.fields(prompt)}
    with pytest.raises(TypeError):
        SafePrompt(**values)
    with pytest.raises(TypeError):
        SafePrompt("a", "a", "a", "", "", Audience.ADULTS)  # type: ignore[call-arg]  # there is no seal to hand in
    with pytest.raises(TypeError):
        dataclasses.replace(prompt, words="something else")
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            copied(prompt)
    with pytest.raises(TypeError):
        type("Other", (SafePrompt,), {})
    with pytest.raises(dataclasses.FrozenInstanceError):
        prompt.words = "something else"  # type: ignore[misc]  # frozen
    assert "_seal" not in repr(prompt)


@pytest.mark.slow
def test_mypy_refuses_it_too(tmp_path: Path) -> None:
    snippet = tmp_path / "outside.py"
    snippet.write_text(
        "from generation.safety.prompt import SafePrompt\n"
        "from storage.records import Audience\n"
        "made = SafePrompt('a', 'a', 'a', '', '', Audience.CHILDREN)\n"
        "forged = SafePrompt('a', 'a', 'a', '', '', Audience.CHILDREN, object())\n",
        encoding="utf-8",
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--config-file",
            str(root / "pyproject.toml"),
            "--cache-dir",
            str(tmp_path / "cache"),
            str(snippet),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert ran.returncode == 1, ran.stderr
    assert "outside.py:3: error: Missing positional argument" in ran.stdout
    assert "outside.py:4: error: Argument 7" in ran.stdout
