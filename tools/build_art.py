"""Packs Noto's vectors for the sketch painter: `python tools/build_art.py <folder of the unpacked @iconify-json/noto 1.2.9>`.

Writes two files to generation/sketch/art: `noto.bin`, SVG bodies in xz blocks one after the other, and `noto.json`, which says
where each block and each icon lies. A process pays only for the blocks whose icons it draws. The same package gives the same bytes.
"""

import argparse
import json
import lzma
import re
import sys
from pathlib import Path
from typing import Any

ART = Path(__file__).resolve().parent.parent / "generation" / "sketch" / "art"
VERSION = "1.2.9"
BLOCK_BYTES = 256 * 1024  # of SVG text: larger packs a little tighter, smaller opens sooner (4 ms a block at this size)
TONED = re.compile(r"skin-tone|-tone[1-5]$")
PLATES = re.compile(r"^(keycap|.*-button$|input-|flag-(?!in-hole)|regional-indicator|digit)")
NOT_FOR_CHILDREN = frozenset({"middle-finger", "cigarette", "no-one-under-eighteen", "breast-feeding"})


def wanted(icons: dict[str, Any]) -> dict[str, str]:
    """Name -> SVG body of what can stand in a picture: no skin-tone variants, countries' flags, letter plates, hidden doubles."""
    return {
        name: icon["body"]
        for name, icon in sorted(icons.items())
        if not (icon.get("hidden") or name in NOT_FOR_CHILDREN or TONED.search(name) or PLATES.match(name))
    }


def pack(bodies: dict[str, str], people: frozenset[str]) -> tuple[bytes, dict[str, Any]]:
    """The blob and its index: `blocks` are [offset, length] in the blob, `icons` are name -> [block, offset, length] in bytes."""
    blocks: list[bytes] = []
    current = bytearray()
    icons: dict[str, list[int]] = {}
    for name, body in bodies.items():
        data = body.encode()
        if current and len(current) + len(data) > BLOCK_BYTES:
            blocks.append(bytes(current))
            current.clear()
        icons[name] = [len(blocks), len(current), len(data)]
        current += data
    blocks.append(bytes(current))
    packed = [lzma.compress(block, preset=9 | lzma.PRESET_EXTREME) for block in blocks]
    places = []
    offset = 0
    for block in packed:
        places.append([offset, len(block)])
        offset += len(block)
    index = {
        "source": f"@iconify-json/noto {VERSION}",
        "licence": "Apache-2.0",
        "blocks": places,
        "people": sorted(people & bodies.keys()),
        "icons": icons,
    }
    return b"".join(packed), index


def main() -> int:
    """Build from the package folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path)
    package: Path = parser.parse_args().package
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    if version != VERSION:
        sys.stderr.write(f"this is version {version}; the vendored art is of {VERSION}\n")
        return 1
    icons = json.loads((package / "icons.json").read_text("utf-8"))["icons"]
    categories = json.loads((package / "metadata.json").read_text("utf-8"))["categories"]
    blob, index = pack(wanted(icons), frozenset(categories["People & Body"]))
    (ART / "noto.bin").write_bytes(blob)
    (ART / "noto.json").write_text(json.dumps(index, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{len(index['icons'])} icons, {len(blob)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
