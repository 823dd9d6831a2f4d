"""A tree that no one wrote: handlers, routers, and routers in routers in routers.

What a linker might do in quadratic time is here at its worst. A third of the routers are
FastAPI's, a third Flask's blueprints, a third Django's URL modules. Each lies in a module of its
own and is included by the one before it, in chains; each app tags its requests in a hook.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import synthetic_sources as sources
from benchmarks.corpora import make_repository
from benchmarks.paths import TREES
from benchmarks.trees import Subject, subject

HANDLERS = 5000
ROUTERS = 500
DEPTH = 20
DEEP = 40
"""How many routers a chain has, and a deep one."""
_PARTS = 8


@dataclass(frozen=True)
class _Kind:
    """A framework: its files, the name of its main file, and how that and a router are written."""

    files: dict[str, str]
    main: str
    write_main: Callable[[Sequence[int]], str]
    write_router: Callable[[int, int | None, int], str]


_KINDS = (
    _Kind(sources.FASTAPI, "fast/main.py", sources.fastapi_main, sources.fastapi_router),
    _Kind(sources.FLASK, "flasky/main.py", sources.flask_main, sources.flask_router),
    _Kind(sources.DJANGO, "jango/urls.py", sources.django_main, sources.django_router),
)


def synthetic(part: int, depth: int = DEPTH) -> Subject:
    """The tree, ``part`` eighths of it: eight have all handlers and routers, none only the apps."""
    root = TREES / f"synthetic x{part} depth {depth}"
    shutil.rmtree(root, ignore_errors=True)
    routers = ROUTERS * part // _PARTS
    third = routers // 3
    for kind, number in zip(_KINDS, (third, third, routers - 2 * third), strict=True):
        for path, text in _files(kind, number, depth).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="ascii")
    make_repository(root)
    deep = "" if depth == DEPTH else f", chains of {depth}"
    return subject(f"{routers} routers{deep}", root)


def _files(kind: _Kind, routers: int, depth: int) -> dict[str, str]:
    """The files of one app. The first router of each chain is included by the app itself."""
    folder = kind.main.partition("/")[0]
    files = {f"{folder}/{name}": text for name, text in kind.files.items()}
    files[f"{folder}/routers/__init__.py"] = ""
    files[kind.main] = kind.write_main(range(0, routers, depth))
    for router in range(routers):
        last = router + 1 == routers or (router + 1) % depth == 0
        text = kind.write_router(router, None if last else router + 1, HANDLERS // ROUTERS)
        files[f"{folder}/routers/r{router}.py"] = text
    return files
