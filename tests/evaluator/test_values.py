"""Which value does a name hold? Across modules, branches, calls, classes and decorators."""

from __future__ import annotations

import pytest

from replaytag.evaluator.values import (
    Choice,
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    MappingValue,
    Member,
    ModuleValue,
    SequenceValue,
    Value,
)
from tests.linked import linked


def shown(value: Value | None) -> str:
    """A value as a person would write it; ``?`` for what is not known."""
    match value:
        case Constant(constant):
            return repr(constant)
        case External(name):
            return name
        case ModuleValue(name):
            return f"module {name}"
        case FunctionValue():
            return f"def {value.name}"
        case ClassValue():
            return f"class {value.name}"
        case Decorated():
            return f"decorated {shown(value.target)}"
        case Member(owner, name):
            return f"{shown(owner)}.{name}"
        case Made():
            keywords = [f"{name}={shown(v)}" for name, v in value.keywords]
            arguments = ", ".join([*map(shown, value.arguments), *keywords])
            return f"{shown(value.callee)}({arguments})"
        case SequenceValue(_, elements, complete):
            return f"[{', '.join([*map(shown, elements), *([] if complete else ['...'])])}]"
        case MappingValue(entries, complete):
            pairs = [f"{shown(k)}: {shown(v)}" for k, v in entries]
            return f"{{{', '.join([*pairs, *([] if complete else ['...'])])}}}"
        case Choice(choices):
            return " or ".join(sorted(map(shown, choices)))
    return "?"


