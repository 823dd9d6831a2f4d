"""Which files lead to which others, and how few are parsed to tell."""

from __future__ import annotations

from tests.linked import linked

FILES = {
    "shop/__init__.py": "",
    "shop/main.py": "from shop import views\nfrom flask import Flask\n\napp = Flask('shop')\n",
    "shop/views.py": "from shop.db import rows  # a chain of two\n",
    "shop/db.py": "from .monitoring import started\n",
    "shop/monitoring.py": "import os\n\nstarted = 1\n",
    "shop/island.py": "import json\n",
    "wsgi.py": "from shop.main import app\n",
    "notes.py": "# main entry: see shop.main\nimport json\n",
    "tests/test_main.py": "from shop.main import app\n",
}


def test_importers() -> None:
    reach = linked(FILES).reach

    assert reach.importers("shop/main.py") == ["wsgi.py"]
    assert reach.importers("shop/db.py") == ["shop/views.py"]
    assert reach.importers("shop/island.py") == []


def test_importers_of_a_package_from_within() -> None:
    files = {
        "shop/__init__.py": "from flask import Flask\n\napp = Flask('a')\n",
        "shop/run.py": "from . import app\n",
        "shop/deep/run.py": "from .. import app\n",
        "shop/other.py": "from .run import main\n",
    }

    assert linked(files).reach.importers("shop/__init__.py") == ["shop/deep/run.py", "shop/run.py"]


def test_leads() -> None:
    reach = linked(FILES).reach
    far = "shop/monitoring.py"

    assert reach.leads(["wsgi.py"], [far, "shop/island.py"]) == {far}
    assert reach.leads([far], [far]) == {far}
    assert reach.leads(["notes.py"], [far]) == set()


def test_only_what_may_lead_there_is_parsed() -> None:
    project = linked(FILES)
    before = set(project.parsed)

    project.reach.leads(["shop/island.py", "notes.py"], ["shop/monitoring.py"])
    assert set(project.parsed) == before

    project.reach.leads(["wsgi.py", "notes.py"], ["shop/monitoring.py"])
    chain = {"wsgi.py", "shop/main.py", "shop/views.py", "shop/db.py", "shop/monitoring.py"}
    assert set(project.parsed) == before | chain


def test_files_that_import_each_other() -> None:
    files = {"a.py": "import b\n", "b.py": "import a\nimport c\n", "c.py": ""}

    assert linked(files).reach.leads(["a.py"], ["c.py"]) == {"c.py"}
