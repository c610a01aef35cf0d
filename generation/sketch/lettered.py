"""Which sprites show writing: letters, digits, maps and clock faces, that would be wrong in a mirror."""

from typing import Final

# Seen on the drawings; families of them are told by their names in `flippable`.
LETTERED: Final = frozenset({
    "1st-place-medal", "2nd-place-medal", "3rd-place-medal", "admission-tickets", "alarm-clock", "atm-sign", "back-arrow",
    "bank", "big-ben", "bookmark-tabs", "bus-stop", "calendar", "chalkboard", "chart-increasing-with-yen",
    "check-box-with-check", "cinema", "clapper-board", "coin", "compass", "computer-disk", "control-knobs",
    "convenience-store", "copyright", "credit-card", "currency-exchange", "dollar-banknote", "double-exclamation-mark",
    "dvd", "e-mail", "elevator", "end-arrow", "euro-banknote", "exclamation-question-mark", "fax-machine",
    "flower-playing-cards", "fuel-pump", "game-die", "globe-showing-americas", "globe-showing-asia-australia",
    "globe-showing-europe-africa", "heavy-dollar-sign", "hospital", "hotel", "hundred-points", "identification-card",
    "information", "japanese-post-office", "joker", "kaaba", "keyboard", "khanda", "ledger", "low-battery",
    "mahjong-red-dragon", "man-teacher", "mantelpiece-clock", "map-of-japan", "memo", "metro", "mobile-phone",
    "money-bag", "money-with-wings", "motorway", "musical-keyboard", "musical-note", "musical-notes", "musical-score",
    "name-badge", "newspaper", "no-bicycles", "no-littering", "no-mobile-phones", "no-pedestrians", "no-smoking",
    "non-potable-water", "om", "on-exclamation-arrow", "open-book", "page-facing-up", "page-with-curl", "pager",
    "part-alternation-mark", "passport-control", "pool-8-ball", "post-office", "postbox", "pound-banknote", "racing-car",
    "radio", "receipt", "red-envelope", "red-question-mark", "registered", "restroom", "rolled-up-newspaper", "school",
    "scroll", "scroll-map", "slot-machine", "soon-arrow", "speech-balloon", "spiral-calendar", "spiral-notepad",
    "star-and-crescent", "station", "stopwatch", "straight-ruler", "tear-off-calendar", "telephone", "thermometer",
    "ticket", "timer-clock", "top-arrow", "trade-mark", "triangular-ruler", "video-game", "videocassette", "warning",
    "watch", "water-closet", "white-flower", "white-question-mark", "woman-teacher", "world-map", "yen-banknote",
    "yin-yang", "zzz",
})  # fmt: skip
_BEGINNINGS: Final = ("letter-", "keycap", "flag-")
_ENDINGS: Final = ("-oclock", "-thirty", "-sign", "-button", "-blood-type", "-clock")


def flippable(art: str) -> bool:
    """Whether the mirrored sprite is still right: letters and clocks are not."""
    return art not in LETTERED and not art.startswith(_BEGINNINGS) and not art.endswith(_ENDINGS)
