"""API descriptions that ``add_api`` is given: where they are, and which operations they have."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    Entered,
    External,
    Made,
    MappingValue,
    Member,
    Operation,
    SequenceValue,
    Value,
    options,
)
from replaytag.source import frozen

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_ENDINGS = (".yaml", ".yml", ".json")
_JOINS = frozenset({"os.path.join", "posixpath.join", "pathlib.Path", "pathlib.PurePath"})
_SAME = frozenset({"builtins.str", "os.fspath", "os.path.abspath", "os.path.realpath"})
_CONTROLLERS = ("x-openapi-router-controller", "x-swagger-router-controller")
_DEPTH = 6


@frozen
class Endpoint:
    """One operation: its method and path, and how the description names its function."""

    method: str
    path: str
    operation_id: str
    controller: str
    base: str
    """What comes before the path, as far as the description says."""


def endpoints(ev: Evaluator, app: Made, call: Made) -> Iterator[Endpoint]:
    """The operations that ``call`` adds to ``app``; none where its description is not known."""
    given = call.argument(0, "specification")
    for option in options(given) if given is not None else ():
        path, document = _description(ev, app, call, option)
        if isinstance(document, dict):
            yield from _endpoints(ev, path, document)


def named(value: Value | None) -> str:
    """What people call a description: the end of its path."""
    return (_ending(value) if value is not None else "").rpartition("/")[2] or "its description"


# --- finding -------------------------------------------------------------------------------------


def _description(ev: Evaluator, app: Made, call: Made, value: Value) -> tuple[str, object]:
    if isinstance(value, MappingValue):
        return call.place.path, _plain(value)
    for ending in _endings(value, _DEPTH):
        path = _located(ev, app, call, ending)
        if path is not None:
            return path, ev.documents.load(path)
    return "", None


def _located(ev: Evaluator, app: Made, call: Made, ending: str) -> str | None:
    """The document whose path ends so, seen from the app's directory or one above it."""
    given = app.keyword("specification_dir")
    folder = _ending(given) if given is not None else ""
    tails = dict.fromkeys((_relative(posixpath.join(folder, ending)), _relative(ending)))
    above = dict.fromkeys((*_above(app.place.path), *_above(call.place.path)))
    for directory in above:
        for tail in tails:
            if ev.documents.has(path := posixpath.join(directory, tail)):
                return path
    for tail in tails:
        found = [path for path in ev.documents.paths if path.endswith(f"/{tail}")]
        if len(found) == 1:
            return found[0]
    return None


def _above(path: str) -> Iterator[str]:
    """The directory of a file, and those above it up to the project's root."""
    while path:
        path = posixpath.dirname(path)
        yield path


def _relative(path: str) -> str:
    parts = posixpath.normpath(path).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _endings(value: Value, depth: int) -> Iterator[str]:
    """Ends of paths of descriptions that ``value`` is, or is made from."""
    ending = _ending(value)
    if ending.endswith(_ENDINGS):
        yield ending
    elif depth and isinstance(value, Made):
        inner = value.callee.owner if isinstance(value.callee, Member) else None
        given = (*value.arguments, *(v for _, v in value.keywords))
        for part in (*given, *((inner,) if inner is not None else ())):
            for option in options(part):
                yield from _endings(option, depth - 1)
    elif depth and isinstance(value, Member):
        yield from _endings(value.owner, depth - 1)
    elif depth and isinstance(value, Entered):
        yield from _endings(value.context, depth - 1)


def _ending(value: Value) -> str:
    """The constant end of a path, however it is put together; empty: there is none."""
    match value:
        case Constant(str() as text):
            return text
        case Operation("/", operands):
            return _joined(operands)
        case Operation("+" | "join", operands):
            return _concatenated(operands)
        case Made(callee=External(name), arguments=arguments) if name in _JOINS:
            return _joined(arguments)
        case Made(callee=External(name), arguments=(first, *_)) if name in _SAME:
            return _ending(first)
        case Made(callee=Member(owner, "joinpath"), arguments=arguments):
            return _joined((owner, *arguments))
        case Made(callee=Member(owner, "resolve" | "absolute" | "as_posix")):
            return _ending(owner)
    return ""


def _joined(parts: tuple[Value, ...]) -> str:
    return "/".join(filter(None, map(_ending, parts)))


def _concatenated(parts: tuple[Value, ...]) -> str:
    text = ""
    for part in reversed(parts):
        if not isinstance(part, Constant) or not isinstance(part.value, str):
            break
        text = part.value + text
    return text


def _plain(value: Value) -> object:
    """A description that is written in code, as data; what is not constant becomes None."""
    match value:
        case Constant(constant):
            return constant
        case MappingValue(entries):
            return {_plain(key): _plain(item) for key, item in entries if _is_key(key)}
        case SequenceValue(_, elements):
            return [_plain(element) for element in elements]
    return None


def _is_key(value: Value) -> bool:
    return isinstance(value, Constant)


# --- reading -------------------------------------------------------------------------------------


def _endpoints(ev: Evaluator, path: str, document: Mapping[str, object]) -> Iterator[Endpoint]:
    base = _base(document)
    for route, node in _mapping(document.get("paths")).items():
        item = _mapping(_followed(ev, path, document, node))
        for method in _METHODS:
            operation = item.get(method)
            if not isinstance(operation, dict):
                continue
            found = (operation.get(name) for name in _CONTROLLERS)
            controller = next((name for name in found if isinstance(name, str)), "")
            name = operation.get("operationId")
            yield Endpoint(
                method, str(route), name if isinstance(name, str) else "", controller, base
            )


def _followed(ev: Evaluator, path: str, document: object, node: object) -> object:
    """What a ``$ref`` refers to, in the same document or in one beside it."""
    for _ in range(_DEPTH):
        reference = _mapping(node).get("$ref")
        if not isinstance(reference, str):
            break
        file, _, pointer = reference.partition("#")
        if file:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
            document = ev.documents.load(path) if ev.documents.has(path) else None
        node = document
        for part in filter(None, pointer.split("/")):
            node = _mapping(node).get(part.replace("~1", "/").replace("~0", "~"))
    return node


def _base(document: Mapping[str, object]) -> str:
    """The path that all others are below: ``basePath``, or that of the first server."""
    base = document.get("basePath")
    servers = document.get("servers")
    if base is None and isinstance(servers, list) and servers:
        base = _mapping(servers[0]).get("url")
    if not isinstance(base, str) or not base.startswith("/"):
        return ""
    return base.rstrip("/")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
