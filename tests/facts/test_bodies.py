"""Bodies of functions that are read when somebody asks for them."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from dataclasses import fields
from textwrap import dedent

import pytest

from replaytag.facts import model
from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.facts.fast.reading import Unreadable, read_text
from replaytag.facts.reader import read, read_reference
from replaytag.facts.walk import walk

SOURCE = '''\
"""Doc."""

@app.route("/")
def plain(a, b=1):
    """Doc
of plain."""
    if a:
        return f"""
{b + 1}"""
    pass
    return a.b

class A:
\t# é
\tasync def method(self):
\t\tx = "é"; y = self.z
\t\treturn await y

    # a comment that stands elsewhere
\tdef other(self): return 1; pass

def makes():
    yield 1

def nothing(): pass

def imports():
    import a
    return a
'''


def functions(facts: model.FileFacts) -> dict[str, model.Function]:
    return {node.name: node for node in _functions(facts.body)}


def _functions(body: tuple[model.Statement, ...]) -> Iterator[model.Function]:
    for node in body:
        if isinstance(node, model.Function):
            yield node
        elif isinstance(node, model.Class):
            yield from _functions(node.body)


@pytest.fixture
def facts() -> model.FileFacts:
    return read("a.py", SOURCE.encode())


def test_bodies_wait_that_nobody_searches(facts: model.FileFacts) -> None:
    waiting = {name for name, node in functions(facts).items() if node.is_deferred}
    assert waiting == {"plain", "method"}


@pytest.mark.parametrize("word", ["import b", "class B: pass", "lambda: 1", "yield", "def g(): a"])
def test_words_that_keep_a_body_from_waiting(word: str) -> None:
    (node,) = read("a.py", f"def f():\n  a\n  {word}\n".encode()).body
    assert isinstance(node, model.Function)
    assert not node.is_deferred
    assert node.is_generator is (word == "yield")


@pytest.mark.parametrize("word", ["important", "undefined", "x.classes", "yields", "_lambda"])
def test_words_that_do_not(word: str) -> None:
    (node,) = read("a.py", f"def f():\n  a\n  {word}\n".encode()).body
    assert isinstance(node, model.Function)
    assert node.is_deferred


def test_a_body_is_read_once(facts: model.FileFacts) -> None:
    node = functions(facts)["plain"]
    assert node.body is node.body
    assert not node.is_deferred


def test_late_is_as_good_as_early(facts: model.FileFacts) -> None:
    assert (
        facts == read_text("a.py", SOURCE, is_eager=True) == read_reference("a.py", SOURCE.encode())
    )


def test_size_is_known_before_the_body(facts: model.FileFacts) -> None:
    before = {name: node.size for name, node in functions(facts).items()}
    assert before == {name: len(node.body) for name, node in functions(facts).items()}
    assert before["plain"] == 3
    assert before["nothing"] == 0


def test_whether_functions_are_equal_tells_no_difference(facts: model.FileFacts) -> None:
    early = functions(read_text("a.py", SOURCE, is_eager=True))
    for name, node in functions(facts).items():
        assert hash(node) == hash(early[name])
        assert node == early[name]
    late = functions(read("a.py", SOURCE.encode()))
    for name, node in late.items():
        assert repr(node) == repr(early[name])
    assert functions(facts)["plain"] != functions(facts)["nothing"]


def test_walkers_see_the_body(facts: model.FileFacts) -> None:
    assert "body" in {field.name for field in fields(model.Function)}
    names = {node.id for node in walk(facts) if isinstance(node, model.Name)}
    assert {"y", "b"} <= names


# --- pickles -------------------------------------------------------------------------------------


def test_a_pickle_has_no_text_and_reads_no_body(facts: model.FileFacts) -> None:
    pickled = pickle.dumps(facts)
    assert b"of plain" not in pickled
    assert functions(facts)["plain"].is_deferred
    assert functions(pickle.loads(pickled))["plain"].is_deferred


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_text_can_be_given_back(end: str) -> None:
    data = SOURCE.replace("\n", end).encode()
    facts = read("a.py", data)
    copy: model.FileFacts = pickle.loads(pickle.dumps(facts))
    copy.attach(decode(data)[0])
    assert functions(copy)["plain"].is_deferred
    assert copy == facts


def test_without_its_text_a_body_cannot_be_read(facts: model.FileFacts) -> None:
    copy: model.FileFacts = pickle.loads(pickle.dumps(facts))
    assert functions(copy)["plain"].size == 3
    with pytest.raises(LookupError, match="lack their text"):
        _ = functions(copy)["plain"].body
    with pytest.raises(ValueError, match="not the text"):
        copy.attach(SOURCE + "\n")


def test_bodies_that_have_been_read_need_no_text(facts: model.FileFacts) -> None:
    nodes = list(walk(facts))
    copy: model.FileFacts = pickle.loads(pickle.dumps(facts))
    assert list(walk(copy)) == nodes


def test_facts_without_waiting_bodies_take_any_text() -> None:
    read("a.py", b"x = 1").attach("y = 2")


# --- never an exception --------------------------------------------------------------------------

ODD = {
    "continued before": "if a:\n  b\\\n\n  def f():\n    return a.b\n",
    "indented by a continuation": "if a:\n  \\\n  def f():\n    return a.b\n",
    "form feed": "if a:\n \f def f():\n    return a.b\n",
    "continued after": "def f():\n  a; \\\n\n  b ; \\\n\nc\n",
    "tabs": "if a:\n\tif b:\n\t\tdef f():\n\t\t\treturn a.b\n",
    "tabs and blanks": "if a:\n        if b:\n\t  def f():\n\t\treturn a.b\n",
    "comments to the left": "class A:\n  def f(self):\n# c\n    a = 1\n# c\n    return a\n",
    "text to the left": "class A:\n  def f(self):\n    return '''\na\n'''\n",
    "no line end": "def f():\n  return a.b",
    "a name that is not in ASCII": "'é'\ndef f():\n  return é.é\n",
    "a name in other characters": "'ﬁ'\ndef f():\n  return ﬁ + fi\n",
    "a long chain": "def f():\n  return x" + ".a()" * 100 + "\nb",
    "many conditions": "class A:\n  def f(self):\n    if a: b\n" + "    elif a: b\n" * 150 + "c",
    "nested": "class A:\n  def f(self):\n    return " + "not " * 200 + "a",
    "a pattern": "def f():\n  match a:\n    case " + "[" * 16 + "]" * 16 + ": b",
    "an escape": "def f():\n  return '\\d' + f'\\d{a}'\n",
    "old line ends": "class A:\r  def f(self):\r    return a.b\r",
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("source", ODD.values(), ids=ODD.keys())
def test_reading_a_body_never_fails(source: str) -> None:
    try:
        facts = read("a.py", source.encode())
    except SourceError:
        return
    try:
        expected = read_text("a.py", source, is_eager=True)
    except Unreadable:
        expected = read_reference("a.py", source.encode())
    assert list(walk(facts)) == list(walk(expected))


def test_what_the_reference_refuses_is_opaque() -> None:
    source = "class A:\n  def f(self):\n    (x): int = 1\n    return a" + ".b" * 200 + "\n"
    node = functions(read("a.py", source.encode()))["f"]
    assert node.is_deferred
    assert [type(part) for part in node.body] == [model.Evaluate]


def test_a_body_may_be_asked_for_deep_down() -> None:
    node = functions(read("a.py", SOURCE.encode()))["plain"]

    def ask(depth: int) -> tuple[model.Statement, ...]:
        return ask(depth - 1) if depth else node.body

    frame, depth = sys._getframe(), 0
    while frame.f_back is not None:
        frame, depth = frame.f_back, depth + 1
    body = ask(sys.getrecursionlimit() - depth - 60)
    assert body == functions(read_reference("a.py", SOURCE.encode()))["plain"].body


def test_lines_are_those_of_the_file() -> None:
    source = dedent(
        """
        x = 1


        class A:
            def f(self):
                a = 1
                return a
        """
    )
    (node,) = functions(read("a.py", source.encode())).values()
    assert [part.span.line for part in node.body] == [7, 8]
