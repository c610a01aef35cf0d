"""A model on this computer, as the bot sees it: one process, one order at a time, and whatever the process does is told kindly."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generation.ports import Closable, Stoppable
from generation.providers import local_process
from generation.providers.errors import BadRequest, ProviderError, Refused, Timeout, Upstream
from generation.providers.local import LocalProvider
from generation.providers.local_folder import Fault, index_of, parts_of, variant_of
from generation.providers.local_process import Limits
from generation.providers.local_worker import STEP, _fault, fitted
from generation.rows import Model
from storage.problem import Problem
from tests.generation.providers.desk import JPEG, Desk, order, safe

# A process that speaks as the worker does. What it does with an order stands in its argument; what it saw it writes down.
WORKER = """
import base64, json, os, select, sys, time
def say(**message):
    print(json.dumps(message), flush=True)
def note(what):
    with open("seen", "a") as file:
        print(json.dumps(what), file=file)
PICTURE = open("picture", "rb").read()
note({"pid": os.getpid(), "secrets": [name for name in os.environ if name.startswith("PINCEL_")]})
say(ready="Tiny", device="cpu")
while line := os.read(0, 100_000):
    for text in line.splitlines():
        ask = json.loads(text)
        note(ask)
        job = ask.get("job")
        exec(sys.argv[1])
"""
PAINT = "say(job=job, picture=base64.b64encode(PICTURE).decode())"
WAIT_FOR_A_CANCEL = "say(job=ask['cancel'], stopped=True) if 'cancel' in ask else say(job=job, progress=0.5)"
Local = Callable[..., LocalProvider]


@pytest.fixture
async def local(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Local]:
    """Makes providers whose worker does what it is told; ends them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "picture").write_bytes(JPEG)
    made: list[LocalProvider] = []

    def make(deed: str = PAINT, *, options: str = "", limits: Limits | None = None, row: Model | None = None) -> LocalProvider:
        command = (sys.executable, "-I", "-S", "-c", WORKER, deed)
        tools = desk.tools(row or a_row(desk))
        made.append(LocalProvider(tools, base=str(tmp_path), options=options, command=command, limits=limits))
        return made[-1]

    yield make
    for provider in made:
        await provider.close()


def a_row(desk: Desk, route: str = "") -> Model:
    return desk.model(provider="local", route=route, negative_prompt=True, seed=True)


def seen(folder: Path, what: str = "job") -> list[dict[str, object]]:
    lines = (folder / "seen").read_text().splitlines() if (folder / "seen").exists() else []
    return [told for told in map(json.loads, lines) if what in told]


async def until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not there():  # noqa: ASYNC110 - it is another process that is waited for
            await asyncio.sleep(0.01)


async def test_a_picture_is_painted_from_the_words_of_the_prompt(desk: Desk, local: Local, tmp_path: Path) -> None:
    row = a_row(desk, "?num_inference_steps=20&guidance_scale=7.5")
    provider = local(options="num_inference_steps=4", row=row)
    wish = order(row, 99, negative="rain", width=512, height=768)
    (painted,) = await provider.collect(safe(), wish, await provider.submit(safe(), wish))
    assert (painted.data, painted.mime, painted.seed) == (JPEG, "image/jpeg", 99)
    (asked,) = seen(tmp_path)
    assert asked == {
        "job": wish.key,
        "prompt": "a fox in a boat, friendly",
        "negative": "weapons, blood, rain",
        "width": 512,
        "height": 768,
        "seed": 99,
        "fields": {"num_inference_steps": 4, "guidance_scale": 7.5},
    }
    assert isinstance(provider, Stoppable)
    assert isinstance(provider, Closable)


