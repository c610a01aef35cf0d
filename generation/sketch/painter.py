"""The sketch painter: turns a scene into a picture-book page, and offers that as the image provider that needs no key."""

import io
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from PIL import Image, ImageChops, ImageFilter

from generation.pool import Pool
from generation.ports import Order, Painted
from generation.safety.prompt import SafePrompt
from generation.sketch.backdrop.paint import BACKDROPS
from generation.sketch.backdrop.scenery import SNOW
from generation.sketch.clusters import Figure
from generation.sketch.compose import Placed, compose
from generation.sketch.crowd import mixed
from generation.sketch.ground import in_water, islet, settle
from generation.sketch.layers import afloat_share, layer_on
from generation.sketch.light import SHELTERED, Light, cast_shadow, contact_shadow, light_of
from generation.sketch.page import Page
from generation.sketch.plan import Ground, Plan, plan_of
from generation.sketch.scene import Layer, Place, Scene, Style
from generation.sketch.sprites import Sprites
from generation.sketch.staging import LANDFORMS, LIGHTS, PLATES, SNOWED_ON, staged
from generation.sketch.styles import finish, grown, touched
from generation.sketch.view import View, view_of
from generation.sketch.visibility import uncovered
from generation.sketch.weather import falling, snow_cap
from storage.problem import Problem

# JPEG, because WebP of the same look takes 27 to 50 ms a picture here and JPEG 5 to 9; no chroma subsampling, or red edges bleed.
QUALITY = 90
MIME = "image/jpeg"
WRITTEN = frozenset({Place.CLASSROOM})  # letters there, which are not to be mirrored
FLAT = frozenset({Style.COMIC, Style.PAPER, Style.PIXEL, Style.NEON})


class Reader(Protocol):
    """What turns words into a scene (generation.sketch.reader)."""

    def read(self, text: str) -> Scene:
        """The scene that the words describe."""
        ...


