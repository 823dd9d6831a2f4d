"""Code follows the habits of the file it is put into; all else stays byte for byte."""

from __future__ import annotations

import codecs

import pytest

from replaytag.actions import Action, AddImport, InsertAfter, InsertElement, ReplaceString
from replaytag.diagnostics import Edit
from replaytag.fixes.build import CannotEdit, build_edits
from replaytag.fixes.style import Style, adapt
from replaytag.fixes.text import Text
from replaytag.source import Span
from tests.fixes.cases import PATH, change

HOOK = """\
@app.before_request
def hook():
    '''Tag the session.'''
    if token:
        sentry_sdk.set_tag("token", "it's")
"""
DOC = HOOK.replace("'''", '"""')


def at(text: str, part: str) -> Span:
    start = text.index(part)
    return Text(text).span(start, start + len(part))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "app = Flask('x')\n",
            "app = Flask('x')\n\n\n"
            "@app.before_request\ndef hook():\n"
            '    """Tag the session."""\n'
            "    if token:\n        sentry_sdk.set_tag('token', \"it's\")\n",
            id="single quotes, but not round an apostrophe",
        ),
        pytest.param(
            "a, b, app = 'a', \"b\", Flask(__name__)\n",
            f"a, b, app = 'a', \"b\", Flask(__name__)\n\n\n{DOC}",
            id="as many single as double quotes",
        ),
        pytest.param(
            "'''Doc.'''\nx = '\"'\napp = Flask(\"x\")\n",
            f"'''Doc.'''\nx = '\"'\napp = Flask(\"x\")\n\n\n{DOC}",
            id="docstrings and quoted quotes do not count",
        ),
        pytest.param(
            "app = Flask(f'x')\n",
            "app = Flask(f'x')\n\n\n"
            "@app.before_request\ndef hook():\n"
            '    """Tag the session."""\n'
            "    if token:\n        sentry_sdk.set_tag('token', \"it's\")\n",
            id="f-strings count",
        ),
        pytest.param(
            "if x:\n\tapp = Flask(__name__)\n",
            "if x:\n\tapp = Flask(__name__)\n\n"
            "\t@app.before_request\n\tdef hook():\n"
            '\t\t"""Tag the session."""\n'
            '\t\tif token:\n\t\t\tsentry_sdk.set_tag("token", "it\'s")\n',
            id="tabs",
        ),
        pytest.param(
            "if x:\n  app = Flask(__name__)\n",
            "if x:\n  app = Flask(__name__)\n\n"
            "  @app.before_request\n  def hook():\n"
            '    """Tag the session."""\n'
            '    if token:\n      sentry_sdk.set_tag("token", "it\'s")\n',
            id="two spaces",
        ),
        pytest.param(
            "x = 1\r\napp = Flask(__name__)\r\ny = 2\r\n",
            "x = 1\r\napp = Flask(__name__)\r\n\r\n\r\n"
            + DOC.replace("\n", "\r\n")
            + "\r\n\r\ny = 2\r\n",
            id="carriage returns",
        ),
        pytest.param(
            "app = Flask(__name__)",
            f"app = Flask(__name__)\n\n\n{DOC}".rstrip("\n"),
            id="no newline at the end",
        ),
        pytest.param(
            "if x:\n    app = Flask(__name__)\n    # done",
            "if x:\n    app = Flask(__name__)\n\n"
            + "".join(f"    {line}\n" for line in DOC.splitlines())
            + "\n    # done",
            id="no newline at the end, after a comment",
        ),
        pytest.param(
            "app = Flask(__name__)\n\x0c\ny = 1\n",
            f"app = Flask(__name__)\n\n\n{DOC}\n\x0c\ny = 1\n",
            id="a form feed",
        ),
    ],
)
def test_inserted_function(before: str, after: str) -> None:
    statement = at(before, before[before.index("app = ") :].splitlines()[0])
    action = InsertAfter(PATH, statement, DOC)
    assert change(before.encode(), [action]).decode() == after


