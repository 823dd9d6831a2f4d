"""What the reader makes of each form of Python, written as ``tests.facts.rendering`` does."""

from __future__ import annotations

import gc
import pickle
from contextlib import suppress
from textwrap import dedent

import pytest

from replaytag.facts import model
from replaytag.facts.errors import SourceError
from replaytag.facts.walk import walk
from tests.facts.conftest import Read
from tests.facts.rendering import expression, render
from tests.facts.slicing import slice_of

EXPRESSIONS = [
    # names and constants
    ("app", "app"),
    ("True, None", "(True, None)"),
    ("1_000 + 0x1f + 0o17 + 0b11", "(((1000 + 31) + 15) + 3)"),
    ("1.5, 1e3, 1_0.5, 2j, .5", "(1.5, 1000.0, 10.5, 2j, 0.5)"),
    ("...", "<ellipsis>"),
    # strings
    (r"'a\tb\x41\N{DIGIT ONE}'", r"'a\tbA1'"),
    (r"r'a\tb'", r"'a\\tb'"),
    (r"'\d'", r"'\\d'"),
    ("u'a'", "'a'"),
    (r"b'\xff', Rb'\xff'", r"(b'\xff', b'\\xff')"),
    ("'', \"\"\"\"\"\", '''a'b'''", "('', '', \"a'b\")"),
    ("'a' \"b\" r'c'", "join('a', 'b', 'c')"),
    ("b'a' b'b'", "join(b'a', b'b')"),
    # f-strings
    ("f'x-{name}'", "join('x-', name)"),
    ("f'{a}{b.c()}d'", "join(a, b.c(), 'd')"),
    (r"f'{{a}}\x41' fr'\d{b}'", r"join('{a}A', '\\d', b)"),
    (r"f'\'{a}\"'", "join(\"'\", a, '\"')"),
    ("'a' f'{b}' 'c'", "join('a', b, 'c')"),
    ("f'{a:}'", "join(a)"),
    ("f'{a!r}'", "format(a)"),
    ("f'{a=}'", "format(a)"),
    ("f'{a = !s:>{width}}b'", "format(a, 'b')"),
    ("f'{a:%H:%M}'", "format(a)"),
    ("f'{3!s  }', 1", "(format(3), 1)"),
    ("f'{ {1: 2}[1] }'", "join({1: 2}[1])"),
    ("f'{f'{f'{1}'}'}'", "join(join(join(1)))"),
    ("f'{\"a\" 'b'}'", "join(join('a', 'b'))"),
    ("f'{x for x in y}'", "join((x for x in y))"),
    ("f'''{\na # why\n}'''", "join(a)"),
    ("f''", "join()"),
    ("t'a{b}'", "<template string>"),
    # attributes, calls, subscripts
    ("request.headers.get(NAME)", "request.headers.get(NAME)"),
    ("f(1, *a, b=2, **c)", "f(1, *a, b=2, **c)"),
    ("f(x for x in y)", "f((x for x in y))"),
    ("f(x=1, *a,)", "f(x=1, *a)"),
    ("(a).b", "a.b"),
    ("a . b", "a.b"),
    ("a['b']['c']", "a['b']['c']"),
    ("a[1, 2], a[1,], a[(1, 2)]", "(a[(1, 2)], a[(1,)], a[(1, 2)])"),
    ("a[1:2], a[:], a[::2], a[1:, 2]", "(a[<slice>], a[<slice>], a[<slice>], a[<slice>])"),
    ("a[*b]", "a[<slice>]"),
    # operators
    ("a + b * c ** -d", "(a + (b * (c ** (- d))))"),
    (
        "a @ b // c % d >> e << f & g | h ^ i",
        "(((((((a @ b) // c) % d) >> e) << f) & g) | (h ^ i))",
    ),
    ("a * -b", "(a * (- b))"),
    ("not a and b or c", "(((not a) and b) or c)"),
    ("a < b <= c != d is not e not in f", "(a < b <= c != d is not e not in f)"),
    ("a is b in c == d >= e > f", "(a is b in c == d >= e > f)"),
    ("a if b else c if d else e", "(a if b else (c if d else e))"),
    ("~a", "(~ a)"),
    ("await a.b()", "(await a.b())"),
    ("(a := 1)", "(a := 1)"),
    ("(yield)", "(yield )"),
    ("(yield a, b)", "(yield (a, b))"),
    ("(yield from a)", "(yield from a)"),
    ("lambda: 0", "(lambda : 0)"),
    (
        "lambda a, /, b=1, *c, d, e=2, **f: a",
        "(lambda posonly a, b = 1, *c, keyword d, keyword e = 2, **f: a)",
    ),
    ("lambda *, a: a", "(lambda keyword a: a)"),
    # displays and comprehensions
    ("()", "()"),
    ("(a,)", "(a,)"),
    ("a, *b", "(a, *b)"),
    ("[a, *b, [c]]", "[a, *b, [c]]"),
    ("{a, *b}", "{a, *b}"),
    ("{a: 1, **b, 'c': {}}", "{a: 1, **b, 'c': {}}"),
    ("[x for x in y if x if z]", "[x for x in y if x if z]"),
    ("{x for y in z for x in y}", "{x for y in z for x in y}"),
    ("{a: b async for a, b in c}", "{a: b for (a, b) in c}"),
    ("(x async for x in y)", "(x for x in y)"),
    ("[*x for x in y], {**x for x in y}", "([*x for x in y], {**x for x in y})"),
]


