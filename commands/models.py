"""/models: who paints here and for how much, who would with a key, who is gone; or all about one of them."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Annotated

from commands.core.call import Call
from commands.core.command import Within
from commands.core.names import Listed, Name
from commands.core.reply import Button, Reply
from commands.core.tokens import token
from generation.catalog import ONLY, Catalog, Model, PickerLine, Status

PAGE_CHARS = 1_800  # of the 2,000 that Discord shows in one message
_CHOICES = ("ratio", "resolution", "quality", "creativity")  # told with what there is to choose from, each on a line of its own

Say = Callable[..., str]


async def models(call: Call, model: str | None = None, page: Annotated[int, Within(1, 99)] = 1) -> Reply:
    """A page of the list: what paints here in full, the others on a short line each. Or one model with all that it takes."""
    catalog = call.house.catalog
    if model is not None:
        return Reply(card(catalog, catalog.named(model), call.locale, call.say), private=True)
    pages = list(_pages(_chunks(catalog.picker(call.locale), call.say)))
    page = min(page, len(pages))
    more: tuple[Button, ...] = ()
    if page < len(pages):
        begins = pages[page][0]
        count = sum(line.group == begins for line in catalog.picker(call.locale))
        more = (Button(call.say("models-more", group=begins or "none", count=count), token("models", None, page + 1), "⬇"),)
    return Reply(pages[page - 1][1], buttons=more, private=True)


def card(catalog: Catalog, model: Model, locale: str, say: Say) -> str:
    """All about one model, in ten lines or fewer."""
    line = catalog.line(model, locale)
    choices = {what: found for what in _CHOICES if (found := _choices(model, what, say))}
    takes = Listed((_taken(model, what, say) for what in line.accepts if what not in choices), "comma")
    told = [say("models-card", **line.values(), takes=takes or "none")]
    told += [say("models-choices", what=what, choices=Listed(found, "comma")) for what, found in choices.items()]
    return "\n".join((*told, say("models-card-end", **line.values(), service=service(line.provider, say))))


def option(what: str, say: Say) -> str:
    """What people call one of the things that `PickerLine.accepts` names."""
    return say("models-takes", what=what.replace("_", "-"))  # an underscore would come as text with its escape


def service(provider: str, say: Say) -> str:
    """Where a model paints, with the setting that switches it on."""
    return say("models-service", provider=provider)


def heading(group: str, lines: Iterable[PickerLine], say: Say) -> str:
    """What stands above a group; where one model paints in place of all that wait for a key, it is named here once."""
    told = list(lines)
    instead = _instead(told)
    return say("models-group", group=group, count=len(told), here="several" if len(instead) > 1 else "".join(instead) or "none")


def heir(line: PickerLine, lines: Iterable[PickerLine], say: Say) -> str:
    """Who follows a model that is gone, one of `lines`, and who paints until that one can."""
    values = line.values()
    same = values["here"] != "none" and len(_instead(lines)) == 1
    return say("models-heir", **(values | {"here": "same"} if same else values))


def _instead(lines: Iterable[PickerLine]) -> set[str]:
    return {str(line.values()["here"]) for line in lines} - {"none"}


def by_service(lines: Iterable[PickerLine]) -> Iterator[tuple[str, list[PickerLine]]]:
    """The same lines service by service, in the order in which the first of each comes."""
    found: dict[str, list[PickerLine]] = {}
    for line in lines:
        found.setdefault(line.provider, []).append(line)
    yield from found.items()


def _taken(model: Model, what: str, say: Say) -> str:
    """One of the things, with how many of it and at what price, where that differs from the usual one."""
    told = option(what, say)
    most = getattr(getattr(model.inputs, what, None), "max", 0)
    if most > 1 and what != "image_styles_lora":  # how many of what nobody can choose yet helps nobody
        told = say("models-takes-most", takes=told, most=most)
    return _at_price(model, what, told, say)


def _choices(model: Model, what: str, say: Say) -> list[str]:
    """What there is to choose from; nothing where it is only one thing."""
    if what == "ratio":
        found = [ratio.shown for ratio in model.aspect_ratios] if model.pixels is None else []
    else:
        sizes = tuple(one for one in model.resolutions if "x" not in one)  # "1536x1024" goes with a shape
        levels = {"resolution": sizes, "quality": model.quality_levels, "creativity": model.creativity}[what]
        found = [_at_price(model, level, Name(level, f"option-{what}.{level}"), say) for level in levels]
    return found if len(found) > 1 else []


def _at_price(model: Model, what: str, told: str, say: Say) -> str:
    if what not in model.units_of or model.status is Status.RETIRED:
        return told
    return say("models-takes-price", takes=told, units=model.cost_units(1, what))


def _chunks(picker: tuple[PickerLine, ...], say: Say) -> Iterator[tuple[str, str]]:
    """What stands together on a page, and the group that begins with it, or ""."""
    groups = {group: list(lines) for group, lines in groupby(picker, lambda line: line.group)}
    usable = groups.get("usable", [])
    several = len(usable) > 1
    yield "usable", "\n".join((say("models-title"), *([say("models-auto")] if several else []), say("models-one")))
    for line in usable:
        yield "", "".join(_told([line], say))
    if not several:
        yield "", say(ONLY)
    for group, blocks in (
        ("key", [[f"🔑 {service(name, say)}", *_told(lines, say)] for name, lines in by_service(groups.get("key", []))]),
        ("retired", [list(_told(groups["retired"], say))] if "retired" in groups else []),
    ):
        for place, block in enumerate(blocks):
            head = [] if place else [heading(group, groups[group], say)]
            yield "" if place else group, "\n".join((*head, *block))


def _told(lines: Iterable[PickerLine], say: Say) -> Iterator[str]:
    told = list(lines)
    return (say("models-line", **line.values(), heirs=heir(line, told, say)) for line in told)


def _pages(chunks: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """As much on a page as one message shows in any chat, and the group that it begins with.

    What paints here has its pages for itself: most people look no further.
    """
    begins, page = "", ""
    for group, chunk in chunks:
        if page and (group == "key" or len(page) + 1 + len(chunk) > PAGE_CHARS):
            yield begins, page
            begins, page = group, ""
        page = f"{page}\n{chunk}" if page else chunk
    yield begins, page
