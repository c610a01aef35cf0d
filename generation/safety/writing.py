"""Reads what is written in a picture, where an OCR is installed: `pip install --no-deps rapidocr-onnxruntime==1.4.4`.

Of that package only its two models are used (PP-OCRv4: Chinese and Latin letters); its code, and the OpenCV that it wants, are not.
"""

import importlib.util
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

import structlog

from generation.pool import Pool
from generation.safety.pictures import model

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

PACKAGE: Final = "rapidocr_onnxruntime"
FINDER: Final = ("models/ch_PP-OCRv4_det_infer.onnx", "d2a7720d45a54257208b1e13e36a8479894cb74155a5efe29462512d42f49da9")
READER: Final = ("models/ch_PP-OCRv4_rec_infer.onnx", "48fc40f24f6d2a207a2b1091d3437eb3cc3eb6b676dc3ef9c37384005483683b")
SURE: Final = 0.8  # of a line; in ordinary pictures it reads a stray "0:0" or "Q" here and there
LETTERS: Final = 2  # so few are no word; of Chinese one sign is
PATIENCE_S: Final = 20.0  # after a thread has begun
_HAN: Final = range(0x3400, 0xA000)
_log = structlog.get_logger(__name__)


class Model(Protocol):
    """What is used of onnxruntime.InferenceSession."""

    def run(self, output_names: None, input_feed: "dict[str, npt.NDArray[np.float32]]") -> list[Any]:
        """The answers to a batch."""
        ...


class Writing:
    """Two models, loaded with the first picture. `finder`, `reader` and `signs` are for tests."""

    def __init__(
        self,
        pool: Pool,
        *,
        finder: Model | None = None,
        reader: Model | None = None,
        signs: tuple[str, ...] = (),
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._pool = pool
        self._models = None if finder is None or reader is None else (finder, reader, signs)
        self._patience_s = patience_s
        self._loading = threading.Lock()

    @classmethod
    def found(cls, pool: Pool) -> Self | None:
        """One, where the package is installed."""
        if importlib.util.find_spec(PACKAGE) is None:
            return None
        _log.info("picture_writing_is_read")
        return cls(pool)

    async def read(self, data: bytes) -> tuple[str, ...]:
        """The lines of writing in PNG, JPEG, WebP or GIF bytes, as far as they are read with some certainty.

        60 ms in the pool for 1024x1024, and 15 ms more for each line. Raises whatever a broken model or picture leads to, and
        TimeoutError: who cannot read a picture does not know what is written there.
        """
        return await self._pool.within(self._patience_s, self._read, data)

    def _read(self, data: bytes) -> tuple[str, ...]:
        from generation.safety.letters import boxes, in_order, spelled, to_find, to_read  # noqa: PLC0415 - brings numpy and Pillow
        from generation.safety.looking import opened  # noqa: PLC0415 - as above

        finder, reader, signs = self._loaded()
        lines: list[str] = []
        for picture in opened(data, wholly=True):
            ink = finder.run(None, {"x": to_find(picture)})[0][0, 0]
            for box in in_order(boxes(ink, picture.size)):
                text, sure = spelled(reader.run(None, {"x": to_read(picture, box)})[0][0], signs)
                if sure >= SURE and _is_word(text) and text not in lines:
                    lines.append(text)
        return tuple(lines)

    def _loaded(self) -> tuple[Model, Model, tuple[str, ...]]:
        with self._loading:
            if self._models is None:
                finder, reader = _model(*FINDER), _model(*READER)
                known = reader.get_modelmeta().custom_metadata_map["character"].splitlines()
                self._models = (finder, reader, ("", *known, " "))
            return self._models


def _is_word(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= LETTERS or any(ord(sign) in _HAN for sign in letters)


def _model(name: str, sha256: str) -> Any:
    """One of the two; the package itself is never imported."""
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise FileNotFoundError(f"the package {PACKAGE}, which brings the models, is not installed")
    return model(Path(package.origin).parent / name, sha256, rewritten=True)  # a third quicker
