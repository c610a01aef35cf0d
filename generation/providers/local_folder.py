"""A folder as diffusers saves a model: what is in it, and whether it may be loaded. No pickled weights, no code beside them."""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

NEEDED: Final = ("torch", "diffusers", "transformers")
INDEX: Final = "model_index.json"
_PICKLED: Final = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


class Fault(Exception):  # noqa: N818 - what is told is a fault of the folder, the order or the machine
    """What came in the way, told to whoever gave the order. Its kinds stand in `local_worker.py`."""

    def __init__(self, kind: str, text: str, field: str = "") -> None:
        super().__init__(text)
        self.told = {"error": kind, "text": text} | ({"field": field} if field else {})


def index_of(folder: Path) -> dict[str, Any]:
    """What `folder` says about its pipeline. Raises Fault where it is none that may be loaded."""
    if not folder.is_dir():
        raise Fault("model", "PINCEL_LOCAL_MODEL is not a folder")
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Fault("model", f"PINCEL_LOCAL_MODEL has no {INDEX}: it must be a folder as diffusers saves it") from None
    except (OSError, ValueError):
        raise Fault("model", f"{INDEX} can not be read") from None
    if not isinstance(index, dict) or not isinstance(index.get("_class_name"), str):
        raise Fault("model", f"{INDEX} names no pipeline of diffusers")
    if found := next((path for pattern in ("*.py", "*/*.py") for path in folder.glob(pattern)), None):
        raise Fault("model", f"the folder holds code ({found.name}), which is not run: take a model without")
    for name in parts_of(index):
        _check_part(folder / name)
    return index


def parts_of(index: Mapping[str, Any]) -> dict[str, str]:
    """The parts that are there, each with the library it is of. Raises Fault where that is not written as diffusers writes it."""
    found = {}
    for name, entry in index.items():
        if not name.startswith("_") and isinstance(entry, list) and any(entry):
            if not name.isidentifier() or len(entry) != 2 or not all(isinstance(one, str) for one in entry):  # noqa: PLR2004 - library and class
                raise Fault("model", f"{INDEX} is not as diffusers writes it")
            found[name] = entry[0]
    return found


def _check_part(part: Path) -> None:
    if not part.is_dir():
        raise Fault("model", f"the folder lacks {part.name}")
    kinds = {path.suffix for path in part.iterdir()}
    if ".safetensors" not in kinds and (pickled := sorted(kinds.intersection(_PICKLED))):
        raise Fault("model", f"{part.name} has pickled weights only ({pickled[0]}), which could run code: take .safetensors")


def lacking() -> str:
    """Which of the packages are not installed, as a sentence; "" if none."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    return f"not installed: {', '.join(missing)}; start with `make run-local`, which brings them" if missing else ""


def variant_of(folder: Path) -> str | None:
    """The name of the only precision in which the weights are there, None where they are there in full."""
    names = [path.name for path in folder.glob("*/*.safetensors")]
    return "fp16" if names and all(".fp16" in name for name in names) else None
