"""A picture in a terminal: two pixels a letter, the upper half block in one colour on the other as background."""

import io
from collections.abc import Mapping

from PIL import Image
from rich.color import Color
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

HALF = "▀"
_BADGE = Style(color="bright_white", bgcolor="black", bold=True)


def badges(count: int, columns: int, rows: int) -> dict[str, tuple[float, float]]:
    """Where the pictures of a contact sheet begin: number -> (x, y), each 0..1 of the sheet; none for a single picture."""
    places = {}
    for index in range(count if columns * rows > 1 else 0):
        row, column = divmod(index, columns)
        free = columns - min(columns, count - row * columns)  # a last row that is not full stands in the middle
        places[str(index + 1)] = ((column + free / 2) / columns, row / rows)
    return places


class Blocks:
    """Coloured blocks, at most `columns` letters wide and `rows` high; a letter is twice as high as wide, so two pixels fill it.

    `labels` (text -> place, 0..1 of the picture) are written over it: drawn numbers are too small to be read here.
    """

    def __init__(self, data: bytes, columns: int, rows: int, labels: Mapping[str, tuple[float, float]] | None = None) -> None:
        with Image.open(io.BytesIO(data)) as picture:
            picture.draft("RGB", (columns * 2, rows * 4))
            scale = min(columns / picture.width, 2 * rows / picture.height)
            size = (max(1, round(picture.width * scale)), max(2, round(picture.height * scale / 2) * 2))
            self._pixels = picture.convert("RGB").resize(size, Image.Resampling.BOX)
        self._letters: dict[tuple[int, int], str] = {}
        for label, (x, y) in (labels or {}).items():
            left, top = round(x * size[0]), round(y * size[1] / 2)
            self._letters |= {(left + index, top): sign for index, sign in enumerate(f" {label} ") if left + index < size[0]}

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, height = self._pixels.size
        raw = self._pixels.tobytes()
        for y in range(0, height, 2):
            for x in range(width):
                if (letter := self._letters.get((x, y // 2))) is not None:
                    yield Segment(letter, _BADGE)
                    continue
                above, below = 3 * (y * width + x), 3 * ((y + 1) * width + x)
                yield Segment(
                    HALF, Style(color=Color.from_rgb(*raw[above : above + 3]), bgcolor=Color.from_rgb(*raw[below : below + 3]))
                )
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self._pixels.width, self._pixels.width)
