"""The fast reader gives what the reference reader gives, to the last span."""

from __future__ import annotations

import ast
import subprocess
import sys
import sysconfig
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.facts.fast.reading import Unreadable, read_text
from replaytag.facts.model import FileFacts
from replaytag.facts.reader import read_reference
from tests.facts.test_source_errors import mutated_source

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def reference(text: str) -> FileFacts | None:
    try:
        return read_reference("a.py", text.encode())
    except SourceError:
        return None


def fast(text: str, *, is_eager: bool) -> FileFacts | None:
    try:
        return read_text("a.py", text, is_eager=is_eager)
    except Unreadable:
        return None


def assert_equal(text: str) -> None:
    """Whatever both read is equal, and nothing is read at once that cannot be read later."""
    expected = reference(text)
    eager, lazy = fast(text, is_eager=True), fast(text, is_eager=False)
    if eager is None:
        assert lazy is None or lazy == expected
        return
    assert lazy == eager
    if expected is not None:
        assert eager == expected
        assert repr(lazy) == repr(expected)


# --- real files ----------------------------------------------------------------------------------

FILES = [
    *sorted(ROOT.glob("src/**/*.py")),
    *sorted(ROOT.glob("testdata/**/*.py")),
    *sorted(ROOT.glob("tests/**/*.py"))[::3],
    *sorted(
        path
        for path in Path(sysconfig.get_path("stdlib")).glob("*.py")
        if path.stat().st_size < 40_000
    )[::3],
]
"""Of the standard library, some of the modules that ``test_positions`` checks, and others."""


def test_equal_on_real_files() -> None:
    read_by_reference = []
    for path in FILES:
        data = path.read_bytes()
        try:
            expected = read_reference(path.name, data)
        except SourceError:
            continue
        try:
            facts = read_text(path.name, decode(data)[0])
        except Unreadable:
            read_by_reference.append(path)
        else:
            assert facts == expected, path
    # testdata has syntax that is newer than some of the interpreters
    assert len(read_by_reference) <= 0.02 * len(FILES), read_by_reference


# --- odd forms -----------------------------------------------------------------------------------

SNIPPETS = [
    *(HERE / "snippets" / "lines.txt").read_text("utf-8").splitlines(),
    *(HERE / "snippets" / "blocks.txt").read_text("utf-8").rstrip("\n").split("\n----\n"),
]
SETTINGS: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "after a form feed": lambda text: "\f" + text,
    "between others": lambda text: f"a = 'é'\n{text}\nb = 1\n",
    "in a function": lambda text: (
        "class A:\n  async def f(self):\n    '''é'''\n"
        + "".join(f"    {line}\n" for line in text.split("\n"))
        + "    return 'done'\nb = 1\n"
    ),
    "with carriage returns": lambda text: text.replace("\n", "\r\n") + "\r\n",
    "with old line ends": lambda text: text.replace("\n", "\r"),
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_equal_on_odd_forms(setting: Callable[[str], str]) -> None:
    for snippet in SNIPPETS:
        assert_equal(setting(snippet))


@pytest.mark.filterwarnings("ignore")
def test_little_is_left_to_the_reference() -> None:
    for snippet in SNIPPETS:
        try:
            ast.parse(snippet)
        except SyntaxError:
            continue
        if snippet.isascii():
            assert fast(snippet, is_eager=True) is not None, snippet


LEFT = {
    "a name that is not in ASCII": "é = 1",
    "a name in other characters": "ﬁ = fi",
    "a long chain": "x" + ".a" * 200,
    "many conditions": "if a: b\n" + "elif a: b\n" * 200,
    "many values": "x = " + "a and " * 200 + "b",
    "a deep pattern": "match a:\n  case " + "[" * 16 + "]" * 16 + ": b",
    "a tuple in several lines of an f-string": 'f"""{\n a, b}"""',
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT.keys())
def test_what_is_left_to_the_reference(text: str) -> None:
    assert_equal(text)


@pytest.mark.parametrize(
    "source",
    ["x = 1\n", "def f():\n    return f'{a + 1}' '\\d'\n", "x = 'é'\n", "class A(B[1, 2]): pass"],
)
def test_libcst_is_not_even_imported(source: str) -> None:
    code = (
        "import sys, warnings\n"
        "warnings.simplefilter('error')\n"
        "from replaytag.facts.reader import read\n"
        "from replaytag.facts.walk import walk\n"
        f"list(walk(read('a.py', {source.encode()!r})))\n"
        "sys.exit('libcst' in sys.modules)\n"
    )
    environment = {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, timeout=60)


# --- made up -------------------------------------------------------------------------------------

LEAVES = ["a", "b.c", "1", "-2", "'s'", "'é'", "'a' 'b'", "f'{a}é{b!r}'", "...", "()", "f()"]
FORMS = [
    "({0})", "( # ) (\n{0}\n)", "({0}).a", "({0})({1})", "({0})[{1}]", "({0})[{1}, {2}]",
    "({0})[({1}), ]", "({0})[{1}:{2}]", "f({0}, *{1}, a={2}, **b)", "f(a={0}, *({1}))",
    "f(({0}) for x in ({1}) if ({2}))", "(({0}) for x in {1})", "[{0} for x in ({1})]",
    "{{{0}: {1} for x in {2}}}", "({0}) + ({1})", "{0} * {1}", "{0} and {1} or {2}",
    "({0}) and ({1}) # )\n and ({2})", "{0} < {1} not in {2}", "{0} if {1} else {2}",
    "not {0}", "-{0}", "lambda x={0}, *y: {1}", "({0}, {1})", "({0},)", "{0}, {1}",
    "[{0}, *({1})]", "{{{0}, {1}}}", "{{{0}: {1}, **({2})}}", "(x := {0})", "(yield {0})",
    "await {0}", "f'a{{ {0} }}b'", "f\"{{({0})!r:>{{{1}}}}}\" 'c'", "f'''{{{0}\n}}{{ {1} = }}'''",
    "'''a\n''' f'{{{0}}}'",
]  # fmt: skip
STATEMENTS = [
    "{0}", "x = {0}", "x: ({0}) = {1}", "x[{0}] += {1}", "return {0}", "assert {0}, {1}",
    "del ({0}), a", "del ({0})", "raise {0} from {1}", "for x in {0}: {1};", "while {0}: {1}",
    "if {0}: {1}\nelif {1}: {2}\nelse: {0};", "with {0} as a, ({1}): {2}", "with ({0}, {1}): {2}",
    "with ({0} as x, {1}): {2};", "def f(a={0}, *b: {1}) -> {2}:\n  return {0}\n  {1};",
    "@({0})\nasync def f():\n  x = {1}; yield {2}", "class A({0}, a={1}): x = {2};",
    "match {0}:\n  case x if {1}: {2};", "try: {0}\nexcept ({1}) as e: {2}\nfinally: {0};",
]  # fmt: skip


def _combined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(str.format, st.sampled_from(FORMS), parts, parts, parts)


expressions = st.recursive(st.sampled_from(LEAVES), _combined, max_leaves=8)
statements = st.builds(
    str.format, st.sampled_from(STATEMENTS), expressions, expressions, expressions
)


@given(statements)
@settings(max_examples=400, deadline=None)
def test_equal_on_what_is_made_up(text: str) -> None:
    assert_equal(text)


@given(mutated_source())
@settings(max_examples=200, deadline=None)
def test_equal_on_what_is_broken(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except SourceError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_equal(text)
