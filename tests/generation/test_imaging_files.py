"""What leaves the house: recipes inside files, files without a trace, zips, file names and alt texts."""

import io
import json
import struct
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat, PngImagePlugin

from commands.core.words import Words
from generation.imaging.alt import ALT_MOST, alt_text
from generation.imaging.archive import FORMAT, recipe_of, zip_of
from generation.imaging.metadata import SOURCE_TYPES, Recipe, with_recipe, without_metadata
from generation.imaging.names import file_name
from generation.imaging.pixels import size_of
from storage.records import Generation, GenerationRequest, Member, Room, Status, Variant

RECIPE = Recipe('a red fox <&> "zorro" 狐狸 🦊', "sketch", 7, "0123456789ab", "algorithmicMedia")
WEBP_KINDS = [{"quality": 80}, {"lossless": True}]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


NOISE = Image.effect_noise((97, 64), 90)  # an odd width: chunks of odd length


def picture(mode: str = "RGB") -> Image.Image:
    smooth = Image.linear_gradient("L").resize((97, 64))
    bands = [smooth, NOISE.point(lambda value: value // 8), smooth.rotate(180), smooth][: len(mode)]
    return Image.merge(mode, bands)


FILES = {
    "png": saved(picture(), "PNG"),
    "png-alpha": saved(picture("RGBA"), "PNG"),
    "jpeg": saved(picture(), "JPEG", quality=90),
    "jpeg-without-jfif": b"\xff\xd8" + saved(picture(), "JPEG")[20:],
    "webp": saved(picture(), "WEBP", quality=80),
    "webp-lossless": saved(picture(), "WEBP", lossless=True),
    "webp-alpha": saved(picture("RGBA"), "WEBP", quality=80),
    "webp-lossless-alpha": saved(picture("RGBA"), "WEBP", lossless=True),
    "webp-with-exif": saved(picture(), "WEBP", exif=b"Exif\0\0old"),
}
every_file = pytest.mark.parametrize("data", FILES.values(), ids=FILES.keys())


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def xmp_of(data: bytes) -> ET.Element:
    packet = data[data.index(b"<x:xmpmeta") : data.index(b"</x:xmpmeta>") + len(b"</x:xmpmeta>")]
    return ET.fromstring(packet)  # noqa: S314 - our own packet


@every_file
def test_the_recipe_is_in_the_file_and_the_pixels_are_untouched(data: bytes) -> None:
    told = with_recipe(data, RECIPE)
    image = opened(told)
    assert image.tobytes() == opened(data).tobytes()
    assert image.format == opened(data).format
    assert (image.size, image.mode) == (opened(data).size, opened(data).mode)
    xmp = xmp_of(told)
    said = {name.split("}")[-1]: value for part in xmp.iter() for name, value in part.attrib.items()}
    assert said["DigitalSourceType"] == SOURCE_TYPES + "algorithmicMedia"
    assert said["seed"] == "7"
    assert said["metaprompt"] == "0123456789ab"
    assert said["AISystemUsed"] == "sketch"
    texts = [part.text for part in xmp.iter() if part.text]
    assert texts == [RECIPE.prompt, RECIPE.prompt]
    assert image.info.get("xmp") or "XML:com.adobe.xmp" in image.info  # where readers look for it


@every_file
def test_the_recipe_can_be_read_with_pillow(data: bytes) -> None:
    image = opened(with_recipe(data, RECIPE))
    if image.format == "PNG":
        assert isinstance(image, PngImagePlugin.PngImageFile)
        assert image.text["prompt"] == RECIPE.prompt
        assert (image.text["model"], image.text["seed"], image.text["metaprompt"]) == ("sketch", "7", "0123456789ab")
        assert image.text["digitalsourcetype"] == SOURCE_TYPES + "algorithmicMedia"
        return
    exif = image.getexif()
    assert exif[0x0131] == "Pincel"
    comment = exif.get_ifd(0x8769)[0x9286]
    assert comment.startswith(b"UNICODE\0")
    assert json.loads(comment[8:].decode("utf-16-le"))["prompt"] == RECIPE.prompt


def test_a_recipe_written_twice_is_the_newer_one() -> None:
    newer = replace(RECIPE, seed=8)
    for name in ("jpeg", "webp", "webp-with-exif"):
        twice = with_recipe(with_recipe(FILES[name], RECIPE), newer)
        assert twice.count(b"<x:xmpmeta") == 1
        assert b'pincel:seed="8"' in twice


@pytest.mark.parametrize("prompt", ["", "\x00\x01\x1b[31m", "\ud800", "]]> --> <script>", "x" * 50_000, "狐" * 50_000, "\u202eabc"])
@pytest.mark.parametrize("name", ["png", "jpeg", "webp"])
def test_no_prompt_breaks_a_file(name: str, prompt: str) -> None:
    told = with_recipe(FILES[name], replace(RECIPE, prompt=prompt))
    assert opened(told).tobytes() == opened(FILES[name]).tobytes()
    assert xmp_of(told) is not None
    assert len(told) < len(FILES[name]) + 80_000


@pytest.mark.parametrize("data", [b"", b"GIF89a....", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0", b"<svg/>"])
def test_other_files_take_no_recipe(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"recipe|container|IHDR"):
        with_recipe(data, RECIPE)


SECRET = b"bunny on a horse"


def laden(kind: str) -> bytes:
    """A picture that tells the secret in every place that a format has."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("prompt", SECRET.decode())
    text.add_itxt("parameters", SECRET.decode())
    options: dict[str, object] = {"exif": exif, "icc_profile": SECRET * 10, "xmp": b"<x>" + SECRET + b"</x>"}
    if kind == "PNG":
        options = {"exif": exif, "icc_profile": SECRET * 10, "pnginfo": text}
    if kind == "JPEG":
        options["comment"] = SECRET
    return with_recipe(saved(picture(), kind, **options), replace(RECIPE, prompt=SECRET.decode())) + SECRET


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_without_metadata_nothing_is_left_to_read(kind: str) -> None:
    data = laden(kind)
    assert data.count(SECRET) >= 3
    clean = without_metadata(data)
    assert SECRET not in clean
    assert SECRET.decode().encode("utf-16-le") not in clean
    image = opened(clean)
    assert image.format == kind
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "prompt", "parameters", "XML:com.adobe.xmp"} & set(image.info)
    if kind == "PNG":
        assert chunks_of(clean) <= {b"IHDR", b"IDAT", b"IEND"}
    # However a picture was labelled, what comes out is the same: nothing can be told from the bytes.
    assert clean == without_metadata(saved(picture(), kind)) or kind != "PNG"


def chunks_of(png: bytes) -> set[bytes]:
    kinds, place = set(), 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        kinds.add(kind)
        place += 12 + length
    return kinds


@every_file
def test_without_metadata_looks_the_same(data: bytes) -> None:
    before, after = opened(data), opened(without_metadata(data))
    assert (after.size, after.mode) == (before.size, before.mode)
    difference = ImageStat.Stat(ImageChops.difference(before.convert("RGB"), after.convert("RGB")))
    assert max(difference.mean) <= (0 if before.format == "PNG" else 3)


def test_without_metadata_keeps_pictures_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 8
    assert opened(without_metadata(saved(picture(), "JPEG", exif=exif))).size == (64, 97)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")  # Pillow says so, and goes on
def test_a_strange_orientation_is_no_reason_to_fail() -> None:
    data = saved(picture(), "JPEG", exif=b"Exif\0\0" + b"II*\0\xff\xff\xff\xff")
    assert opened(without_metadata(data)).size == (97, 64)


def generation(prompt: str = "a red fox in the snow", **changes: object) -> Generation:
    variants = tuple(
        Variant(index=index, sha256=f"{index}" * 64, seed=40 + index, width=97, height=64, mime=mime)
        for index, mime in enumerate(("image/png", "image/jpeg", "image/webp"), start=1)
    )
    made = Generation(
        id=48213,
        request=GenerationRequest(
            asked_by=Member("terminal", "1", "Alicia"),
            room=Room("terminal", "r"),
            locale="es",
            prompt=prompt,
            seed=40,
            style="neon",
        ),
        status=Status.DONE,
        created_at=datetime(2026, 11, 21, 12, 30, 6, tzinfo=UTC),
        model="sketch",
        metaprompt_id="0123456789ab",
        safe_prompt="the whole metaprompt",
        variants=variants,
        drawn=("fox", "snow"),
        missing=("scarf",),
        winner=2,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the tests' own keywords


def packed(made: Generation) -> bytes:
    return zip_of(
        made, {f"{index}" * 64: FILES[kind] for index, kind in ((1, "png"), (2, "jpeg"), (3, "webp"))}, "algorithmicMedia"
    )


def test_the_zip_has_every_picture_with_its_recipe() -> None:
    made = generation()
    with zipfile.ZipFile(io.BytesIO(packed(made))) as archive:
        assert archive.testzip() is None
        recipe = json.loads(archive.read("recipe.json"))
        names = [one["file"] for one in recipe["pictures"]]
        assert archive.namelist() == [*names, "recipe.json"]
        for one in recipe["pictures"]:
            told = archive.read(one["file"])
            assert f'pincel:seed="{one["seed"]}"'.encode() in told
            assert opened(told).size == (one["width"], one["height"])
        assert all(entry.date_time == (2026, 11, 21, 12, 30, 6) for entry in archive.infolist())
    assert names == [
        "pincel-a-red-fox-in-the-snow-1.png",
        "pincel-a-red-fox-in-the-snow-2.jpg",
        "pincel-a-red-fox-in-the-snow-3.webp",
    ]
    assert recipe["format"] == FORMAT
    assert (recipe["prompt"], recipe["seed"], recipe["winner"], recipe["drawn"]) == (
        "a red fox in the snow",
        40,
        2,
        ["fox", "snow"],
    )


def test_the_zip_is_stable_and_tells_nobodys_name() -> None:
    assert packed(generation()) == packed(generation())
    assert b"Alicia" not in packed(generation())
    assert b"whole metaprompt" not in packed(generation())
    assert packed(generation(created_at=datetime(1970, 1, 1, tzinfo=UTC)))


def test_the_recipes_keys_are_the_documented_ones() -> None:
    told = recipe_of(generation(), "algorithmicMedia")
    documented = recipe_of.__doc__
    assert documented is not None
    assert all(f"`{key}`" in documented for key in [*told, *told["pictures"][0]])


@pytest.mark.parametrize(
    ("prompt", "part", "mime", "name"),
    [
        ("A red fox!", "2", "image/png", "pincel-a-red-fox-2.png"),
        ("../../etc/passwd", "1", "image/jpeg", "pincel-etc-passwd-1.jpg"),
        ("CON", "1", "image/webp", "pincel-con-1.webp"),
        ("C:\\nul\x00.exe", "sheet", "image/jpeg", "pincel-c-nul-exe-sheet.jpg"),
        ("红狐狸,在雪地里", "1", "image/png", "pincel-红狐狸-在雪地里-1.png"),
        ("niño y pingüino", "1", "image/png", "pincel-niño-y-pingüino-1.png"),
        ("🦊🦊", "", "application/zip", "pincel.zip"),
        ("\u202egnp.exe", "1", "image/png", "pincel-gnp-exe-1.png"),
        ("x", "../..", "text/html", "pincel-x.bin"),
    ],
)
def test_file_names(prompt: str, part: str, mime: str, name: str) -> None:
    assert file_name(prompt, part, mime) == name


@given(st.text(max_size=300), st.text(max_size=40))
def test_any_words_make_a_safe_file_name(prompt: str, part: str) -> None:
    name = file_name(prompt, part, "image/png")
    assert name.startswith("pincel")
    assert name.endswith(".png")
    assert len(name.encode()) <= 110
    assert all(sign.isalnum() or sign == "-" for sign in name.removesuffix(".png"))


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
def test_alt_texts_say_what_is_to_be_seen(locale: str) -> None:
    words = Words.load()
    key, values = alt_text(generation(), 2)
    one = words.say(locale, key, **values)
    for part in ("2", "3", "a red fox in the snow", "fox, snow"):
        assert part in one
    key, values = alt_text(generation(), None)
    assert "3" in words.say(locale, key, **values)
    key, values = alt_text(generation(drawn=()), 1)
    plain = words.say(locale, key, **values)
    assert "fox, snow" not in plain
    assert plain == plain.strip()


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
@pytest.mark.parametrize("prompt", ["*" * 9_000, "狐狸" * 3_000, "a\n\nb" * 1_000])
def test_alt_texts_fit_discord(locale: str, prompt: str) -> None:
    words = Words.load()
    for variant in (None, 3):
        key, values = alt_text(generation(prompt, drawn=("_long_word_",) * 900), variant)
        text = words.say(locale, key, **values)
        assert len(text) <= ALT_MOST
        assert "\n" not in text


@pytest.mark.parametrize("locale", ["en", "es", "zh"])
def test_a_challenges_alt_text_gives_nothing_away(locale: str) -> None:
    made = generation()
    made = replace(made, request=replace(made.request, purpose="challenge"))
    for variant in (None, 1):
        key, values = alt_text(made, variant)
        assert not values
        text = Words.load().say(locale, key)
        assert "fox" not in text
        assert len(text) > 10


def test_every_style_has_words_in_every_language() -> None:
    words = Words.load()
    for style in ("storybook", "watercolour", "pixel", "neon", "pencil", "oil", "comic", "paper", "ink"):
        made = generation()
        key, values = alt_text(replace(made, request=replace(made.request, style=style)), 1)
        told = {str(words.say(locale, key, **values)) for locale in ("en", "es", "zh")}
        assert len(told) == 3
        assert not any("style:" in text or "estilo:" in text or "风格：" in text for text in told)


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_size_is_the_pictures_own(name: str) -> None:
    assert size_of(FILES[name]) == (97, 64)
    assert size_of(FILES[name][: len(FILES[name]) // 2]) is None, "half a picture is none"


def test_a_picture_that_lies_on_its_side_is_measured_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    assert size_of(saved(picture(), "JPEG", exif=turned)) == (64, 97)


@pytest.mark.parametrize("data", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"%PDF-1.7"])
def test_what_is_no_picture_has_no_size(data: bytes) -> None:
    assert size_of(data) is None
