"""Which image services the settings switch on, and how each is reached. A service's code is loaded only when it is used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, cast

from bot.settings import Settings
from generation.ports import AT_ONCE, ImageProvider

if TYPE_CHECKING:  # it brings the HTTP client, which a bot without any service does not load
    from generation.providers.base import Provider, Tools

Options = Callable[[Settings, Any], dict[str, Any]]


def _nothing(_settings: Settings, _module: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Service:
    """An image service. `name`: what rows call it, and its settings `<name>_key` and `<name>_api` begin with.

    `base`: its own address, "" where only the operator knows it; then that address is what switches it on, else its key is.
    `where`: what the setting of its address is called behind the name.
    `shape`: the module and class that speak to it, and what else that class is told. `at_once`: how many orders are with it at
    the same time, until they are fetched; the others wait here, where whoever asked for them can still take them back.
    """

    name: str
    title: str
    base: str
    shape: str
    options: Options = _nothing
    where: str = "api"
    at_once: int = AT_ONCE

    def key(self, settings: Settings) -> str:
        """Its key, "" for none."""
        value = getattr(settings, f"{self.name}_key", None)
        return cast("str", value.get_secret_value()) if value else ""

    def address(self, settings: Settings) -> str:
        """Where it is reached, "" while nobody said."""
        return cast("str | None", getattr(settings, f"{self.name}_{self.where}")) or self.base

    def on(self, settings: Settings) -> bool:
        """Whether the operator has set it up."""
        return bool(self.key(settings) if self.base else self.address(settings))

    def open(self, settings: Settings, tools: "Tools") -> "Provider":
        """The provider itself."""
        file, _, kind = self.shape.partition(":")
        module = import_module(f"generation.providers.{file}")
        given = {"base": self.address(settings), "key": self.key(settings), **self.options(settings, module)}
        provider = cast("Provider", getattr(module, kind)(tools, **given))
        provider.at_once = self.at_once
        return provider


def _azure(settings: Settings, module: Any) -> dict[str, Any]:
    return {"shape": module.azure(settings.azure_version) if settings.azure_version else module.azure()}


def _contact(settings: Settings, _module: Any) -> dict[str, Any]:
    return {"contact": settings.horde_contact} if settings.horde_contact else {}


def _local(settings: Settings, _module: Any) -> dict[str, Any]:
    return {"options": settings.local_options}


SERVICES: Final[tuple[Service, ...]] = (
    Service("krea", "Krea", "https://api.krea.ai", "krea:KreaProvider"),
    Service("openai", "OpenAI", "https://api.openai.com/v1", "openai:OpenAIImagesProvider"),
    Service("azure", "Azure OpenAI", "", "openai:OpenAIImagesProvider", _azure),
    # Mostly one graphics card: a second order keeps the card busy while the first one's pictures come down the line.
    Service("server", "OpenAI-compatible server", "", "openai:ServerImagesProvider", at_once=2),
    Service("bfl", "Black Forest Labs", "https://api.bfl.ai", "bfl:BflProvider"),
    Service("gemini", "Google Gemini", "https://generativelanguage.googleapis.com", "gemini:GeminiProvider"),
    Service("fal", "fal", "https://queue.fal.run", "fal:FalProvider"),
    Service("replicate", "Replicate", "https://api.replicate.com", "replicate:ReplicateProvider"),
    Service("sdapi", "AUTOMATIC1111, Forge or sd.cpp", "", "sdapi:SdApiProvider", at_once=1),  # it paints one after the other
    # Two a second are taken from one address, and those of an anonymous key wait for each other anyway.
    Service("horde", "AI Horde", "https://aihorde.net/api", "horde:HordeProvider", _contact, at_once=2),
    Service("local", "diffusers", "", "local:LocalProvider", _local, where="model", at_once=1),
)


def services(settings: Settings) -> tuple[Service, ...]:
    """Those that the operator has set up."""
    return tuple(service for service in SERVICES if service.on(settings))


def painters(settings: Settings, tools: "Tools") -> Mapping[str, ImageProvider]:
    """The providers of all services that are set up, by name."""
    return {service.name: cast("ImageProvider", service.open(settings, tools)) for service in services(settings)}
