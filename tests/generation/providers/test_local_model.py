"""A real diffusers pipeline with random weights, as small as they come, painted by the real worker process."""

import asyncio
import hashlib
import importlib
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generation.ports import Order, Painted
from generation.providers.errors import BadRequest, Refused, Upstream
from generation.providers.local import LocalProvider
from generation.providers.local_worker import native_side
from generation.rows import Model
from storage.problem import Problem
from tests.generation.providers.desk import Desk, order, safe

pytestmark = [
    pytest.mark.skipif(find_spec("diffusers") is None, reason='the extra "local" is not installed: make test-local'),
    pytest.mark.timeout(300),
]
SIDE = 64
Local = Callable[[Path], LocalProvider]
THREADS = {"OMP_NUM_THREADS": "1"}  # a model as small as this is slower with more


def tokenizer(folder: Path) -> Any:
    """One that knows letters only."""
    transformers = importlib.import_module("transformers")
    letters = [chr(code) for code in range(33, 127)]
    words = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({word: number for number, word in enumerate(words)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return transformers.CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=32), len(words)


def checker() -> tuple[Any, Any]:
    """A safety checker that finds something in everything."""
    transformers = importlib.import_module("transformers")
    safety = importlib.import_module("diffusers.pipelines.stable_diffusion.safety_checker")
    sizes = {"hidden_size": 16, "intermediate_size": 16, "num_attention_heads": 2, "num_hidden_layers": 1}
    config = transformers.CLIPConfig(
        text_config=sizes, vision_config={**sizes, "image_size": 32, "patch_size": 16}, projection_dim=16
    )
    made = safety.StableDiffusionSafetyChecker(config)
    made.concept_embeds_weights.data.fill_(-2.0)
    return made, transformers.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})


def save(folder: Path, *, strict: bool = False, **how: Any) -> Path:
    """A Stable Diffusion pipeline of a few thousand weights."""
    torch, diffusers, transformers = (importlib.import_module(name) for name in ("torch", "diffusers", "transformers"))
    folder.mkdir()
    torch.manual_seed(7)
    reader, known = tokenizer(folder)
    text = transformers.CLIPTextConfig(
        vocab_size=known,
        hidden_size=32,
        intermediate_size=37,
        num_attention_heads=4,
        num_hidden_layers=1,
        max_position_embeddings=32,
        bos_token_id=known - 2,
        eos_token_id=known - 1,
        pad_token_id=known - 1,
    )
    safety, looks = checker() if strict else (None, None)
    diffusers.StableDiffusionPipeline(
        vae=diffusers.AutoencoderKL(
            block_out_channels=[32, 64],
            down_block_types=["DownEncoderBlock2D"] * 2,
            up_block_types=["UpDecoderBlock2D"] * 2,
            latent_channels=4,
        ),
        text_encoder=transformers.CLIPTextModel(text),
        tokenizer=reader,
        unet=diffusers.UNet2DConditionModel(
            block_out_channels=(32, 64),
            layers_per_block=1,
            sample_size=SIDE // 2,
            down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
            up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
            cross_attention_dim=32,
        ),
        scheduler=diffusers.DDIMScheduler(clip_sample=False),
        safety_checker=safety,
        feature_extractor=looks,
        requires_safety_checker=strict,
    ).save_pretrained(str(folder), **how)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return save(tmp_path_factory.mktemp("models") / "tiny")


@pytest.fixture
async def local(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Local]:
    made: list[LocalProvider] = []
    for name, value in THREADS.items():
        monkeypatch.setenv(name, value)

    def make(folder: Path, options: str = "num_inference_steps=3") -> LocalProvider:
        made.append(LocalProvider(desk.tools(a_row(desk)), base=str(folder), options=options))
        return made[-1]

    yield make
    for provider in made:
        await provider.close()


def a_row(desk: Desk) -> Model:
    return desk.model(provider="local", route="any", negative_prompt=True, seed=True)


async def paint(provider: LocalProvider, wish: Order) -> Painted:
    (painted,) = await provider.collect(safe(), wish, await provider.submit(safe(), wish))
    return painted


def digest(painted: Painted) -> str:
    return hashlib.sha256(painted.data).hexdigest()


async def test_it_paints_and_a_seed_means_the_same_picture(desk: Desk, local: Local, tiny: Path) -> None:
    provider, row = local(tiny), a_row(desk)
    first, other, again = [
        await paint(provider, order(row, seed, key=f"pincel-{number}-1")) for number, seed in enumerate((1, 2, 1))
    ]
    assert digest(first) == digest(again) != digest(other)
    assert (first.mime, first.seed, other.seed) == ("image/jpeg", 1, 2)
    with Image.open(BytesIO(first.data)) as image:
        assert image.size == (SIDE, SIDE), "no larger than the model was trained for"
    wide = await paint(provider, order(row, key="pincel-9-1", width=1024, height=512))
    with Image.open(BytesIO(wide.data)) as image:
        assert image.size == (80, 32)


async def test_negative_words_reach_the_model(desk: Desk, local: Local, tiny: Path) -> None:
    provider, row = local(tiny), a_row(desk)
    plain = await paint(provider, order(row, key="pincel-1-1"))
    without = await paint(provider, order(row, key="pincel-2-1", negative="rain"))
    assert digest(plain) != digest(without)


