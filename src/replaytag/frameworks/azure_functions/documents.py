"""What `function.json` files say: the first programming model of Azure Functions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from replaytag.source import frozen
from replaytag.workspace.documents import Documents


@frozen
class Described:
    """A function that answers requests: ``files`` are the places where its module may be."""

    files: tuple[str, ...]
    name: str
    request: str
    routes: tuple[str, ...]


def http_functions(documents: Documents) -> Iterator[Described]:
    """The functions with an HTTP trigger."""
    for path in documents.holding(b"httpTrigger"):
        directory, name = posixpath.split(path)
        content = documents.load(path) if name == "function.json" else None
        if not isinstance(content, dict):
            continue
        bindings = content.get("bindings")
        for binding in bindings if isinstance(bindings, list) else ():
            if not isinstance(binding, dict) or binding.get("type") != "httpTrigger":
                continue
            scripts = (content.get("scriptFile"),) if content.get("scriptFile") else _SCRIPTS
            files = tuple(posixpath.normpath(posixpath.join(directory, str(s))) for s in scripts)
            route = binding.get("route", posixpath.basename(directory))
            yield Described(
                files,
                str(content.get("entryPoint", "main")),
                str(binding.get("name", "req")),
                (str(route),),
            )


_SCRIPTS = ("__init__.py", "main.py")
