"""The comparison tells what is missed and what is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import TESTDATA, Project, copy_unfixed
from tests.routes.compare import Comparison, compare

for name in ("sentry_sdk", "uvicorn", "werkzeug", "websockets", "flask"):
    pytest.importorskip(name)

APP = """
import os
from flask import Flask
from flask.views import MethodView

app = Flask(__name__)

@app.get("/seen")
def seen():
    return ""

def made():
    return ""

register = getattr(app, "_".join(["add", "url", "rule"]))
register("/made", view_func=made)

class Orders(MethodView):
    def get(self):
        return ""
    def post(self):
        return ""

app.add_url_rule("/orders", view_func=Orders.as_view("orders"))

if os.environ.get("WITH_DEBUG_PAGES"):
    @app.get("/debug")
    def debug():
        return ""
"""
RUNTIME = '[serve]\nkind = "wsgi"\napp = "shop:app"\n'


def test_what_is_missed_and_what_is_invented(tmp_path: Path) -> None:
    (tmp_path / "shop.py").write_text(APP)
    (tmp_path / "runtime.toml").write_text(RUNTIME)

    found = compare(tmp_path, tmp_path, "flask")

    assert found == Comparison(2, ["shop.py:12 made"], ["shop.py:28 debug"])
    assert (found.recall, found.precision) == (2 / 3, 2 / 3)


def test_a_sample_project(tmp_path: Path) -> None:
    project = Project(TESTDATA / "flask" / "factory_blueprints")
    code = copy_unfixed(project, tmp_path / "code")

    found = compare(code, project.root, "flask")

    assert (found.missed, found.invented) == ([], [])
    assert found.matched > 3
