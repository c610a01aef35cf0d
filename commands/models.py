"""/models: who can paint, how well, how fast and for how much."""

from commands.core.call import Call
from commands.core.reply import Reply


async def models(call: Call) -> Reply:
    """One line a model, newest and most popular first; retired ones name their successor."""
    house = call.house
    lines = [call.say("models-title")]
    lines += [
        house.words.say(
            call.locale,
            "models-line",
            title=model.title,
            id=model.id,
            strength=model.strength[call.locale] if call.locale in model.strength else model.strength["en"],
            speed="⚡" * model.speed,
            quality="◆" * model.quality,
            units=model.cost_units(1),
            seconds=f"{model.seconds:g}",
            status=model.status,
            successor=model.replaced_by or "none",
        )
        for model in house.catalog.models
    ]
    lines.append(call.say("models-auto"))
    return Reply("\n".join(lines), private=True)