# The body of app.py (it binds ``x``), other files, and what ``x`` holds.
CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "constant": ("x = 'a'", {}, "'a'"),
    "concatenation": ("a = 'x'\nx = a + '-' 'y' + f'{a}'", {}, "'x-yx'"),
    "unpacking": ("(a, x), b = ('p', 'q'), 'r'", {}, "'q'"),
    "unknown test": ("x = 1 if flag() else 2", {}, "1 or 2"),
    "branches": ("if flag():\n    x = 1\nelse:\n    x = 2", {}, "1 or 2"),
    "branch without else": ("x = 1\nif flag():\n    x = 2", {}, "1 or 2"),
    "early return": (
        "def f(a):\n    if a:\n        return 1\n    return 2\nx = f(thing())", {}, "1 or 2",
    ),
    "true test": ("if True:\n    x = 1\nelse:\n    x = 2", {}, "1"),
    "try import": (
        "try:\n    from fast import json as x\nexcept ImportError:\n    import json as x",
        {}, "fast.json or json",
    ),
    "list grows": ("x = ['a']\nx += ['b']\nx.append('c')\nx.insert(0, 'd')\nx.extend(['e'])",
                   {}, "['d', 'a', 'b', 'c', 'e']"),
    "tuple of unknown length": ("x = ('a',) + tuple(more())", {}, "['a', ?, ...]"),
    "starred": ("a = ['b']\nx = [*a, 'c']", {}, "['b', 'c']"),
    "loop over literals": ("x = []\nfor a in ('p', 'q'):\n    x.append(a)", {}, "['p', 'q']"),
    "comprehension": ("x = [a + '!' for a in ('p', 'q')]", {}, "['p!', 'q!']"),
    "dict": ("d = {'a': 1, **{'b': 2}}\nx = d['b']", {}, "2"),
    "dict get": ("x = {'a': 1}.get('z', 9)", {}, "9"),
    "walrus": ("y = (x := 'a')", {}, "'a'"),
    "call with default": ("def f(a, b='q'):\n    return a + b\nx = f('p')", {}, "'pq'"),
    "keyword and star": (
        "def f(*a, **k):\n    return g(*a, **k)\ndef g(a, b):\n    return b\nx = f('p', b='q')",
        {}, "'q'",
    ),
    "lambda": ("x = (lambda a: a + '!')('p')", {}, "'p!'"),
    "partial": (
        "import functools\ndef f(a, b):\n    return a + b\nx = functools.partial(f, 'p')('q')",
        {}, "'pq'",
    ),
    "library object": ("import flask as f\nx = f.Flask('n', root=1)", {}, "flask.Flask('n', root=1)"),
    "method of a library object": (
        "from flask import Flask\nx = Flask('n').wsgi_app", {}, "flask.Flask('n').wsgi_app",
    ),
    "attribute of self": (
        "class A:\n    def __init__(self, v):\n        self.v = v\nx = A('p').v", {}, "'p'",
    ),
    "inherited method": (
        "class A:\n    k = 'p'\n    def m(self):\n        return self.k\n"
        "class B(A):\n    k = 'q'\nx = B().m()", {}, "'q'",
    ),
    "super of a base": (
        "class A:\n    def m(self):\n        return 'p'\nclass B(A):\n    def m(self):\n        return 'q'\n"
        "class C(B):\n    def m(self):\n        return super(B, self).m()\nx = C().m()", {}, "'p'",
    ),
    "super": (
        "class A:\n    def m(self):\n        return 'p'\n"
        "class B(A):\n    def m(self):\n        return super().m() + 'q'\nx = B().m()", {}, "'pq'",
    ),
    "property": (
        "class A:\n    @property\n    def p(self):\n        return 'v'\nx = A().p", {}, "'v'",
    ),
    "class and static methods": (
        "class A:\n    n = 'p'\n    @classmethod\n    def c(cls):\n        return cls.n\n"
        "    @staticmethod\n    def s(v):\n        return v\nx = A.c() + A().s('q')", {}, "'pq'",
    ),
    "dataclass": (
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: str\n    b: str\n"
        "x = A('p', b='q').b", {}, "'q'",
    ),
    "enum": (
        "import enum\nclass E(str, enum.Enum):\n    A = 'p'\nx = E.A.value", {}, "'p'",
    ),
    "callable instance": (
        "class A:\n    def __call__(self, v):\n        return v\nx = A()('p')", {}, "'p'",
    ),
    "decorator of the project": (
        "def d(f):\n    def w():\n        return f() + '!'\n    return w\n"
        "@d\ndef g():\n    return 'p'\nx = g()", {}, "'p!'",
    ),
    "decorator of a library": (
        "import functools\n@functools.cache\ndef g():\n    return 'p'\nx = g()", {}, "'p'",
    ),
    "context manager": (
        "import contextlib\n@contextlib.contextmanager\ndef c():\n    yield 'p'\n"
        "with c() as x:\n    pass", {}, "'p'",
    ),
    "own __enter__": (
        "class C:\n    def __enter__(self):\n        return 'p'\nwith C() as x:\n    pass", {}, "'p'",
    ),
    "global": ("x = None\ndef f():\n    global x\n    x = 'p'\nf()", {}, "'p' or None"),
    "closure": (
        "def f():\n    v = 'p'\n    def g():\n        return v\n    return g\nx = f()()", {}, "'p'",
    ),
    "import": ("import names\nx = names.A", {"names.py": "A = 'p'"}, "'p'"),
    "from import": ("from names import A as x", {"names.py": "A = 'p'"}, "'p'"),
    "import in a function": (
        "def f():\n    from names import A\n    return A\nx = f()", {"names.py": "A = 'p'"}, "'p'",
    ),
    "re-export": (
        "from pkg import A as x",
        {"pkg/__init__.py": "from .deep.names import *", "pkg/deep/names.py": "A = 'p'"}, "'p'",
    ),
    "submodule": (
        "import pkg.names\nx = pkg.names.A",
        {"pkg/__init__.py": "", "pkg/names.py": "A = 'p'"}, "'p'",
    ),
    "relative import": (
        "from pkg.a import x",
        {"pkg/__init__.py": "", "pkg/a.py": "from .b import B\nx = B", "pkg/b.py": "B = 'p'"}, "'p'",
    ),
    "parent import": (
        "from pkg.sub.a import x",
        {"pkg/b.py": "B = 'p'", "pkg/sub/a.py": "from ..b import B as x"}, "'p'",
    ),
    "src layout": ("from pkg.a import x", {"src/pkg/__init__.py": "", "src/pkg/a.py": "x = 'p'"}, "'p'"),
    "import cycle": (
        "from a import x",
        {"a.py": "from b import B\nA = 'p'\nx = B()", "b.py": "def B():\n    from a import A\n    return A"},
        "'p'",
    ),
    "a package that imports its own module": (
        "from pkg import x",
        {"pkg/__init__.py": "from pkg import names\nx = names.A", "pkg/names.py": "A = 'p'"}, "'p'",
    ),
    "a package that imports its own module, late": (
        "from pkg import f\nx = f()",
        {"pkg/__init__.py": "from . import names\ndef f():\n    return names.A", "pkg/names.py": "A = 'p'"},
        "'p'",
    ),
    "dict with more by name": ("d = dict(a='p')\nd.update(b='q')\nx = d['a'] + d['b']", {}, "'pq'"),
    "what a library's star brings is called": (
        "from flask import *\nrequest_started.connect(print)\nx = request_started",
        {}, "flask.request_started",
    ),
    "library that shares a folder's name": (
        "from flask import Flask as x", {"flask/other.py": "y = 1"}, "flask.Flask",
    ),
    "module by its dotted name": (
        "import importlib\nx = importlib.import_module('pkg.a').A",
        {"pkg/__init__.py": "", "pkg/a.py": "A = 'p'"}, "'p'",
    ),
    "unbound": ("x = nothing_here", {}, "?"),
    "recursion": ("def f(n):\n    return f(n - 1)\nx = f(3)", {}, "?"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "others", "expected"), CASES.values(), ids=list(CASES))
