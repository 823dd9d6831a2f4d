"""OpenReplay's contracts, and a project's own, on samples of every framework."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.contract import CONTRACTS
from replaytag.frameworks.writing.tagging import statements
from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.expectations import expected_diagnostics
from tests.projects import Project, all_projects, copy_fixed, copy_unfixed
from tests.trees import plant

OWN = (
    '[tool.replaytag]\n[[tool.replaytag.contracts]]\nheader = "X-Request-ID"\ntag = "request_id"\n'
)


def _mended(project: Project) -> bool:
    """Whether a missing tagger is all that is wrong with it, and a fix writes one."""
    sources = {path.name: path.read_text("utf-8") for path in project.before.rglob("*.py")}
    codes = [code for _, _, code in expected_diagnostics(sources)]
    return project.is_fixable and codes == ["RT301"] and "tool.replaytag" not in _pyproject(project)


def _pyproject(project: Project) -> str:
    path = project.before / "pyproject.toml"
    return path.read_text("utf-8") if path.is_file() else ""


SAMPLES = list({p.root.parent.name: p for p in reversed(all_projects()) if _mended(p)}.values())
"""One project of each framework for which the standard middleware is written."""


ONE_PLACE = {"blacksheep"}
"""Frameworks with a recipe that takes the app's own class, which only one contract can."""


@pytest.mark.parametrize("name", ["session-id", "both"])
@pytest.mark.parametrize("project", SAMPLES, ids=str)
def test_the_middleware_that_a_fix_writes(project: Project, name: str, tmp_path: Path) -> None:
    copy = copy_unfixed(project, tmp_path / "code")

    after = _fix(copy, contract=name)

    assert _codes(after) == []
    assert _uncovered(after) == _out_of_reach(project, tmp_path)


@pytest.mark.parametrize(
    ("first", "second"), [("token", "session-id"), ("token", "both"), ("session-id", "token")]
)
@pytest.mark.parametrize("project", SAMPLES, ids=str)
def test_what_a_fix_wrote_is_converted_by_one_fix(
    project: Project, first: str, second: str, tmp_path: Path
) -> None:
    copy = copy_fixed(project, tmp_path / "code")
    if first != "token":
        copy = copy_unfixed(project, tmp_path / "unfixed")
        _fix(copy, contract=first)

    after = _fix(copy, contract=second)

    assert _codes(after) == []
    assert _uncovered(after) == _out_of_reach(project, tmp_path)
    text = "".join(path.read_text("utf-8") for path in copy.rglob("*.py"))
    wanted = {tag.name for tag in CONTRACTS[second].tags}
    assert {tag.name for tag in CONTRACTS["both"].tags if tag.name in text} == wanted


@pytest.mark.parametrize("project", SAMPLES, ids=str)
def test_a_contract_of_the_project_s_own_beside_openreplay_s(
    project: Project, tmp_path: Path
) -> None:
    copy = copy_fixed(project, tmp_path / "code")
    config = _pyproject(project)
    (copy / "pyproject.toml").write_text(f"{config}\n{OWN}")

    before = _linked(copy)
    after = _fix(copy)

    assert _codes(before) == ["RT301"]
    if project.root.parent.name in ONE_PLACE:
        assert [one.snippet != "" for one in after.analyses[0].diagnostics] == [True]
        return
    assert _codes(after) == []
    assert _uncovered(after) == _out_of_reach(project, tmp_path)


def _fix(root: Path, contract: str | None = None) -> Session:
    """Fixes the project on the disk; a look at it afterwards."""
    fixing = Session(discover([root], contract=contract), fixing=True)
    fixing.write()
    return _linked(root, contract)


def _linked(root: Path, contract: str | None = None) -> Session:
    return Session(discover([root], contract=contract))


def _codes(session: Session) -> list[str]:
    return [one.code for analysis in session.analyses for one in analysis.diagnostics]


