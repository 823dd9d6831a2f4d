"""What ``replaytag handlers`` lists beside what the framework's own table of routes has."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from replaytag.contract import Contract
from replaytag.project import link
from replaytag.workspace import discover

_REPOSITORY = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR")


class DumpError(RuntimeError):
    """The app could not be loaded; the text is what the interpreter wrote to stderr."""


@dataclass(frozen=True)
class Comparison:
    """``missed`` endpoints are not listed, ``invented`` handlers are no endpoints."""

    matched: int
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the endpoints that are listed."""
        return self._share(len(self.missed))

    @property
    def precision(self) -> float:
        """The share of the listed handlers that are endpoints."""
        return self._share(len(self.invented))

    def _share(self, wrong: int) -> float:
        return self.matched / (self.matched + wrong) if self.matched + wrong else 1.0


def compare(code: Path, project: Path, framework: str) -> Comparison:
    """Compares for the project in ``code``, loaded by the ``runtime.toml`` in ``project``.

    Raises ``DumpError`` where the app cannot be loaded.
    """
    endpoints = _endpoints(code, project, framework)
    listed = _listed(code)
    definitions = _Definitions(code)
    used: set[tuple[str, int]] = set()
    missed = []
    matched = 0
    for candidates in endpoints:
        hits = {key for key in listed if any(definitions.is_at(key, place) for place in candidates)}
        if hits:
            matched += 1
            used |= hits
        else:
            missed.append("{path}:{line} {name}".format(**candidates[0]))
    invented = [
        f"{path}:{line} {listed[path, line]}" for path, line in sorted(listed.keys() - used)
    ]
    return Comparison(matched, sorted(set(missed)), invented)


def _endpoints(code: Path, project: Path, framework: str) -> list[list[dict[str, Any]]]:
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "tests.routes.dump", str(code), str(project), framework],
        cwd=_REPOSITORY,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise DumpError(done.stderr)
    found: list[list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _listed(code: Path) -> dict[tuple[str, int], str]:
    """The handlers that answer over HTTP or as websockets, by file and line."""
    (workspace,) = discover([code])
    project = link(workspace, Contract(), tags=False)
    return {(found.path, found.line): found.name for found in project.handlers()}


class _Definitions:
    """The functions and classes of the files below a directory, read when asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, list[ast.AST]] = {}

    def is_at(self, key: tuple[str, int], place: dict[str, Any]) -> bool:
        """Whether the handler at ``key`` is what is defined at ``place``, or a method of it."""
        path, line = key
        if path != place["path"]:
            return False
        for node in self._nodes(path):
            if isinstance(node, ast.ClassDef):
                named = node.name == place["name"].rpartition(".")[2]
                inside = node.lineno <= line <= (node.end_lineno or line)
                if place["kind"] == "class" and named and inside:
                    return True
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                if place["kind"] == "function" and (first, node.lineno) == (place["line"], line):
                    return True
        return False

    def _nodes(self, path: str) -> list[ast.AST]:
        if path not in self._files:
            tree = ast.parse((self._root / path).read_bytes())
            self._files[path] = list(ast.walk(tree))
        return self._files[path]
