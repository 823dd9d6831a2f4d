"""Which files are read for the sake of who calls what makes an app."""

from __future__ import annotations

from tests.linked import linked

APP = "import sentry_sdk\nfrom flask import Flask\nsentry_sdk.init()\ndef {0}():\n    return Flask('a')\n"
MANY = 60


def test_a_name_that_everything_has_leads_nowhere() -> None:
    plugins = {f"plugins/p{n}.py": "def setup():\n    return 1\n" for n in range(MANY)}

    project = linked({"app.py": APP.format("setup"), **plugins})

    assert set(project.parsed) == {"app.py"}


def test_a_name_that_is_called_does_however_often_it_is_defined() -> None:
    services = {f"s{n}/app.py": APP.format("create_app") for n in range(MANY)}
    callers = {
        f"s{n}/run.py": "from .app import create_app\nx = create_app()\n" for n in range(MANY)
    }

    project = linked({**services, **callers})

    assert set(project.parsed) == {*services, *callers}