def _uncovered(session: Session) -> set[str]:
    projects = [analysis.project for analysis in session.analyses]
    views = [view for project in projects if project for view in (project, *project.others)]
    return {
        handler.name
        for view in views
        for handler in view.handlers()
        if handler.coverage == "uncovered"
    }


def _out_of_reach(project: Project, tmp_path: Path) -> set[str]:
    """The handlers that a fix does not cover: those of websockets, of some frameworks."""
    return _uncovered(_linked(copy_fixed(project, tmp_path / "reference")))


TOKENS: list[tuple[str, str | None]] = [
    # as OpenReplay writes them since 1.9, and before
    ("1mq3x9k0z4a.5.lz3k9q.8fKd0aZ3k", "5964133848504778"),
    ("a.lz3k9q.8fKd0aZ3k", "10"),
    ("3w5e11264sgsf.1.2.x", "18446744073709551615"),
    # anything else
    ("", None),
    ("abc", None),
    (".", None),
    (".lz3k9q.8fKd0aZ3k", None),
    ("-1.2.3.x", None),
    ("1_0.2.3.x", None),
    (" 1.2.3.x", None),
    ("²³.2.3.x", None),
    ("ä.2.3.x", None),
    ("z" * 5000 + ".1.2.x", None),
    ("None", None),
    ("1;drop.2", None),
]


@pytest.mark.parametrize(("token", "expected"), TOKENS)
def test_the_session_id_of_a_token(token: str, expected: str | None) -> None:
    found: dict[str, str] = {}
    code = "\n".join(statements("found.__setitem__", "token", CONTRACTS["session-id"], ""))

    exec(code, {"found": found, "token": token})

    assert found == ({} if expected is None else {"openReplaySession.id": expected})


PREPARE = """
import sentry_sdk
import tornado.web

sentry_sdk.init()


class Base(tornado.web.RequestHandler):
    def prepare(self):
        {name} = self.request.path[:5]
        self.area = {name}


class Index(Base):
    def get(self):
        self.write("hello")


app = tornado.web.Application([("/", Index)])
"""


@pytest.mark.parametrize(
    ("name", "contract", "is_written"),
    [
        ("start", "session-id", True),
        ("head", "session-id", False),
        ("head", "both", False),
        ("head", "token", True),
    ],
)
def test_no_name_of_an_existing_function_is_given_another_value(
    name: str, contract: str, is_written: bool, tmp_path: Path
) -> None:
    plant(tmp_path / "code", {"setup.py": "", "app.py": PREPARE.format(name=name)})

    after = _fix(tmp_path / "code", contract=contract)

    assert (_codes(after) == []) is is_written
    text = (tmp_path / "code" / "app.py").read_text("utf-8")
    assert (text != PREPARE.format(name=name)) is is_written


TABBED = """
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag():
\ttoken = request.headers.get("X-OpenReplay-SessionToken")
\tif token:
{lines}

@app.get("/")
def index():
\traise RuntimeError
"""
SET_TOKEN = '\t\tsentry_sdk.set_tag("openReplaySessionToken", token)\n'
SET_ID = (
    '\t\thead = token.split(".")[0]\n'
    "\t\tif head != token and len(head) < 14 and head.isascii() and head.isalnum():\n"
    '\t\t\tsentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))\n'
)


@pytest.mark.parametrize(
    ("before", "contract", "after"),
    [(SET_TOKEN, "session-id", SET_ID), (SET_ID, "token", SET_TOKEN)],
)
def test_a_conversion_keeps_tabs_and_line_ends(
    before: str, contract: str, after: str, tmp_path: Path
) -> None:
    root = plant(tmp_path / "code", {"setup.py": ""})
    crlf = TABBED.format(lines=before).replace("\n", "\r\n").encode()
    (root / "app.py").write_bytes(crlf)

    assert _codes(_fix(root, contract=contract)) == []

    assert (root / "app.py").read_bytes() == (
        TABBED.format(lines=after).replace("\n", "\r\n").encode()
    )