async def test_progress_and_stopping(desk: Desk, local: Callable[[Path, str], LocalProvider], tiny: Path) -> None:
    provider, row = local(tiny, "num_inference_steps=999"), a_row(desk)
    task = asyncio.create_task(paint(provider, order(row)))
    ticket, told = order(row).key, list[float]()
    async with asyncio.timeout(200):
        while len(told) < 3:
            await asyncio.sleep(0.01)
            done = provider.progress(ticket)
            if done is not None and done not in told:
                told.append(done)
    assert told == sorted(told)
    process = provider._process._process
    await provider.give_up(ticket)
    with pytest.raises(Problem, match="cancelled"):
        await task
    assert max(told) < 1
    assert process is not None
    assert provider._process._process is process, "the model stays loaded"
    assert process.returncode is None


async def test_the_models_own_checker_is_asked(desk: Desk, local: Local, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        folder = save(tmp_path / "strict", strict=True)
    with pytest.raises(Refused) as caught:
        await paint(local(folder), order(a_row(desk)))
    assert caught.value.stage == "output"


async def test_pickled_weights_are_not_read(desk: Desk, local: Local, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        folder = save(tmp_path / "pickled")
    torch = importlib.import_module("torch")
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    weights.unlink()
    torch.save({}, weights.with_suffix(".bin"))
    with pytest.raises(Upstream, match="unet has pickled weights only"):
        await paint(local(folder), order(a_row(desk)))


async def test_broken_weights_are_told(desk: Desk, local: Local, tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    shutil.copytree(tiny, folder)
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(b"\xff" * 100)
    with pytest.raises(Upstream, match="Error"):
        await paint(local(folder), order(a_row(desk)))


async def test_parts_from_elsewhere_are_not_loaded(desk: Desk, local: Local, tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    shutil.copytree(tiny, folder)
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps(index | {"unet": ["subprocess", "Popen"]}))
    with pytest.raises(Upstream, match="comes from subprocess"):
        await paint(local(folder), order(a_row(desk)))


async def test_weights_in_half_precision_are_loaded(desk: Desk, local: Local, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        folder = save(tmp_path / "half", variant="fp16")
    assert (await paint(local(folder), order(a_row(desk)))).mime == "image/jpeg"


async def test_an_order_that_goes_wrong_is_told_and_the_model_stays_loaded(desk: Desk, tiny: Path) -> None:
    wrong = {"stairs": "stairs=3", "prompt": "prompt=a+wolf", "generator": "generator=1", "": "num_inference_steps=many"}
    rows = {field: replace(a_row(desk), id=f"wrong-{field}", route=f"any?{route}") for field, route in wrong.items()}
    provider = LocalProvider(desk.tools(*rows.values()), base=str(tiny))
    try:
        for number, field in enumerate(("stairs", "prompt", "generator")):
            with pytest.raises(BadRequest) as caught:
                await paint(provider, order(rows[field], key=f"pincel-{number}-1"))
            assert caught.value.field == field
        process = provider._process._process
        assert process is not None
        assert process.returncode is None
        with pytest.raises(Upstream, match="Error") as failed:
            await paint(provider, order(rows[""], key="pincel-9-1"))
        assert "fox" not in str(failed.value)
    finally:
        await provider.close()


async def test_the_doctor_says_what_it_is(local: Local, tiny: Path) -> None:
    assert await local(tiny).check() == "StableDiffusionPipeline, 0.0 GB"


def test_the_worker_ends_when_nobody_can_give_orders_any_more(tiny: Path) -> None:
    command = [sys.executable, "-m", "generation.providers.local_worker", "--model", str(tiny)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | THREADS) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert json.loads(worker.stdout.readline()) == {"ready": "StableDiffusionPipeline", "device": "cpu"}
        order = {"job": "1", "prompt": "x", "negative": "", "width": 64, "height": 64, "seed": 1}
        worker.stdin.write(json.dumps({**order, "fields": {"num_inference_steps": 999}}).encode() + b"\n")
        worker.stdin.flush()
        assert "progress" in json.loads(worker.stdout.readline())
        worker.stdin.close()
        assert worker.wait(20) == 0


def test_the_worker_has_no_network(tiny: Path) -> None:
    tries = (
        "import socket\nfrom generation.providers import local_worker as it\n"
        "import sys\nsys.addaudithook(it._stay_home)\n"
        "for ask in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: socket.getaddrinfo('example.org', 80)):\n"
        "    try:\n        ask()\n    except PermissionError as error:\n        print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", tries], capture_output=True, text=True, check=True)
    assert done.stdout == "the worker has no network\n" * 2


def test_the_side_that_a_model_was_trained_for() -> None:
    class Config:
        sample_size = (64, 96)

    class Part:
        config = Config()

    class OfUnet:
        unet = Part()
        vae_scale_factor = 8

    class OfItself:
        default_sample_size = 128
        vae_scale_factor = 8

    assert (native_side(OfUnet()), native_side(OfItself()), native_side(object())) == (768, 1024, 1024)
