"""Discord's published OpenAPI description as a check, when it and jsonschema are to be had.

Three relaxations: snowflakes may be numbers, digit strings count as integers, and oneOf is read
as anyOf. It must not know our own limits, which are in the other checks.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast

from practice.desk.errors import Problem
from practice.world.wiretypes import Json, obj

try:
    from jsonschema import Draft202012Validator, ValidationError, validators
except ImportError:  # a run without the development tools: the limits are checked all the same
    Draft202012Validator = ValidationError = validators = None

DESCRIPTION = (
    Path(__file__).resolve().parents[2].parent / "shared" / "data" / "discord-openapi.json"
)


class Description:
    """The description, loaded once; one validator a route, made when first asked for."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.schemas: Json = obj(obj(document, "components"), "schemas")
        self.schemas["SnowflakeType"] = {"type": ["string", "integer"], "pattern": "^[0-9]+$"}
        self._consts: dict[int, set[Any]] = {}
        self._validators: dict[tuple[str, str], Any] = {}
        self._kind = self._relaxed()

    def problems(self, method: str, template: str, body: Any) -> list[Problem]:
        """What the description says against `body`; nothing for routes without a JSON body."""
        key = (method, template)
        if key not in self._validators:
            schema = self._schema(method, template)
            self._validators[key] = self._kind(schema) if schema else None
        validator = self._validators[key]
        if validator is None:
            return []
        return [_problem(error) for error in validator.iter_errors(body)]

    def reply_problems(self, method: str, template: str, status: int, body: Any) -> list[Problem]:
        """What the description says against an answer of ours with this status."""
        route = obj(obj(obj(self.document, "paths"), template), method.lower())
        content = obj(obj(obj(route, "responses"), str(status)), "content")
        schema = obj(obj(content, "application/json"), "schema")
        if not schema:
            return []
        return [_problem(error) for error in self._kind(schema).iter_errors(body)]

    def knows(self, method: str, template: str) -> bool:
        """Whether the description has this route at all."""
        return method.lower() in obj(obj(self.document, "paths"), template)

    def _schema(self, method: str, template: str) -> Json:
        route = obj(obj(obj(self.document, "paths"), template), method.lower())
        content = obj(obj(route, "requestBody"), "content")
        return obj(obj(content, "application/json"), "schema")

    def resolve(self, schema: Json) -> Json:
        """The schema itself, or the one its $ref names."""
        name = schema.get("$ref")
        return self.schemas[name.rpartition("/")[2]] if isinstance(name, str) else schema

    def _relaxed(self) -> Any:
        assert Draft202012Validator is not None  # noqa: S101 (load() has made sure)
        assert validators is not None  # noqa: S101 (load() has made sure)

        def ref(validator: Any, name: str, instance: Any, _: Any) -> Iterator[Any]:
            yield from validator.descend(instance, self.resolve({"$ref": name}))

        def any_of(validator: Any, branches: list[Json], instance: Any, _: Any) -> Iterator[Any]:
            yield from self._fewest(validator, branches, instance)

        checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer)
        own = {"$ref": ref, "anyOf": any_of, "oneOf": any_of}
        extend = cast("Any", validators).extend
        return extend(Draft202012Validator, own, type_checker=checker)

    def _fewest(self, validator: Any, branches: list[Json], instance: Any) -> Iterator[Any]:
        """The errors of the branch that fits best, looking only at those whose type fits."""
        assert ValidationError is not None  # noqa: S101 (load() has made sure)
        consts = self._only_consts(branches)
        if consts:
            fitting: list[Json] = []
            if isinstance(instance, int | str) and instance in consts:
                return
        else:
            fitting = [one for one in branches if self._could_fit(one, instance)]
        if not fitting:
            yield ValidationError("Value does not fit any of the kinds allowed here")
            return
        best: list[Any] | None = None
        for one in fitting:
            errors = list(validator.descend(instance, one))
            if not errors:
                return
            if best is None or len(errors) < len(best):
                best = errors
        yield from best or []

    def _only_consts(self, branches: list[Json]) -> set[Any]:
        """The values of a union that only lists values; empty for any other union."""
        key = id(branches)
        if key not in self._consts:
            plain = all("const" in one for one in branches)
            self._consts[key] = {one["const"] for one in branches} if plain else set()
        return self._consts[key]

    def _could_fit(self, branch: Json, instance: Any) -> bool:
        schema = self.resolve(branch)
        if "const" in schema:
            return schema["const"] == instance
        if schema.get("type") == "null" or instance is None:
            return (schema.get("type") == "null") == (instance is None) or "type" not in schema
        if not isinstance(instance, dict):
            return True
        given = obj({"it": instance}, "it")
        for key, rule in obj(schema, "properties").items():
            only: Any = rule.get("enum")
            if only and key in given and given[key] not in only:
                return False
        return True


def _is_integer(_: Any, value: Any) -> bool:
    if isinstance(value, str):
        return value.removeprefix("-").isdecimal()
    return isinstance(value, int) and not isinstance(value, bool)


def _problem(error: Any) -> Problem:
    path = ".".join(str(part) for part in error.absolute_path)
    code = f"OPENAPI_{str(error.validator or 'union').upper()}"
    return Problem(path, code, str(error.message)[:300])


@cache
def load(path: Path = DESCRIPTION) -> Description | None:
    """The description at `path`, or None when it or jsonschema is missing."""
    if validators is None or not path.is_file():
        return None
    return Description(json.loads(path.read_text(encoding="utf-8")))