@pytest.mark.parametrize(
    ("before", "actions", "after"),
    [
        pytest.param(
            codecs.BOM_UTF8 + b"M = ['a']\r\n",
            [InsertElement(PATH, Span(1, 5, 1, 10), 0, '"b"'), AddImport(PATH, "os")],
            codecs.BOM_UTF8 + b"import os\r\n\r\nM = ['b', 'a']\r\n",
            id="byte order mark",
        ),
        pytest.param(
            "# coding: latin-1\nM = ('ä', 'x')\n".encode("latin-1"),
            [ReplaceString(PATH, Span(2, 11, 2, 14), "ö€")],
            "# coding: latin-1\nM = ('ä', 'ö\\u20ac')\n".encode("latin-1"),
            id="characters that the encoding has not",
        ),
        pytest.param(
            'M = ["ä𝄞", "x"]\n'.encode(),
            [ReplaceString(PATH, Span(1, 12, 1, 15), "y")],
            'M = ["ä𝄞", "y"]\n'.encode(),
            id="columns are characters",
        ),
        pytest.param(
            b"import os\r\nM = [\r\n  'a'\r\n]",
            [InsertElement(PATH, Span(2, 5, 4, 2), 1, '"b"'), AddImport(PATH, "re")],
            b"import os\r\nimport re\r\nM = [\r\n  'a',\r\n  'b'\r\n]",
            id="carriage returns in a display",
        ),
        pytest.param(
            b"from flask import a",
            [AddImport(PATH, "sys"), AddImport(PATH, "flask", "b"), AddImport(PATH, ".", "c")],
            b"import sys\n\nfrom flask import a, b\n\nfrom . import c",
            id="imports without a newline at the end",
        ),
        pytest.param(
            b'"""Doc."""',
            [AddImport(PATH, "sys")],
            b'"""Doc."""\n\nimport sys',
            id="a docstring without a newline at the end",
        ),
    ],
)
def test_bytes(before: bytes, actions: list[Action], after: bytes) -> None:
    assert change(before, actions) == after


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"x = '\xff'\n", "app.py: cannot be decoded"),
        (b"# coding: unheard-of\n", "app.py: cannot be decoded"),
        (b"x = 1\ry = 2\r", "app.py: the file mixes line endings"),
        (b"x = 1\n", "app.py: no column 6 in line 2"),
        (b"x = " + b"a + " * 2000 + b"a\npass\n", "app.py: an expression nests too deeply"),
    ],
)
def test_unusable_file(data: bytes, reason: str) -> None:
    with pytest.raises(CannotEdit, match=reason):
        change(data, [InsertAfter(PATH, Span(2, 1, 2, 6), "pass")])


def test_missing_file() -> None:
    def read(path: str) -> bytes:
        raise FileNotFoundError(path)

    with pytest.raises(CannotEdit, match=r"^app\.py: the file does not exist$"):
        build_edits([AddImport(PATH, "os")], read)


def test_edits_are_minimal() -> None:
    before = "from flask import Flask, session\n\napp = Flask(__name__)\n"
    actions: list[Action] = [
        AddImport(PATH, "flask", "request"),
        InsertAfter(PATH, at(before, "app"), "app.run()"),
    ]
    assert build_edits(actions, {PATH: before.encode()}.__getitem__) == (
        Edit(PATH, Span.point(1, 26), "request, "),
        Edit(PATH, Span.point(4, 1), "app.run()\n"),
    )


@pytest.mark.parametrize(
    ("code", "adapted"),
    [
        ('x = "a" + \'b\' + f"{c}"\n', "x = 'a' + 'b' + f'{c}'"),
        ('x = "don\'t" + \'say "x"\'', 'x = "don\'t" + \'say "x"\''),
        (
            'def f():\n    """Doc.\n\n    More.\n    """\n    return """\n    text\n"""\n',
            '\tdef f():\n\t\t"""Doc.\n\n\t\tMore.\n\t\t"""\n\t\treturn """\n    text\n"""',
        ),
        ("call(\n    1,\n      2,\n)", "\tcall(\n\t\t1,\n\t\t  2,\n\t)"),
    ],
)
def test_adapt(code: str, adapted: str) -> None:
    indent = "\t" if adapted.startswith("\t") else ""
    assert adapt(code, Style(quote="'", indent="\t"), indent) == adapted
