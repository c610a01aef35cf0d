"""The process that holds a diffusers model: orders come in on its input, pictures go out on its output, one JSON object a line.

In:  {"job", "prompt", "negative", "width", "height", "seed", "fields"} and {"cancel": job}; when its input ends, so does it.
Out: {"ready": class, "device"} once, or {"error": kind, "text"} when it can not begin; then for each job {"job", "progress": 0..1}
     after each step and at the end one of {"job", "picture": base64}, {"job", "stopped": true}, {"job", "error": kind, "text"}.
     Kinds: model, extra, memory, field (with "field"), unsafe, trouble.

It reads the folder it was given and nothing else: no network, no pickled weights, no code that lies beside the weights.
Longer than other providers, because both sides of its talk and the care for a machine's memory must live in this one process.
"""

import argparse
import base64
import gc
import inspect
import json
import math
import os
import queue
import re
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from generation.providers.local_folder import Fault, index_of, lacking, parts_of, variant_of

STEP: Final = 16  # every family of models takes sides that are multiples of it
USUAL_PX: Final = 1024
_OURS: Final = ("prompt", "negative_prompt", "width", "height", "generator", "callback_on_step_end", "output_type", "return_dict")
_OFFLINE: Final = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1", "DISABLE_TELEMETRY": "YES"}
_NO_MEMORY: Final = re.compile("out of memory|allocate memory|not enough memory", re.IGNORECASE)
_NICE: Final = 10  # whoever chats goes before whoever paints

Say = Callable[[Mapping[str, Any]], None]


class _Stopped(BaseException):
    """Nobody waits for this picture any more. No Exception, so that no pipeline takes it for a failure of its own."""