class Painter:
    """Paints scenes with a set of sprites. Pure: the same scene, seed and size give the same pixels, in any thread."""

    def __init__(self, sprites: Sprites) -> None:
        self._sprites = sprites

    def figure(self, art: str) -> Figure:
        """A sprite's proportions."""
        small = self._sprites.image(art, 64)
        return Figure(small.width / small.height, self._sprites.anchors(art))

    def layout(self, scene: Scene, *, seed: int, width: int, height: int) -> tuple[Placed, ...]:
        """Where `paint` puts the things; things without art are left out."""
        return self._begun(scene, seed, width, height)[2]

    def hidden(self, scene: Scene, *, seed: int, width: int, height: int) -> tuple[int, ...]:
        """The numbers of the things that nobody sees in `paint`'s picture, because others stand before them."""
        return self._begun(scene, seed, width, height)[3]

    def _outline(self, scene: Scene, sprite: Placed) -> Image.Image:
        """A sprite's opacity, small; of one whose lower part alone is painted that part."""
        art = scene.things[sprite.thing].art
        alpha = self._sprites.image(art, 64, flip=sprite.flip).getchannel("A")
        if sprite.lower:
            alpha.paste(0, (0, 0, alpha.width, round(alpha.height * self._sprites.anchors(art).rim)))
        elif sprite.shown < 1:
            alpha.paste(0, (0, round(alpha.height * sprite.shown), alpha.width, alpha.height))
        return alpha

    def _begun(self, scene: Scene, seed: int, width: int, height: int) -> tuple[Light, Plan, tuple[Placed, ...], tuple[int, ...]]:
        pick = random.Random(f"page {seed}")
        view = view_of(seed)
        light = light_of(scene, view, pick)
        plan = plan_of(scene.place, pick, view.shot.lift)
        if scene.things and all(layer_on(thing, plan) is Layer.SKY for thing in scene.things if thing.of is None):
            plan = replace(plan, horizon=min(0.84, plan.horizon + 0.14))  # all in the air: less ground
        if plan.place is Place.TABLE and any(thing.art in PLATES for thing in scene.things if thing.of is None):
            plan = replace(plan, horizon=plan.horizon - 0.24)  # looked down upon
        placed = compose(scene, plan, self.figure, pick, width, height, view.shot)
        placed, unseen = uncovered(placed, partial(self._outline, scene), width, height)
        shines = next((sprite for sprite in placed if light.bare and scene.things[sprite.thing].art in LIGHTS), None)
        if shines is not None:  # the light falls from where it is drawn
            left, top, right, bottom = shines.box
            light = replace(light, sun=((left + right) / 2 / width, (top + bottom) / 2 / height))
        return light, plan, placed, unseen

    def paint(self, scene: Scene, *, seed: int, width: int, height: int) -> Image.Image:
        """The finished picture, RGB, `width` x `height` px."""
        return self.painted(scene, seed=seed, width=width, height=height)[0]

    def painted(self, scene: Scene, *, seed: int, width: int, height: int) -> tuple[Image.Image, frozenset[str]]:
        """The finished picture, and the words of what nobody sees in it."""
        scene = self._drawable(scene)
        light, plan, placed, unseen = self._begun(scene, seed, width, height)
        covered = frozenset(scene.things[number].word for number in unseen)
        return self._finished(scene, light, plan, placed, seed, (width, height)), covered

    def _finished(
        self, scene: Scene, light: Light, plan: Plan, placed: tuple[Placed, ...], seed: int, size: tuple[int, int]
    ) -> Image.Image:
        width, height = size
        scene, placed = mixed(scene, placed)
        page = Page(width, height, seed, cut=scene.style is Style.PAPER, flat=scene.style in FLAT)
        page.without = scene.without
        light = behind(page, light, plan, view_of(seed))
        horizon = plan.horizon * height
        far = [sprite for sprite in placed if sprite.layer in {Layer.FAR, Layer.SKY}]
        near = [sprite for sprite in placed if sprite.layer not in {Layer.FAR, Layer.SKY}]
        for sprite in far:
            self._put(page, scene, sprite, light, plan)
        if plan.place not in SHELTERED:
            falling(page, light, horizon, front=False)
        for sprite in near:
            self._put(page, scene, sprite, light, plan)
        if scene.style is Style.STORYBOOK:
            touched(page, light, plan, view_of(seed).extra)
        if plan.place in SHELTERED:
            return finish(page, light, scene.style)
        return finish(page, light, scene.style, lambda: falling(page, light, horizon, front=True))

    def _drawable(self, scene: Scene) -> Scene:
        """The scene without things that have no art; what referred to them stands by itself."""
        keep = [number for number, thing in enumerate(scene.things) if self._sprites.has(thing.art)]
        if len(keep) == len(scene.things):
            return replace(scene, things=staged(scene.things))
        new = {old: number for number, old in enumerate(keep)}
        things = tuple(
            replace(scene.things[old], of=new.get(scene.things[old].of or 0) if scene.things[old].of is not None else None)
            for old in keep
        )
        return replace(scene, things=staged(things))

    def _put(self, page: Page, scene: Scene, sprite: Placed, light: Light, plan: Plan) -> None:
        """Paste one sprite with its shadow, its light and the grass at its feet."""
        thing = scene.things[sprite.thing]
        left, top = round(sprite.box[0]), round(sprite.box[1])
        image = self._sprites.image(thing.art, max(4, round(sprite.height)), thing.colour, flip=sprite.flip)
        alpha = image.getchannel("A")
        if sprite.shown < 1:
            alpha.paste(0, (0, round(image.height * sprite.shown), image.width, image.height))
        if sprite.lower:
            cut = round(image.height * self._sprites.anchors(thing.art).rim)
            alpha.paste(0, (0, 0, image.width, cut))
        elif sprite.foot is not None:
            self._shadows(page, thing.art, sprite, alpha, light, plan)
        above = afloat_share(thing)
        if above < 1 and sprite.layer is Layer.WATER and plan.place is not Place.UNDERWATER and not sprite.tied:
            afloat = round(image.height * above)
            alpha.paste(0, (0, afloat, image.width, image.height))
            sprite = replace(sprite, box=(*sprite.box[:3], sprite.box[1] + afloat))
        lit = lit_sprite(image, alpha, light, sprite.distance, indoors=plan.indoors)
        if page.cut and not sprite.lower:
            rim = max(2, round(page.unit * 0.0055))
            card = Image.new("L", (alpha.width + 2 * rim, alpha.height + 2 * rim))
            card.paste(alpha, (rim, rim))
            card = grown(card, rim)
            page.shade(card, (left - rim, top - rim), 0.5)
            page.picture.paste((252, 249, 240), (left - rim, top - rim, left - rim + card.width, top - rim + card.height), card)
        if light.snowy and not sprite.lower and (sprite.layer is Layer.FAR or thing.art in SNOWED_ON):
            lit.paste(light.land(SNOW), (0, 0, lit.width, lit.height), snow_cap(alpha))
        page.picture.paste(lit, (left, top), alpha)
        page.things.paste(255, (left, top, left + alpha.width, top + alpha.height), alpha)
        if sprite.foot is not None and not sprite.lower:
            settle(page, light, plan, sprite, thing.art)

    def _shadows(self, page: Page, art: str, sprite: Placed, alpha: Image.Image, light: Light, plan: Plan) -> None:
        x, foot = (sprite.box[0] + sprite.box[2]) / 2, sprite.foot or sprite.box[3]
        wide = sprite.box[2] - sprite.box[0]
        if (
            plan.ground in {Ground.WATER, Ground.CLOUD}
            or (sprite.layer is Layer.WATER and plan.swim is not None)
            or plan.ground is Ground.NOTHING
            or in_water(plan, sprite, page.height)
        ):
            islet(page, light, plan, sprite)
            if plan.ground is not Ground.WATER or sprite.layer is Layer.WATER:
                return
        if art in LANDFORMS | PLATES:
            return
        if sprite.layer is Layer.SCATTER:
            contact_shadow(page, x, foot, wide * 0.6, 0.3)
            return
        if not plan.indoors:
            cast_shadow(page, alpha, x, foot, light)
        contact_shadow(page, x, foot - 0.01 * sprite.height, wide, 0.5 if not light.night else 0.6)


