"""What holds for any file, any display, any set of imports."""

from __future__ import annotations

import ast
import random
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replaytag.actions import AddImport, AddKeyword, InsertAfter, InsertBefore, InsertElement
from replaytag.fixes.apply import apply_edits
from replaytag.fixes.build import CannotEdit, build_edits
from replaytag.fixes.syntax import Statement, Syntax
from replaytag.fixes.text import Text, decode
from tests.fixes.cases import FIRST_PARTY, PATH, change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDLIB = sorted(
    path
    for path in Path(sysconfig.get_path("stdlib")).glob("*.py")
    if 200 < path.stat().st_size < 12_000
)

LEAVING = re.compile(r"(return|raise|break|continue)\b")


def flattened(statements: Sequence[Statement]) -> Iterator[Statement]:
    for statement in statements:
        yield statement
        yield from flattened(statement.children)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    st.sampled_from(STDLIB),
    st.integers(min_value=0),
    st.sampled_from([InsertAfter, InsertBefore]),
    st.sampled_from(["pass", "@deco\ndef added():\n    pass", "class Added:\n    pass"]),
)
def test_insertions_into_real_code(
    path: Path, choice: int, kind: type[InsertAfter | InsertBefore], code: str
) -> None:
    before = path.read_bytes()
    text = Text(decode(before).text)
    statements = list(flattened(Syntax(text.text).body))
    chosen = statements[choice % len(statements)]
    action = kind(PATH, text.span(chosen.start, chosen.end), code)
    leaves = kind is InsertAfter and LEAVING.match(text.text, chosen.start)
    if chosen.shares_line or leaves:
        with pytest.raises(CannotEdit):
            build_edits([action], {PATH: before}.__getitem__)
        return
    (edit,) = build_edits([action], {PATH: before}.__getitem__)
    assert edit.span.line == edit.span.end_line
    assert edit.span.column == edit.span.end_column
    after = apply_edits(before, [edit])
    cst.parse_module(after)
    start = text.offset(edit.span.line, edit.span.column)
    changed = decode(after).text
    assert changed[:start] + changed[start + len(edit.content) :] == text.text


def gaps(*, lines: bool) -> st.SearchStrategy[str]:
    """What may stand between the tokens of a display."""
    plain = ["", " "]
    broken = ["\n", "\n        ", "  # c\n    ", "\n\n  # d\n      ", "\n# e\n"]
    return st.sampled_from([*plain, *broken] if lines else plain)


@st.composite
def displays(draw: st.DrawFn, brackets: str, items: Sequence[str]) -> str:
    gap = gaps(lines=draw(st.booleans()))
    chosen = draw(st.lists(st.sampled_from(items), max_size=4))
    text = brackets[:-1] + draw(gap)
    for number, item in enumerate(chosen, 1):
        comma = number < len(chosen) or (brackets == "()" and len(chosen) == 1)
        text += item + draw(gap)
        if comma or draw(st.booleans()):
            text += "," + draw(gap)
    return text + brackets[-1]


ITEMS = ["1", '"a"', "(2)", '( "b" )', "[3]", "(4, 5)", '"x" "y"', "*z", "(\n8\n)", "f(\n  a,\n)"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(["[]", "()"]).flatmap(lambda brackets: displays(brackets, ITEMS)),
    st.sampled_from([("x = ", "\n"), ("if y:\n    x = ", ""), ("z = g(x=", ")  # t\n")]),
    st.integers(min_value=0),
)
def test_elements_of_any_display(display: str, around: tuple[str, str], choice: int) -> None:
    before = f"{around[0]}{display}{around[1]}"
    old = ast.parse(before)
    elements = find_display(old).elts
    index = choice % (len(elements) + 1)
    span = Text(before).span(len(around[0]), len(around[0]) + len(display))
    after = change(before.encode(), [InsertElement(PATH, span, index, '"new"')]).decode()
    new = ast.parse(after)
    added = find_display(new).elts.pop(index)
    assert ast.dump(added) == "Constant(value='new')"
    assert ast.dump(new) == ast.dump(old)
    assert re.findall("#.*", after) == re.findall("#.*", before)