def fitted(width: int, height: int, native: int) -> tuple[int, int]:
    """The sides of a picture of that shape which is no larger than `native` x `native`: beyond it things are painted twice."""
    scale = min(1.0, native / math.sqrt(width * height))
    return max(STEP, int(width * scale) // STEP * STEP), max(STEP, int(height * scale) // STEP * STEP)


def native_side(pipe: Any) -> int:
    """The side of the square pictures that the model was trained on."""
    size = getattr(pipe, "default_sample_size", None)
    for name in ("unet", "transformer"):
        size = size or getattr(getattr(getattr(pipe, name, None), "config", None), "sample_size", None)
    size = max(size) if isinstance(size, list | tuple) else size
    return int(size) * int(getattr(pipe, "vae_scale_factor", 8)) if size else USUAL_PX


def load(folder: Path) -> tuple[Any, str]:
    """The pipeline on the best device there is, and that device. Raises Fault."""
    index = index_of(folder)
    if missing := lacking():
        raise Fault("extra", missing)
    try:
        import diffusers  # noqa: PLC0415 - slow, and possibly not there
        import torch  # noqa: PLC0415 - as above
    except (ImportError, OSError) as error:
        raise Fault("extra", f"{type(error).__name__}: {error}") from error
    device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    own = ("diffusers", "transformers")
    if foreign := [name for name in parts_of(index).values() if name not in own and not hasattr(diffusers.pipelines, name)]:
        raise Fault("model", f"a part of it comes from {foreign[0]}, which is not part of diffusers")
    try:
        pipe = diffusers.DiffusionPipeline.from_pretrained(
            str(folder),
            torch_dtype=_precision(torch, device),
            variant=variant_of(folder),
            use_safetensors=True,
            local_files_only=True,
            trust_remote_code=False,
        ).to(device)
    except Exception as error:
        raise _fault(error, device, "model") from error
    takes = inspect.signature(pipe.__call__).parameters
    if not {"prompt", "width", "height"} <= set(takes):
        raise Fault("model", f"{type(pipe).__name__} does not paint from words alone")
    pipe.set_progress_bar_config(disable=True)
    return pipe, device


def _precision(torch: Any, device: str) -> Any:
    """Half where there is a graphics card: the sort with the wider range where the card does it by itself."""
    if device == "cpu":
        return torch.float32
    wide = device == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    return torch.bfloat16 if wide else torch.float16


def paint(pipe: Any, device: str, job: Mapping[str, Any], stopped: set[str], say: Say) -> bytes:
    """The picture as JPEG. Raises Fault and _Stopped."""
    import torch  # noqa: PLC0415 - load() found it

    takes = inspect.signature(pipe.__call__).parameters
    fields = dict(job["fields"])
    if strange := [name for name in fields if name not in takes or name in _OURS]:
        raise Fault("field", f"{type(pipe).__name__} does not take it", strange[0])
    usual = takes["num_inference_steps"].default if "num_inference_steps" in takes else 0

    def on_step(pipe: Any, step: int, _time: Any, values: Any) -> Any:
        if job["job"] in stopped:
            raise _Stopped
        steps = getattr(pipe, "num_timesteps", None) or fields.get("num_inference_steps", usual)
        say({"job": job["job"], "progress": min(1.0, (step + 1) / steps) if steps else 0.0})
        return values

    width, height = fitted(job["width"], job["height"], native_side(pipe))
    call = {"prompt": job["prompt"], "width": width, "height": height, **fields}
    # Of the processor, whichever device paints: a seed then means the same picture everywhere.
    call["generator"] = torch.Generator("cpu").manual_seed(job["seed"])
    if "negative_prompt" in takes and job["negative"]:
        call["negative_prompt"] = job["negative"]
    if "callback_on_step_end" in takes:
        call["callback_on_step_end"] = on_step
    try:
        made = pipe(**call)
    except Exception as error:
        raise _fault(error, device, "trouble", job["prompt"], job["negative"]) from error
    if job["job"] in stopped:
        raise _Stopped
    if any(getattr(made, "nsfw_content_detected", None) or ()):
        raise Fault("unsafe", "the model's own safety checker")
    out = BytesIO()
    made.images[0].convert("RGB").save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


def _fault(error: Exception, device: str, kind: str, *private: str) -> Fault:
    """A library's error as ours, without what people wrote."""
    text = str(error)
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError" or _NO_MEMORY.search(text):
        return Fault("memory", f"out of memory ({device}): take a smaller model or a larger machine")
    for words in private:
        text = text.replace(words, "…") if words else text
    return Fault(kind, f"{type(error).__name__}: {' '.join(text.split())[:200]}")


def _listen(jobs: "queue.SimpleQueue[Mapping[str, Any]]", stopped: set[str]) -> None:
    """Take orders in while the other thread paints. When nobody can give orders any more, nobody waits for pictures either."""
    with suppress(ValueError):
        for line in sys.stdin:
            message = json.loads(line)
            if "cancel" in message:
                stopped.add(message["cancel"])
            else:
                jobs.put(message)
    os._exit(0)


def _stay_home(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook: this process talks to nobody."""
    if event == "socket.getaddrinfo" or (event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple)):
        raise PermissionError("the worker has no network")


def _work(folder: Path, say: Say) -> None:
    jobs: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
    stopped: set[str] = set()
    threading.Thread(target=_listen, args=(jobs, stopped), daemon=True).start()
    try:
        pipe, device = load(folder)
    except Fault as fault:
        say(fault.told)
        sys.exit(1)
    say({"ready": type(pipe).__name__, "device": device})
    while True:
        job = jobs.get()
        try:
            picture = paint(pipe, device, job, stopped, say)
            say({"job": job["job"], "picture": base64.b64encode(picture).decode()})
        except _Stopped:
            say({"job": job["job"], "stopped": True})
        except Fault as fault:
            say({"job": job["job"], **fault.told})
        stopped.discard(job["job"])
        gc.collect()  # an order that was broken off leaves large things behind


def main() -> None:
    """Until the input ends."""
    parser = argparse.ArgumentParser(prog="python -m generation.providers.local_worker")
    parser.add_argument("--model", type=Path, required=True)
    folder: Path = parser.parse_args().model
    # What libraries print must not stand between our lines.
    channel = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)
    os.environ.update(_OFFLINE)
    sys.addaudithook(_stay_home)
    with suppress(AttributeError, OSError):
        os.nice(_NICE)

    def say(message: Mapping[str, Any]) -> None:
        channel.write(json.dumps(message) + "\n")
        channel.flush()

    _work(folder, say)


if __name__ == "__main__":
    main()
