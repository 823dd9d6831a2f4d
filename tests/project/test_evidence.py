"""What shows that an app uses Sentry."""

from __future__ import annotations

import pytest

from replaytag.workspace.survey import NO_SENTRY, UNCLEAR
from tests.linked import linked

APP = "from flask import Flask\n{}\napp = Flask('a')\n@app.get('/')\ndef view():\n    return ''\n"
PLAIN = APP.format("")

# The files, and the apps that are shown to use Sentry, by path.
PROJECTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing": ({"app.py": PLAIN}, []),
    "initialised beside the app": ({"app.py": APP.format("import sentry_sdk\nsentry_sdk.init()")}, ["app.py"]),
    "initialised elsewhere, under a condition": (
        {
            "app.py": PLAIN,
            "monitoring.py": "import os\nfrom sentry_sdk import init\nif os.environ.get('DSN'):\n    init()\n",
        },
        ["app.py"],
    ),
    "wrapped in Sentry's middleware": (
        {
            "app.py": PLAIN,
            "wsgi.py": "from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware\n"
            "from app import app\napplication = SentryWsgiMiddleware(app)\n",
        },
        ["app.py"],
    ),
    "through a company's helper": (
        {"app.py": APP.format("from acme.observability import init_sentry\ninit_sentry()")}, ["app.py"],
    ),
    "Raven": (
        {"app.py": APP.format("from raven.contrib.flask import Sentry\nsentry = Sentry()")}, ["app.py"],
    ),
    "imported, and nothing is declared at all": (
        {"app.py": APP.format("import sentry_sdk")}, ["app.py"],
    ),
    "imported and declared": (
        {"app.py": APP.format("import sentry_sdk"), "requirements.txt": "flask\nsentry-sdk[flask]>=2\n"},
        ["app.py"],
    ),
    "tried to import, but not a dependency": (
        {
            "app.py": APP.format("try:\n    import sentry_sdk\nexcept ImportError:\n    sentry_sdk = None"),
            "requirements.txt": "flask\n",
        },
        [],
    ),
    "declared, and never used": (
        {"app.py": PLAIN, "requirements.txt": "flask\nsentry-sdk\n"}, [],
    ),
    "only a test does": (
        {"app.py": PLAIN, "tests/test_app.py": "import sentry_sdk\nsentry_sdk.init()\n"}, [],
    ),
    "one of two apps lies in the package that starts it": (
        {
            "a/__init__.py": "import sentry_sdk\nsentry_sdk.init()\n",
            "a/shop/__init__.py": "", "a/shop/app.py": PLAIN,
            "b/__init__.py": "", "b/app.py": PLAIN.replace("'a'", "'b'"),
        },
        ["a/shop/app.py"],
    ),
    "one of two services": (
        {
            "a/app.py": PLAIN, "a/pyproject.toml": "",
            "b/app.py": PLAIN, "b/pyproject.toml": "", "b/log.py": "import sentry_sdk\nsentry_sdk.init()\n",
        },
        ["b/app.py"],
    ),
    "one of two apps in a service": (
        {
            "web.py": APP.format("import monitoring"),
            "tool.py": PLAIN,
            "monitoring.py": "import sentry_sdk\nsentry_sdk.init()\n",
        },
        ["web.py"],
    ),
    "two apps that share what initialises it": (
        {
            "web.py": PLAIN, "admin.py": PLAIN,
            "main.py": "import web, admin\nimport sentry_sdk\nsentry_sdk.init()\n",
        },
        ["admin.py", "web.py"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), PROJECTS.values(), ids=list(PROJECTS))
def test_evidence(files: dict[str, str], expected: list[str]) -> None:
    project = linked(files)
    using = [node.app.place.path for node, _ in project.served if project.evidence_for(node)]
    assert using == expected


def test_what_is_said_where_it_is_not_clear_who_uses_sentry() -> None:
    """One service with two apps, and a plug-in that starts Sentry and that neither leads to."""
    app = "from flask import Flask\napp = Flask('a')\n@app.get('/')\ndef f():\n    return ''\n"
    plugin = {"plugins/sentry.py": "import sentry_sdk\ndef load():\n    sentry_sdk.init()\n"}

    assert linked({"one.py": app, "two.py": app, **plugin}).notes() == [UNCLEAR]
    assert linked({"one.py": app, "two.py": app}).notes() == [NO_SENTRY]