def find_display(module: ast.Module) -> ast.List | ast.Tuple:
    return next(node for node in ast.walk(module) if isinstance(node, ast.List | ast.Tuple))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(displays("f()", ["1", "*a", "(2)", "g(\n  b,\n)"]), st.booleans())
def test_keywords_of_any_call(call: str, nested: bool) -> None:
    start = "if y:\n    x = " if nested else "x = "
    before = f"{start}{call}\n"
    span = Text(before).span(len(start), len(start) + len(call))
    after = change(before.encode(), [AddKeyword(PATH, span, "new", '"new"')]).decode()
    new = ast.parse(after)
    found = next(node for node in ast.walk(new) if isinstance(node, ast.Call))
    assert [keyword.arg for keyword in found.keywords] == ["new"]
    found.keywords.clear()
    assert ast.dump(new) == ast.dump(ast.parse(before))
    assert re.findall("#.*", after) == re.findall("#.*", before)


HEADS = ["", '"""Doc."""\n\n', "#!/usr/bin/env python\n", "# Copyright\n\n", '# c\n"""Doc."""\n\n']
TAILS = [
    "",
    "app = 1\n",
    "# comment\napp = 1\n",
    "def f():\n    pass\n",
    "class A:\n    pass\n",
    "@deco\ndef f(): ...\n",
    "if TYPE_CHECKING:\n    import flask\n",
]
SECTIONS = [
    ["from __future__ import annotations"],
    [
        "import os",
        "import sys",
        "import logging.config",
        "import json as j",
        "from pathlib import Path",
        "from typing import TYPE_CHECKING, Any",
        "from os import path as p",
    ],
    [
        "import redis",
        "import a2lib",
        "import a10lib",
        "import numpy as np",
        "import Zope",
        "from flask import Flask, g, jsonify, session",
        "from flask import current_app as ca",
        "from werkzeug.exceptions import HTTPException, NotFound",
        "from sentry_sdk.integrations.flask import FlaskIntegration",
        "from a_very_long_name_of_a_module.with_a_submodule import first_name, other_name, third",
    ],
    [
        "import shop",
        "from shop import hooks",
        "from shop.models import ORDER_LIMIT, Item, Order",
    ],
    [
        "from . import views",
        "from .models import A, b",
        "from .. import core",
        "from ..core import C",
        "from .views import *",
    ],
]
WANTED = [
    ("os", None),
    ("sentry_sdk", None),
    ("a3lib", None),
    ("typing", "Annotated"),
    ("flask", "request"),
    ("flask", "Blueprint"),
    ("flask_cors", "CORS"),
    ("werkzeug.exceptions", "default_exceptions"),
    ("a_very_long_name_of_a_module.with_a_submodule", "another"),
    ("some_long_name_of_a_third_party_package.middleware.observability", "VeryLongName"),
    ("shop.hooks", "tag_session"),
    ("shop", "limits"),
    (".hooks", "tag"),
    ("..", "cores"),
]


def test_imports_as_ruff_sorts_them(tmp_path: Path) -> None:
    """Any imports, sorted by ruff, and one more: ruff has nothing to sort in the result."""
    pytest.importorskip("ruff")
    choice = random.Random(0)
    files = [tmp_path / f"case_{number:03}.py" for number in range(300)]
    for file in files:
        imports = [
            line
            for section in SECTIONS
            for line in choice.sample(section, choice.randrange(min(len(section) + 1, 5)))
        ]
        text = choice.choice(HEADS) + "".join(f"{line}\n" for line in imports)
        file.write_text(text + choice.choice(TAILS), encoding="utf-8")
    sort(tmp_path)
    expected = {}
    for file in files:
        action = AddImport(PATH, *choice.choice(WANTED))
        after = change(file.read_bytes(), [action])
        file.write_bytes(after)
        expected[file] = after.decode()
    sort(tmp_path)
    assert {file: file.read_text(encoding="utf-8") for file in files} == expected


def sort(folder: Path) -> None:
    options = ["--fix", "--quiet", "--select=I", "--isolated", "--no-cache"]
    config = f"lint.isort.known-first-party=['{FIRST_PARTY}']"
    command = [sys.executable, "-m", "ruff", "check", *options, "--config", config, str(folder)]
    subprocess.run(command, check=True)