def test_value(body: str, others: dict[str, str], expected: str) -> None:
    # The word makes the analysis read the file from the start.
    project = linked({"app.py": f"import sentry_sdk\n{body}\n", **others})
    assert shown(project.ev.value_of("app.py", "x")) == expected


ROOTS = [
    # importing file, name, files, file found
    ("services/a/app.py", "config.names", ["services/a/config/names.py", "services/b/config/names.py"],
     "services/a/config/names.py"),
    ("services/b/app.py", "config.names", ["services/a/config/names.py", "services/b/config/names.py"],
     "services/b/config/names.py"),
    ("app.py", "pkg", ["pkg/__init__.py", "src/pkg/__init__.py"], "pkg/__init__.py"),
    ("tests/x.py", "pkg.a", ["src/pkg/__init__.py", "src/pkg/a.py"], "src/pkg/a.py"),
    ("tools/run.py", "deep.er", ["code/app/deep/er.py"], "code/app/deep/er.py"),
    ("pkg/sub/a.py", "json", ["pkg/__init__.py", "pkg/sub/__init__.py", "pkg/sub/json.py"], None),
    ("a.py", "gone", ["b.py"], None),
]  # fmt: skip


@pytest.mark.parametrize(("importer", "name", "files", "expected"), ROOTS)
def test_import_roots(importer: str, name: str, files: list[str], expected: str | None) -> None:
    from replaytag.evaluator.modules import ModuleIndex

    found = ModuleIndex([importer, *files]).absolute(importer, name)
    assert (found and found.path) == expected


CYCLE = {
    "app.py": """
        from flask import Flask
        from shop.views import show

        app = Flask(__name__)
        app.add_url_rule("/", view_func=show)
        """,
    "shop/__init__.py": "",
    "shop/models.py": """
        from shop import forms

        class Item:
            form = forms.ItemForm
            names = ["name"]
            sizes = names + ["size"]
            forms = forms
        """,
    "shop/forms.py": """
        from shop.views import show

        class ItemForm:
            target = show
        """,
    "shop/views.py": """
        from shop.models import Item

        @Item.form
        def show():
            return ""
        """,
}


def test_attributes_of_a_class_close_no_import_cycle() -> None:
    """What a class body declares is evaluated when it is asked for, and in the class's scope."""
    ev = linked(CYCLE).ev
    item = ev.value_of("shop/models.py", "Item")
    assert item is not None
    assert shown(ev.attribute(item, "form")) == "class ItemForm"
    assert shown(ev.attribute(item, "forms")) == "module shop.forms"
    sizes = ev.attribute(item, "sizes")
    assert isinstance(sizes, SequenceValue)
    assert [shown(element) for element in sizes.elements] == ["'name'", "'size'"]


def test_a_name_comes_from_the_last_star_that_has_it() -> None:
    """Packages collect the names of their modules; a later one wins, and private names stay."""
    files = {
        "app.py": "import flask\nfrom shop import A, B, C, _D",
        "shop/__init__.py": "from .one import *\nfrom .two import *\nC = 3",
        "shop/one.py": "A = 1\nB = 1\nC = 1\n_D = 1",
        "shop/two.py": "from .three import *",
        "shop/three.py": "B = 2\nC = 2",
    }
    ev = linked(files).ev
    assert [shown(ev.value_of("app.py", name)) for name in ("A", "B", "C", "_D")] == [
        "1",
        "2",
        "3",
        "?",
    ]
