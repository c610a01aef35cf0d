"""AUTOMATIC1111's web API, which Forge and stable-diffusion.cpp speak too: Stable Diffusion on the operator's own computer."""

import base64
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from generation.catalog import Model, Status
from generation.ports import Order
from generation.providers.at_once import AtOnceProvider
from generation.providers.base import MASK, Done, Given, untagged, wire
from generation.providers.errors import ModelGone, ProviderError, Upstream
from generation.providers.fields import blamed, faults, negative, seeded, slots, strength
from generation.providers.http import Answer, Ask
from generation.safety.prompt import SafePrompt

_NOT_FOUND: Final = 404
_CROP: Final = 1  # resize_mode: never pulled out of shape
_AS_IT_WAS: Final = 1  # inpainting_fill: what lies under the mask is where painting begins


class SdApiProvider(AtOnceProvider):
    """`base`: where the server listens, such as http://127.0.0.1:7860; `key`: "name:password" where it asks for them, else "".

    A row's route is the checkpoint ("" for whichever is loaded), and after "?" the fields that go with every order (steps,
    cfg_scale, sampler_name ...).
    """

    name = "sdapi"
    least_s = 300.0  # a home computer that loads a checkpoint first

    def build(self, prompt: SafePrompt, order: Order, row: Model, given: Sequence[Given]) -> Ask:
        """txt2img, or img2img when there are pictures to go by."""
        checkpoint, fields = wire(row)
        body: dict[str, Any] = {
            **{name: _value(text) for name, text in fields.items()},
            "prompt": untagged(self.words(prompt, row)),
            "width": order.width,
            "height": order.height,
            "batch_size": len(order.seeds),
            "n_iter": 1,
            **seeded(order, row),
        }
        if unwanted := untagged(negative(prompt, order, row)):
            body["negative_prompt"] = unwanted
        if checkpoint:
            # It stays loaded: to change back and forth for each picture costs more than the picture.
            body |= {"override_settings": {"sd_model_checkpoint": checkpoint}, "override_settings_restore_afterwards": False}
        for slot, own in slots(given, row).items():
            texts = [one.text for one in own]
            body[slot.field] = texts[0] if own[0].role == MASK else texts
            body |= strength(slot, own[0])
            if own[0].role == MASK:
                body |= {"inpainting_mask_invert": int(slot.edit == "black"), "inpainting_fill": _AS_IT_WAS}
        if given:
            body["resize_mode"] = _CROP
        url = f"{self._base}/sdapi/v1/{'img2img' if given else 'txt2img'}"
        return Ask("POST", url, self._who(), json=body, wait_s=self.patience(row))

    def found(self, answer: dict[str, Any]) -> Done:
        """Base64 all; a contact sheet that some settings put first, and masks that others put last, are left out."""
        pictures = answer.get("images")
        if not isinstance(pictures, list) or not all(isinstance(one, str) for one in pictures):
            raise Upstream("a success without a picture")
        info = _info(answer.get("info"))
        seeds = info.get("all_seeds")
        if not isinstance(seeds, list) or not all(isinstance(seed, int) for seed in seeds):
            return Done(pictures)
        first = info.get("index_of_first_image")
        start = first if isinstance(first, int) and first > 0 else 0
        return Done(pictures[start : start + len(seeds)], seeds)

    def failure(self, answer: Answer) -> ProviderError:
        if answer.status == _NOT_FOUND:
            return Upstream("HTTP 404: this server has no /sdapi (AUTOMATIC1111 and Forge must be started with --api)")
        found = faults(answer)
        return blamed(found) if found else super().failure(answer)

    async def check(self) -> str | None:
        """Which checkpoints the server has. Raises ModelGone where it lacks one that our rows name."""
        answer = await self._tools.http.send(Ask("GET", f"{self._base}/sdapi/v1/sd-models", self._who()))
        if not answer.ok:
            raise self.failure(answer)
        told = answer.json()
        there = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        names = {name for one in there for name in (one.get("title"), one.get("model_name")) if isinstance(name, str)}
        rows = [row for row in self._tools.catalog.models if row.provider == self.name and row.status is not Status.RETIRED]
        if missing := [name for row in rows if (name := wire(row)[0]) and name not in names]:
            raise ModelGone(text=f"not among the {len(there)} checkpoints of this server: {', '.join(missing)}")
        return f"{len(there)} checkpoints"

    def _who(self) -> dict[str, str]:
        return {"Authorization": f"Basic {base64.b64encode(self._key.encode()).decode()}"} if self._key else {}


def _info(text: object) -> Mapping[str, Any]:
    """What the server says about its pictures, as JSON in a text; stable-diffusion.cpp says nothing."""
    try:
        read = json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _value(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