async def test_the_worker_sees_no_key_of_another_service(local: Local, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCEL_KREA_KEY", "secret")
    await paint(local())
    assert seen(tmp_path, "pid")[0]["secrets"] == []


async def paint(provider: LocalProvider, number: int = 1) -> None:
    wish = order(next(row for row in provider._tools.catalog.models if row.id == "tested"), key=f"pincel-{number}-1")
    await provider.collect(safe(), wish, await provider.submit(safe(), wish))


async def test_one_order_at_a_time_in_the_order_of_arrival(local: Local, tmp_path: Path) -> None:
    provider = local("time.sleep(0.05); note({'early': bool(select.select([0], [], [], 0)[0])});" + PAINT)
    await asyncio.gather(*(paint(provider, number) for number in range(4)))
    assert [told["job"] for told in seen(tmp_path)] == [f"pincel-{number}-1" for number in range(4)]
    assert [told["early"] for told in seen(tmp_path, "early")] == [False] * 4
    assert len(seen(tmp_path, "pid")) == 1


async def test_progress_is_known_while_it_paints(local: Local, tmp_path: Path) -> None:
    provider = local("say(job=job, progress=0.25)\nwhile not os.path.exists('go'): time.sleep(0.01)\n" + PAINT)
    task = asyncio.create_task(paint(provider))
    await until(lambda: provider.progress("pincel-1-1") == 0.25)
    (tmp_path / "go").touch()
    await task
    assert provider.progress("pincel-1-1") is None


async def test_what_is_given_up_stops_and_the_next_is_painted_by_the_same_process(local: Local, tmp_path: Path) -> None:
    provider = local(f"{WAIT_FOR_A_CANCEL} if ask.get('job') != 'pincel-2-1' else {PAINT}")
    task = asyncio.create_task(paint(provider))
    await until(lambda: provider.progress("pincel-1-1"))
    await provider.give_up("pincel-1-1")
    with pytest.raises(Problem, match="cancelled"):
        await task
    await paint(provider, 2)
    assert seen(tmp_path, "cancel") == [{"cancel": "pincel-1-1"}]
    assert len(seen(tmp_path, "pid")) == 1


async def test_who_does_not_stop_is_ended_and_the_next_order_starts_another(local: Local, tmp_path: Path) -> None:
    provider = local(f"time.sleep(60) if job == 'pincel-1-1' else {PAINT}", limits=Limits(stop_s=0.05))
    task = asyncio.create_task(paint(provider))
    await until(lambda: seen(tmp_path))
    await provider.give_up("pincel-1-1")
    with pytest.raises(Problem, match="cancelled"):
        await task
    await paint(provider, 2)
    assert len(seen(tmp_path, "pid")) == 2


async def test_what_waits_and_is_given_up_never_reaches_the_worker(local: Local, tmp_path: Path) -> None:
    provider = local("while not os.path.exists('go'): time.sleep(0.01)\n" + PAINT)
    first, second = (asyncio.create_task(paint(provider, number)) for number in (1, 2))
    await until(lambda: seen(tmp_path))
    await provider.give_up("pincel-2-1")
    with pytest.raises(Problem, match="cancelled"):
        await second
    (tmp_path / "go").touch()
    await first
    assert [told["job"] for told in seen(tmp_path)] == ["pincel-1-1"]


async def test_what_was_given_up_before_it_is_collected_is_not_begun_again(desk: Desk, local: Local) -> None:
    provider, wish = local(), order(a_row(desk))
    ticket = await provider.submit(safe(), wish)
    await provider.give_up(ticket)
    with pytest.raises(Problem, match="cancelled"):
        await provider.collect(safe(), wish, ticket)
    await provider.give_up("pincel-nobody-knows")


async def test_after_a_crash_of_the_bot_it_is_painted_again(desk: Desk, local: Local) -> None:
    wish = order(a_row(desk))
    ticket = await local().submit(safe(), wish)
    (painted,) = await local().collect(safe(), wish, ticket)
    assert painted.data == JPEG


async def test_a_collector_that_runs_out_of_patience_does_not_stop_the_others(local: Local) -> None:
    provider = local("time.sleep(0.3);" + PAINT)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(paint(provider, 1), 0.05)
    await paint(provider, 2)


@pytest.mark.parametrize(
    ("deed", "error", "text"),
    [
        ("os._exit(3)", Upstream, "ended with status 3"),
        ("os.kill(os.getpid(), 9)", Upstream, "want of memory"),
        ("os.close(1); time.sleep(0.2); os._exit(4)", Upstream, "ended with status 4"),
        ("print('<html>', flush=True)", Upstream, "no answer"),
        ("print('[1]', flush=True)", Upstream, "no answer"),
        ('print(\'{"job": "x\', flush=True)', Upstream, "no answer"),
        ("os.write(1, b'\\xff\\xfe\\n')", Upstream, "no answer"),
        ("say(job=job)", Upstream, "no answer"),
        ("say(job=job, progress='much')", Upstream, "no answer"),
        ("say(job=job, picture=7)", Upstream, "no answer"),
        ("say(job=job, error='unknown')", Upstream, "no answer"),
        ("say(job=job, picture='%%%')", Upstream, "picture"),
        ("os.write(1, b'x' * 200_000)", Upstream, "does not end"),
        ("say(job=job, error='memory', text='out of memory (cuda)')", Upstream, "out of memory"),
        ("say(job=job, error='trouble', text='RuntimeError: no')", Upstream, "RuntimeError"),
        ("say(job=job, error='unsafe', text='its checker')", Refused, "its checker"),
        ("say(job=job, error='field', field='guidance', text='not taken')", BadRequest, "not taken"),
        ("time.sleep(60)", Timeout, "said nothing"),
    ],
)
async def test_whatever_the_worker_does_is_one_of_our_errors_and_the_next_order_is_painted(
    local: Local, monkeypatch: pytest.MonkeyPatch, deed: str, error: type[ProviderError], text: str
) -> None:
    monkeypatch.setattr(local_process, "LINE", 100_000)
    provider = local(
        f"exec({deed!r}) if job == 'pincel-1-1' else {PAINT}", limits=Limits(silent_s=1.0) if error is Timeout else None
    )
    with pytest.raises(error, match=text):
        await paint(provider)
    await paint(provider, 2)


async def test_a_worker_that_dies_while_nobody_asks_is_started_again(local: Local, tmp_path: Path) -> None:
    provider = local()
    await paint(provider)
    pid = seen(tmp_path, "pid")[0]["pid"]
    assert isinstance(pid, int)
    os.kill(pid, signal.SIGKILL)
    process = provider._process._process
    assert process is not None
    await process.wait()
    await paint(provider, 2)
    assert len(seen(tmp_path, "pid")) == 2


async def test_a_program_that_is_not_there_is_said(desk: Desk) -> None:
    provider = LocalProvider(desk.tools(a_row(desk)), base=".", command=("/nowhere/python",))
    with pytest.raises(Upstream, match="can not be started"):
        await paint(provider)


async def test_closing_ends_the_process_whatever_it_does(local: Local, tmp_path: Path) -> None:
    provider = local("time.sleep(60)")
    tasks = [asyncio.create_task(paint(provider, number)) for number in range(3)]
    await until(lambda: seen(tmp_path))
    pid = seen(tmp_path, "pid")[0]["pid"]
    assert isinstance(pid, int)
    async with asyncio.timeout(5):
        await provider.close()
        told = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(one, Problem | ProviderError) for one in told)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert len(seen(tmp_path, "pid")) == 1


