"""Holds what the bot sends against Discord's own description of its API, where that is at hand."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

SPECS = Path(__file__).parents[3] / "../shared/specs/discord_openapi.json"
JSON, FORM = "application/json", "multipart/form-data"


class Oracle:
    """`check` raises AssertionError for a body that Discord would not understand."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._spec = spec
        self._routes = [
            (re.compile(re.sub(r"\{[^}]+\}", r"[^/]+", path) + r"\Z"), path)
            for path in sorted(spec["paths"], key=lambda p: p.count("{"))
        ]
        self._validators: dict[tuple[str, str], Draft202012Validator] = {}

    def check(self, method: str, path: str, body: Any) -> None:
        """A request of the bot. Only bodies are checked; a path or a body that the description does not know is a mistake."""
        route = next(
            (known for pattern, known in self._routes if pattern.match(path) and method.lower() in self._spec["paths"][known]), None
        )
        assert route is not None, f"Discord has no {method} {path}"
        if body is None:
            return
        errors = sorted(self._validator(method.lower(), route).iter_errors(_lenient(body)), key=lambda error: len(error.path))
        assert not errors, (
            f"{method} {path}: {errors[0].message[:600]} in {json.dumps(body, ensure_ascii=False, default=str)[:600]}"
        )

    def _validator(self, method: str, route: str) -> Draft202012Validator:
        if (method, route) not in self._validators:
            content = self._spec["paths"][route][method]["requestBody"]["content"]
            schema = {**content[JSON if JSON in content else FORM]["schema"], "components": self._spec["components"]}
            self._validators[method, route] = Draft202012Validator(schema)
        return self._validators[method, route]


def _lenient(body: Any) -> Any:
    """Harmless ways of the library, which Discord takes: some ids as numbers."""
    if not isinstance(body, dict):
        return body
    mended = dict(body)
    if "attachments" in body:
        mended["attachments"] = [one | {"id": str(one["id"])} for one in body["attachments"]]
    if "recipient_id" in body:
        mended["recipient_id"] = str(body["recipient_id"])
    return mended


@cache
def oracle() -> Oracle | None:
    """None where the description is not at hand."""
    return Oracle(json.loads(SPECS.read_text(encoding="utf-8"))) if SPECS.is_file() else None


def needed() -> Oracle:
    """The oracle, or a skipped test."""
    found = oracle()
    if found is None:
        pytest.skip("Discord's OpenAPI document is not at hand")
    return found