@pytest.mark.parametrize(("source", "expected"), EXPRESSIONS, ids=[row[0] for row in EXPRESSIONS])
def test_expression(read: Read, source: str, expected: str) -> None:
    (statement,) = read("a.py", source.encode()).body
    assert isinstance(statement, model.Evaluate)
    assert expression(statement.value) == expected


STATEMENTS = {
    "imports": (
        """
        import a, b.c as d
        from e import *
        from . import f
        from ...g . h import (
            i as j,  # why
            k,
        )
        lazy import l
        lazy from m import n
        """,
        """
        import a, b.c as d
        from e import *
        from . import f
        from ...g.h import i as j, k
        import l
        from m import n
        """,
    ),
    "assignments": (
        """
        a = b, c = d
        x.y: int
        x: list[int] = []
        (a) = 1; b = 2;
        n += 1; n //= 2; n @= m; n >>= 1; n **= 2
        type Alias[T: (int, str), *Ts, **P, D = int] = dict[str, T]
        """,
        """
        a = (b, c) = d
        x.y: int
        x: list[int] = []
        a = 1
        b = 2
        n += 1
        n //= 2
        n @= m
        n >>= 1
        n **= 2
        Alias = dict[(str, T)]
        """,
    ),
    "small statements": (
        """
        pass
        ...
        assert a, f"not {a}"
        del a, b[0]
        del (c)
        raise
        raise A() from b
        """,
        """
        <ellipsis>
        a
        del a, b[0]
        del c
        raise
        raise A()
        """,
    ),
    "if": (
        """
        if a: b
        elif c:
            d
        else: e; f
        if g:
            pass
        """,
        """
        if a:
          b
        else:
          if c:
            d
          else:
            e
            f
        if g:
        """,
    ),
    "loops": (
        """
        for a, b in c, d:
            if a: continue
            break
        else:
            e
        while a:
            b
        else:
            c
        async def f():
            async for x in y: z
        """,
        """
        for (a, b) in (c, d):
          if a:
            continue
          break
        else:
          e
        while a:
          b
        else:
          c
        async def f():
          for x in y:
            z
        """,
    ),
    "with": (
        """
        with a: b
        with a as b, c() as (d, e): f
        with (
            a as b,
            c,
        ):
            d
        with (a, b): c
        with (a): b
        with (yield): b
        async def f():
            async with a as b.c: d
        """,
        """
        with a:
          b
        with a as b, c() as (d, e):
          f
        with a as b, c:
          d
        with a, b:
          c
        with a:
          b
        with (yield ):
          b
        async def f():
          with a as b.c:
            d
        """,
    ),
    "try": (
        """
        try:
            a
        except A:
            b
        except (B, C) as c:
            d
        except:
            e
        else:
            f
        finally:
            g
        try: a
        finally: b
        try: a
        except* A as b: c
        try: a
        except A, B: c
        """,
        """
        try:
          a
        except A:
          b
        except (B, C) as c:
          d
        except:
          e
        else:
          f
        finally:
          g
        try:
          a
        finally:
          b
        try:
          a
        except A as b:
          c
        try:
          a
        except (A, B):
          c
        """,
    ),
    "match": (
        """
        match a, b:
            case 1 | -1 | 1+2j | "x" "y" | None: c
            case [d, *_, (e)]: f
            case (g, *h): i
            case {"k": j, l.m: 1, **n}: o
            case p.Q(r, s=[t]) as u if v: w
            case x, : y
            case z: a
        match = match[case]
        """,
        """
        match (a, b):
          case binds():
            c
          case binds(d, e):
            f
          case binds(g, h):
            i
          case binds(j, n):
            o
          case binds(r, t, u) if v:
            w
          case binds(x):
            y
          case binds(z):
            a
        match = match[case]
        """,
    ),
    "functions": (
        """
        @a.b
        # why
        @c(1)

        def f(x, y: int = 1, /, z=2, *args: int, k, **kw: str) -> list[str]: return x
        async def g[T](*, a: T = None): ...
        def h():
            "Doc."
            global i, j
            def k():
                nonlocal l
                yield 1
            m = lambda: (yield)
            return
        def n():
            with o:
                p = yield
        """,
        """
        @a.b
        @c(1)
        def f(posonly x, posonly y: int = 1, z = 2, *args: int, keyword k, **kw: str) -> list[str]:
          return x
        async def g(keyword a: T = None):
          <ellipsis>
        def h():
          'Doc.'
          global i, j
          generator def k():
            nonlocal l
            (yield 1)
          m = (lambda : (yield ))
          return
        generator def n():
          with o:
            p = (yield )
        """,
    ),
    "classes": (
        """
        class A: pass
        class B(): x = 1
        @d
        class C[T](A, *B, metaclass=M, **k):
            class D: y: int
            async def f(self): await self.g
        """,
        """
        class A():
        class B():
          x = 1
        @d
        class C(A, *B, metaclass=M, **k):
          class D():
            y: int
          async def f(self):
            (await self.g)
        """,
    ),
}


