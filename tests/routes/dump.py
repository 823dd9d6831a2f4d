"""Prints the endpoints of one real app, as JSON: where each is defined.

``python -m tests.routes.dump CODE PROJECT FRAMEWORK``: ``CODE`` is the directory with the code,
``PROJECT`` the one with ``runtime.toml``. It runs in an interpreter of its own, as a served project
does. The endpoints come from ``endpoints(app)`` of the module of this package called as the
framework: its own table of routes.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tests.runtime.loading import load_app
from tests.runtime.spec import load

_DEPTH = 6
"""How far what a decorator made is followed to what it was put on."""


def dump(code: Path, project: Path, framework: str) -> list[list[dict[str, Any]]]:
    """For each endpoint that has code in the project, where it may be defined.

    A table gives an endpoint as what is called, or as a tuple of what may stand for it.
    """
    table = importlib.import_module(f"tests.routes.{framework}")
    app = load_app(code, load(project).serve)
    found = []
    for endpoint in table.endpoints(app):
        alternatives = endpoint if isinstance(endpoint, tuple) else (endpoint,)
        places = [place for one in alternatives for place in _places(one, _DEPTH) if place["path"]]
        own = [{**p, "path": q} for p in places if (q := _below(p["path"], code)) is not None]
        if own:
            found.append(own)
    return found


def _below(path: str, code: Path) -> str | None:
    try:
        return Path(path).resolve().relative_to(code.resolve()).as_posix()
    except ValueError:
        return None


def _places(endpoint: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Where ``endpoint`` and what it wraps is written: its file and first line, decorators in."""
    if depth == 0:
        return
    if isinstance(endpoint, functools.partial):
        yield from _places(endpoint.func, depth)
    elif inspect.isclass(endpoint):
        for cls in endpoint.__mro__:
            module = sys.modules.get(cls.__module__)
            path = getattr(module, "__file__", None)
            if path is not None:
                yield {"path": path, "line": 0, "name": cls.__qualname__, "kind": "class"}
    elif inspect.ismethod(endpoint):
        yield from _places(endpoint.__func__, depth)
    elif isinstance(endpoint, FunctionType):
        code: CodeType = endpoint.__code__
        yield {
            "path": code.co_filename,
            "line": code.co_firstlineno,
            "name": endpoint.__qualname__,
            "kind": "function",
        }
        inner = [endpoint.__wrapped__] if hasattr(endpoint, "__wrapped__") else []
        inner += [cell.cell_contents for cell in endpoint.__closure__ or () if _is_full(cell)]
        for value in inner:
            if callable(value):
                yield from _places(value, depth - 1)
    elif callable(endpoint) and not inspect.isbuiltin(endpoint):
        yield from _places(getattr(endpoint, "__wrapped__", type(endpoint)), depth - 1)


def _is_full(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 (an empty one raises)
    except ValueError:
        return False
    return True


def main() -> None:
    """Print the endpoints of the project named on the command line."""
    code, project = (Path(argument).resolve() for argument in sys.argv[1:3])
    result = dump(code, project, sys.argv[3])
    sys.stdout.write(f"\n{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
