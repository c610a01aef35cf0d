"""A picture in a terminal: two pixels a letter, the upper half block in one colour on the other as background."""

import io

from PIL import Image
from rich.color import Color
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

HALF = "▀"


class Blocks:
    """Coloured blocks, `columns` letters wide; a letter is about twice as high as wide, so two pixels fill it."""

    def __init__(self, data: bytes, columns: int, rows: int) -> None:
        with Image.open(io.BytesIO(data)) as picture:
            picture.draft("RGB", (columns * 2, rows * 4))
            scale = min(columns / picture.width, 2 * rows / picture.height)
            size = (max(1, round(picture.width * scale)), max(2, round(picture.height * scale / 2) * 2))
            self._pixels = picture.convert("RGB").resize(size, Image.Resampling.BOX)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width, height = self._pixels.size
        raw = self._pixels.tobytes()
        for y in range(0, height, 2):
            for x in range(width):
                above, below = 3 * (y * width + x), 3 * ((y + 1) * width + x)
                yield Segment(
                    HALF, Style(color=Color.from_rgb(*raw[above : above + 3]), bgcolor=Color.from_rgb(*raw[below : below + 3]))
                )
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self._pixels.width, self._pixels.width)