def behind(page: Page, light: Light, plan: Plan, view: View) -> Light:
    """Paint what is behind the things as the view has it: mirrored, or nearer about the horizon. The light as it then falls."""
    mirrored = view.mirrored and plan.place not in WRITTEN
    turned = replace(light, sun=(1 - light.sun[0], light.sun[1])) if mirrored else light
    BACKDROPS[plan.place](page, turned, plan)
    if mirrored:
        page.picture = page.picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    zoom = view.shot.zoom
    fixed = light.weather or light.bare or plan.swim is not None or plan.ground in {Ground.NOTHING, Ground.CLOUD}
    if zoom == 1.0 or fixed or plan.place in {Place.TABLE, Place.VOLCANO}:
        return light
    x, y = 0.5 - 0.5 / zoom, plan.horizon * (1 - 1 / zoom)
    box = (x * page.width, y * page.height, (x + 1 / zoom) * page.width, (y + 1 / zoom) * page.height)
    page.picture = page.picture.resize(page.picture.size, Image.Resampling.BILINEAR, box=box)
    return replace(light, sun=((light.sun[0] - x) * zoom, (light.sun[1] - y) * zoom))


def lit_sprite(image: Image.Image, alpha: Image.Image, light: Light, distance: float, *, indoors: bool) -> Image.Image:
    """The sprite's colours under the scene's light, with a bright rim on the sun's side and haze if it is far away."""
    tint = light.thing_tint
    if indoors:
        tint = (1 - (1 - tint[0]) * 0.45, 1 - (1 - tint[1]) * 0.5, 1 - (1 - tint[2]) * 0.6)
    haze = light.haze
    table: list[int] = []
    for part in range(3):
        table += [min(255, round(value * tint[part] * (1 - distance) + haze[part] * distance)) for value in range(256)]
    lit = image.convert("RGB").point(table)
    side = -1 if light.sun[0] < 0.5 else 1
    step = max(1, round(image.height * 0.012))
    if not light.hidden and not indoors and image.height > 40:
        inner = ImageChops.offset(alpha, -side * step, step)
        rim = ImageChops.subtract(alpha, inner).filter(ImageFilter.BoxBlur(step * 0.7))
        strength = 0.5 if light.time.value in {"dawn", "sunset"} else 0.34
        lit.paste(light.glow, (0, 0, lit.width, lit.height), rim.point([int(value * strength) for value in range(256)]))
    return lit


def encoded(picture: Image.Image) -> bytes:
    """The picture as the provider's original bytes (JPEG); the same pixels give the same bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


class SketchPainter:
    """The image provider that needs no key and no network."""

    remote = False

    def __init__(self, reader: Reader, sprites: Sprites, pool: Pool) -> None:
        self._reader, self._pool = reader, pool
        self._painter = Painter(sprites)

    def paint(self, scene: Scene, *, seed: int, width: int, height: int) -> Image.Image:
        """A picture of a scene; pure and synchronous (see Painter.paint)."""
        return self._painter.paint(scene, seed=seed, width=width, height=height)

    async def submit(self, prompt: SafePrompt, order: Order) -> str:
        """Nothing to pay or to wait for: the ticket says what was ordered. Problem "unknown-style" for a style it has not."""
        del prompt
        style_of(order.style)
        return json.dumps({"key": order.key, "seeds": order.seeds, "size": [order.width, order.height]})

    async def collect(self, prompt: SafePrompt, order: Order, ticket: str) -> Sequence[Painted]:
        """Paint one picture per seed in the pool."""
        del ticket
        style = style_of(order.style)
        scene = await self._pool.run(self._reader.read, prompt.words)
        if style is not None:
            scene = replace(scene, style=style)
        made = []
        for seed in order.seeds:
            data, covered = await self._pool.run(partial(self._painted, scene, seed, order.width, order.height))
            drawn = tuple(word for word in scene.drawn if word not in covered)
            missing = tuple(dict.fromkeys((*scene.missing, *(word for word in scene.drawn if word in covered))))
            made.append(Painted(data, MIME, seed, drawn, missing))
        return tuple(made)

    def _painted(self, scene: Scene, seed: int, width: int, height: int) -> tuple[bytes, frozenset[str]]:
        picture, covered = self._painter.painted(scene, seed=seed, width=width, height=height)
        return encoded(picture), covered


def style_of(name: str | None) -> Style | None:
    """The style of that name; None for no name. Problem "unknown-style" (name, known)."""
    if name is None or not name.strip():
        return None
    try:
        return Style(name.strip().lower())
    except ValueError:
        raise Problem("unknown-style", name=name, known=", ".join(style.value for style in Style)) from None
