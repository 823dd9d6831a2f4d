"""What a ``setup.py`` declares, as far as that can be read without running it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator

from replaytag.workspace import requirements
from replaytag.workspace.requirements import Need

_KEYWORDS = frozenset({"install_requires", "extras_require", "tests_require", "setup_requires"})
_ASSIGNED = re.compile(
    r"(?:install|extras|tests|setup)_requires?\s*=\s*(?P<value>[\[({].*)", re.DOTALL
)
_STRING = re.compile(r"""(["'])(.*?)\1""")


def read(text: str) -> Iterator[Need]:
    """The packages that ``setup()`` is given."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        yield from _read_roughly(text)
        return
    values = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in _KEYWORDS:
            yield from requirements.needs(_strings(node.value, values))


def _strings(node: ast.expr, values: dict[str, ast.expr], depth: int = 8) -> Iterator[str]:
    """The strings in ``node``; not the keys of a dict, which name extras."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in values and depth:
        yield from _strings(values[node.id], values, depth - 1)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _strings(value, values, depth)
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _strings(child, values, depth)


def _read_roughly(text: str) -> Iterator[Need]:
    """Takes the strings of the first bracket after each keyword: a script for Python 2."""
    position = 0
    while found := _ASSIGNED.search(text, position):
        value = found["value"]
        closing = {"[": "]", "(": ")", "{": "}"}[value[0]]
        end = value.find(closing)
        inner = value[: end if end >= 0 else len(value)]
        yield from requirements.needs(match[2] for match in _STRING.finditer(inner))
        position = found.start("value") + 1
