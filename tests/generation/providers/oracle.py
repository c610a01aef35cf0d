"""Holds a request against the vendor's own OpenAPI document, where that lies beside the checkout.

desk.holds = Oracle("bfl").check           # in a fixture: every request of the tests; without the document nothing is checked
Oracle("bfl").refuses("POST /v1/flux-pro-1.1", {"prompt": "x", "width": 1000})      # the canary; skips without the document
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from email.parser import BytesParser
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.generation.providers.desk import Sent

SPECS: Final = Path(__file__).parents[3] / "../shared/specs"
_DOCUMENT: Final = "urn:document"


@cache
def document(name: str) -> Mapping[str, Any] | None:
    """The vendor's document, `nullable` of OpenAPI 3.0 said in JSON Schema's words; None when it is not there."""
    path = SPECS / f"{name}.openapi.json"
    return _plain(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if not isinstance(value, dict):
        return value
    read = {key: _plain(part) for key, part in value.items() if key != "nullable"}
    if value.get("nullable") is not True:
        return read
    return {"anyOf": [read, {"type": "null"}]}


class Oracle:
    """One document. `under`: the path that stands before the document's paths in our addresses, such as "/v1"."""

    def __init__(self, name: str, under: str = "") -> None:
        self._name = name
        self._under = under

    def needs(self) -> Mapping[str, Any]:
        """The document; without it the test is skipped."""
        found = document(self._name)
        if found is None:
            pytest.skip(f"the vendor's document {self._name} is not here")
        return found

    def check(self, sent: Sent) -> None:
        """AssertionError when the document does not allow this request. Passes hosts that are not the vendor's API (pictures)."""
        if document(self._name) is None:
            return
        parts = urlsplit(sent.url)
        path = parts.path.removeprefix(self._under)
        operation = self._operation(sent.method, path)
        if operation is None:
            assert sent.method == "GET", f"{self._name} has no {sent}"
            return  # a picture that lies elsewhere
        faults = [*self._body_faults(operation, sent), *self._query_faults(operation, dict(parse_qsl(parts.query)))]
        assert not faults, f"{sent}: {'; '.join(faults)}"

    def refuses(self, operation: str, body: Any) -> None:
        """AssertionError when the document allows this JSON body: then it checks nothing. `operation` is "POST /path"."""
        self.needs()
        assert self.faults(operation, body), f"{self._name} allows {body!r} for {operation}"

    def faults(self, operation: str, body: Any) -> list[str]:
        """What the document has against a JSON body."""
        self.needs()
        method, _, path = operation.partition(" ")
        found = self._operation(method, path)
        assert found is not None, f"{self._name} has no {operation}"
        return self._against(found["requestBody"]["content"]["application/json"]["schema"], body)

    def schema(self, operation: str, content: str = "application/json") -> Mapping[str, Any]:
        """The body's schema with its references followed at the top; skips without the document."""
        self.needs()
        method, _, path = operation.partition(" ")
        found = self._operation(method, path)
        assert found is not None, f"{self._name} has no {operation}"
        return self._followed(found["requestBody"]["content"][content]["schema"])

    def _operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        for template, operations in self.needs()["paths"].items():
            if re.fullmatch(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template)), path) and method.lower() in operations:
                found: Mapping[str, Any] = operations[method.lower()]
                return found
        return None

    def _body_faults(self, operation: Mapping[str, Any], sent: Sent) -> Iterable[str]:
        content = self._followed(operation.get("requestBody", {})).get("content", {})
        kind = sent.headers.get("content-type", "").partition(";")[0]
        if not content:
            return [] if not sent.body else ["a body where none is taken"]
        if kind not in content:
            return [f"a body of {kind or 'no kind'}, not of {', '.join(content)}"]
        schema = content[kind]["schema"]
        if kind == "multipart/form-data":
            return self._form_faults(self._followed(schema), parts_of(sent))
        return self._against(schema, sent.json)

    def _form_faults(self, schema: Mapping[str, Any], parts: Mapping[str, list[bytes]]) -> list[str]:
        """Names and enums; a part may be sent as `name` or, several times, as `name[]`."""
        known = schema.get("properties", {})
        names = {name.removesuffix("[]"): values for name, values in parts.items()}
        faults = [f"no part {name!r}" for name in schema.get("required", ()) if name not in names]
        if schema.get("additionalProperties") is False or known:
            faults += [f"unknown part {name!r}" for name in names if name not in known]
        for name, values in names.items():
            allowed = self._followed(known.get(name, {})).get("enum")
            faults += [f"{name} is {value!r}" for value in values if allowed and value.decode() not in map(str, allowed)]
        return faults

    def _query_faults(self, operation: Mapping[str, Any], query: Mapping[str, str]) -> list[str]:
        declared = [self._followed(one) for one in operation.get("parameters", ())]
        known = {one["name"]: one for one in declared if one["in"] == "query"}
        faults = [f"no {name!r} in the query" for name, one in known.items() if one.get("required") and name not in query]
        faults += [f"unknown {name!r} in the query" for name in query if name not in known]
        return faults

    def _against(self, schema: Any, body: Any) -> list[str]:
        registry: Registry[Any] = Registry().with_resource(_DOCUMENT, DRAFT202012.create_resource(self.needs()))
        validator = Draft202012Validator(_absolute(schema), registry=registry)
        return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(body)]

    def _followed(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in value:
            found: Any = self.needs()
            for step in value["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            value = found
        return value


def _absolute(value: Any) -> Any:
    """The schema taken out of its document: its references must say where they lead."""
    if isinstance(value, list):
        return [_absolute(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _DOCUMENT + part if key == "$ref" and isinstance(part, str) and part.startswith("#") else _absolute(part)
        for key, part in value.items()
    }


def parts_of(sent: Sent) -> dict[str, list[bytes]]:
    """The parts of a multipart body by name."""
    head = f"Content-Type: {sent.headers['content-type']}\r\n\r\n".encode()
    parts: dict[str, list[bytes]] = {}
    for part in BytesParser().parsebytes(head + sent.body).get_payload():
        assert not isinstance(part, str)
        name = str(part.get_param("name", header="content-disposition"))
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        parts.setdefault(name, []).append(payload)
    return parts


def strict(name: str, under: str = "") -> Callable[[str, str, Mapping[str, str], bytes], str]:
    """What the vendor's document has against a request."""

    def holds(method: str, path: str, headers: Mapping[str, str], body: bytes) -> str:
        plain = {key.lower(): value for key, value in headers.items()}
        try:
            Oracle(name, under).check(Sent(method, f"https://vendor.example{path}", plain, body, ""))
        except AssertionError as fault:
            return str(fault)
        return ""

    return holds