@pytest.mark.parametrize(("source", "expected"), STATEMENTS.values(), ids=STATEMENTS.keys())
def test_statements(read: Read, source: str, expected: str) -> None:
    facts = read("a.py", dedent(source).encode())
    assert render(facts) == dedent(expected).lstrip("\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""Doc."""\nx = 1', True),
        ("# why\n'a' 'b'", True),
        ("b'a'", False),
        ("x = 1\n'a'", False),
        ("f'{a}'", False),
        ("", False),
        ("# only a comment", False),
    ],
)
def test_docstring(read: Read, source: str, expected: bool) -> None:
    assert read("a.py", source.encode()).docstring is expected


LONG = {
    # source, how many calls of f() there are
    "sum": ("x = " + " + ".join(["f()"] * 900), 99),
    "calls": ("x" + ".f()" * 450, 50),
    "concatenation": ("x = " + "'a' f'{f()}'\\\n" * 900 + "''", 900),
    "elif": ("if a: f()\n" + "elif a: f()\n" * 900 + "else: f()", 902),
    "statements": ("f();" * 5000, 5000),
    "comparison": ("a" + " < f()" * 2000, 2000),
}


@pytest.mark.parametrize(("source", "calls"), LONG.values(), ids=LONG.keys())
def test_facts_nest_no_deeper_than_what_recurses_over_them_can_bear(
    read: Read, source: str, calls: int
) -> None:
    facts = read("a.py", source.encode())
    assert sum(isinstance(node, model.Call) for node in walk(facts)) == calls
    assert pickle.loads(pickle.dumps(facts)) == facts


def test_what_nests_too_deeply_is_opaque(read: Read) -> None:
    source = "x = " + "f(" * 120 + "a" + ")" * 120
    opaque = [
        node for node in walk(read("a.py", source.encode())) if isinstance(node, model.Opaque)
    ]
    assert {node.what for node in opaque} == {"nested too deeply"}
    assert [slice_of(source, node.span) for node in opaque] == ["f", "f(" * 20 + "a" + ")" * 20]


@pytest.mark.parametrize("source", [b"a", b"a b"])
@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(read: Read, source: bytes, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with suppress(SourceError):
            read("a.py", source)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_facts_survive_a_pickle(read: Read) -> None:
    source = "".join(dedent(source) for source, _ in STATEMENTS.values())
    facts = read("shop/a.py", source.encode())
    assert facts.path == "shop/a.py"
    assert pickle.loads(pickle.dumps(facts)) == facts