async def test_an_order_with_a_picture_is_not_taken(desk: Desk, local: Local) -> None:
    with pytest.raises(BadRequest, match="words alone"):
        await local().submit(safe(), order(a_row(desk), inputs=(desk.given("init_image"),)))


# What the folder must be.


def a_folder(folder: Path) -> Path:
    for name in ("unet", "scheduler"):
        (folder / name).mkdir(parents=True)
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(b"0" * 1000)
    index = {"_class_name": "TinyPipeline", "unet": ["diffusers", "U"], "scheduler": ["diffusers", "S"], "extra": [None, None]}
    (folder / "model_index.json").write_text(json.dumps(index))
    return folder


def only_pickles(folder: Path) -> None:
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_suffix(".bin"))


WRONG: dict[str, Callable[[Path], object]] = {
    "not a folder": lambda folder: folder.rename(folder.with_name("elsewhere")),
    "has no model_index.json": lambda folder: (folder / "model_index.json").unlink(),
    "can not be read": lambda folder: (folder / "model_index.json").write_text("{"),
    "names no pipeline": lambda folder: (folder / "model_index.json").write_text('{"_class_name": ["mine", "Mine"]}'),
    "holds code": lambda folder: (folder / "unet" / "mine.py").touch(),
    "lacks scheduler": lambda folder: (folder / "scheduler").rmdir(),
    "pickled weights only": only_pickles,
}


