"""Text in lines that fit: broken at blanks and between Chinese signs, and never before a sign that may not begin a line."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

_WIDE = 2  # cells of a Chinese sign
_NOT_FIRST = frozenset("、，。\uff0e！？：；…—·\uff5e”’）》」』】〉%\uff05,.!?:;)]}»")
_NOT_LAST = frozenset("“\u2018（《「『【〈¿¡([{«#")


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that breaks its own lines; the library knows only blanks, and would tear Chinese at any sign."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console
        for paragraph in self.text.split("\n", allow_blank=True):
            for line in paragraph.divide(folds(paragraph.plain, options.max_width)):
                line.rstrip()
                line.no_wrap, line.overflow = True, "ignore"
                yield line

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self.text)


def folds(text: str, width: int) -> list[int]:
    """Where the lines after the first begin, each at most `width` cells wide; a blank may hang over at an end."""
    found: list[int] = []
    begin, fold, cells = 0, 0, 0
    for index, sign in enumerate(text):
        if index > begin and _may_part(text[index - 1], sign):
            fold = index
        cells += cell_len(sign)
        while cells > width and not sign.isspace() and index > begin:  # once more where the rest of the line is too long as well
            begin = fold if fold > begin else index
            cells = cell_len(text[begin : index + 1])
            found.append(begin)
    return found


def _may_part(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or not cell_len(after):
        return False
    return before.isspace() or _WIDE in (cell_len(before), cell_len(after))
