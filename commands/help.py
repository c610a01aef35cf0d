"""/help: what the bot can do on one short page, or all about one command."""

from collections.abc import Iterator

from commands.core.call import Call
from commands.core.command import Command, Option, called, nearest_command
from commands.core.names import Listed
from commands.core.reply import Reply
from storage.problem import Problem

# What belongs together; whatever is named nowhere comes under the last heading, so that no command can be forgotten.
GROUPS = {
    "make": ("imagine", "retry", "reuse", "models", "download"),
    "vote": ("vote", "results"),
    "play": ("challenge", "guess", "hint", "top"),
    "yours": ("gallery", "favourite", "publish", "link", "unlink", "export", "forget"),
    "safe": ("report", "appeal", "moderation", "rules", "member", "audit"),
    "house": (),
}

# Options that only some models take: told apart, without their choices, so that the first ones are still read.
ADVANCED = {
    "imagine": (
        "negative",
        "picture",
        "picture2",
        "picture3",
        "picture4",
        "earlier",
        "earlier_as",
        "style_picture",
        "style_strength",
        "character",
        "quality",
        "resolution",
        "creativity",
        "raw",
    ),
}
SAME_AGAIN = frozenset({"picture2", "picture3"})  # told with the one behind them


async def help(call: Call, command: str | None = None) -> Reply:  # noqa: A001 - the function's name is the command's
    """The menu in groups, short enough for one screen; or one command with its options and an example."""
    if command is not None:
        name = command.strip().lstrip("/").lower()
        chosen = called(name, call.menu, call.house.words)
        if chosen is None:
            raise Problem("unknown-command", given=name[:40], nearest=nearest_command(name, call.menu, call.house.words))
        return Reply(_one(call, chosen), private=True)
    groups = [call.say(f"help-{group}", commands=" ".join(f"/{name}" for name in names)) for group, names in _groups(call)]
    model = call.house.catalog.usual(call.settings.default_model)
    units = call.say("help-units", model=model.title, price=model.cost_units(1), units=call.settings.daily_units)
    return Reply("\n".join([call.say("help-title"), *groups, units, call.say("help-more")]), private=True)


def _groups(call: Call) -> Iterator[tuple[str, list[str]]]:
    """Heading and command names of each group, without what this person may not do."""
    shown = [one.name for one in call.menu.values() if one.listed and (call.sender.moderator or not one.moderators)]
    grouped = {name for names in GROUPS.values() for name in names}
    for group, names in GROUPS.items():
        here = [name for name in names or shown if name in shown and (bool(names) or name not in grouped)]
        if here:
            yield group, here


def _one(call: Call, command: Command) -> str:
    lines = [call.say("help-line", command=command.name, description=call.say(f"cmd-{command.name}"))]
    advanced = ADVANCED.get(command.name, ())
    usual = [option for option in command.options if option.name not in advanced]
    lines += [call.say("help-option", option=option.called, description=_option(call, command, option)) for option in usual]
    if rest := [option for option in command.options if option.name in advanced]:
        told = [call.say("help-option", option=option.called, description=_shortly(call, command, option)) for option in rest]
        # Those without words of their own stand before the next one that has some.
        lines += [call.say("help-advanced"), *"\n".join(told).replace(" \n", " ").split("\n")]
    lines.append(call.say("help-example", example=call.say(f"cmd-{command.name}.example")))
    return "\n".join(lines)


def _option(call: Call, command: Command, option: Option) -> str:
    text = call.say(f"cmd-{command.name}.{option.name}")
    if option.choices:
        text = call.say("help-choices", description=text, choices=Listed(map(option.choice, option.choices), "comma"))
    elif option.within is not None:
        text = call.say("help-range", description=text, low=f"{option.within.low:g}", high=f"{option.within.high:.15g}")
    return call.say("help-required", description=text) if option.required else text


def _shortly(call: Call, command: Command, option: Option) -> str:
    return "" if option.name in SAME_AGAIN else call.say(f"cmd-{command.name}.{option.name}")