@pytest.mark.parametrize("text", WRONG)
async def test_the_doctor_and_the_worker_say_what_is_wrong_with_the_folder(desk: Desk, tmp_path: Path, text: str) -> None:
    folder = a_folder(tmp_path / "model")
    WRONG[text](folder)
    provider = LocalProvider(desk.tools(a_row(desk)), base=str(folder))
    with pytest.raises(Upstream, match=text) as caught:
        await provider.check()
    assert len(str(caught.value)) < 160, "the doctor shows no more"
    if text in ("not a folder", "pickled weights only"):
        with pytest.raises(Upstream, match=text):
            await paint(provider)


@given(
    some.dictionaries(
        some.text(max_size=5) | some.sampled_from(["unet", "_class_name", "../unet"]),
        some.recursive(
            some.none() | some.booleans() | some.text(max_size=5) | some.integers(),
            lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner, max_size=2),
            max_leaves=5,
        ),
        max_size=4,
    )
)
def test_whatever_stands_in_an_index_is_an_index_or_a_fault(index: dict[str, Any]) -> None:
    with TemporaryDirectory() as name:
        folder = a_folder(Path(name) / "model")
        (folder / "model_index.json").write_text(json.dumps(index))
        with suppress(Fault):
            assert isinstance(index_of(folder)["_class_name"], str)
            assert set(parts_of(index)) <= {"unet", "scheduler"}


@pytest.mark.skipif(find_spec("diffusers") is not None, reason="the extra is installed here")
async def test_who_lacks_the_packages_is_told_how_to_get_them(desk: Desk, tmp_path: Path) -> None:
    provider = LocalProvider(desk.tools(a_row(desk)), base=str(a_folder(tmp_path / "model")))
    for ask in (provider.check(), paint(provider)):
        with pytest.raises(Upstream, match="not installed: torch, diffusers, transformers; start with `make run-local`"):
            await ask


def test_weights_in_half_precision_only_are_found(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "model")
    assert variant_of(folder) is None
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights.rename(weights.with_name("diffusion_pytorch_model.fp16.safetensors"))
    assert variant_of(folder) == "fp16"


@given(some.integers(256, 2048), some.integers(256, 2048), some.sampled_from([512, 768, 1024]))
def test_a_picture_keeps_its_shape_and_is_no_larger_than_the_model_paints(width: int, height: int, native: int) -> None:
    wide, high = fitted(width, height, native)
    assert wide % STEP == high % STEP == 0
    assert wide * high <= native * native
    assert wide <= width
    assert high <= height
    assert abs(wide / high / (width / height) - 1) < 0.2


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (RuntimeError("a fox in a boat: no such\n thing"), "trouble", "RuntimeError: …: no such thing"),
        (MemoryError(), "memory", "out of memory (cpu): take a smaller model or a larger machine"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "memory", "out of memory (cpu): take a smaller model or"),
    ],
)
def test_an_error_of_a_library_is_told_without_what_people_wrote(error: Exception, kind: str, text: str) -> None:
    told = _fault(error, "cpu", "trouble", "a fox in a boat", "").told
    assert told["error"] == kind
    assert told["text"].startswith(text)
