"""/help: what the bot can do, or all about one command."""

from commands.core.call import Call
from commands.core.command import Command, Option, nearest
from commands.core.reply import Reply
from storage.problem import Problem


async def help(call: Call, command: str | None = None) -> Reply:  # noqa: A001 - the function's name is the command's
    """The menu as a list, or one command with its options and an example."""
    if command is not None:
        name = command.strip().lstrip("/").lower()
        chosen = call.menu.get(name)
        if chosen is None:
            raise Problem("unknown-command", given=name[:40], nearest=nearest(name, list(call.menu)))
        return Reply(_one(call, chosen), private=True)
    lines = [call.say("help-title")]
    lines += [
        call.say("help-line", command=one.name, description=call.say(f"cmd-{one.name}"))
        for one in call.menu.values()
        if one.listed and (call.sender.moderator or not one.moderators)
    ]
    return Reply("\n".join([*lines, call.say("help-more")]), private=True)


def _one(call: Call, command: Command) -> str:
    lines = [call.say("help-line", command=command.name, description=call.say(f"cmd-{command.name}"))]
    lines += [call.say("help-option", option=option.name, description=_option(call, command, option)) for option in command.options]
    lines.append(call.say("help-example", example=call.say(f"cmd-{command.name}.example")))
    return "\n".join(lines)


def _option(call: Call, command: Command, option: Option) -> str:
    text = call.say(f"cmd-{command.name}.{option.name}")
    if option.choices:
        text = call.say("help-choices", description=text, choices=", ".join(option.choices))
    elif option.within is not None:
        text = call.say("help-range", description=text, low=f"{option.within.low:g}", high=f"{option.within.high:.15g}")
    return call.say("help-required", description=text) if option.required else text
