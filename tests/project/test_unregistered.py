"""Taggers that nothing hooks up, and code that only looks like one."""

from __future__ import annotations

import pytest

from tests.linked import linked

APP = (
    "import sentry_sdk\nfrom flask import Flask, request\nsentry_sdk.init()\napp = Flask('a')\n"
    "@app.get('/')\ndef view():\n    return ''\n"
)
TAG = (
    "def tag():\n    if token := request.headers.get('X-OpenReplay-SessionToken'):\n"
    "        sentry_sdk.set_tag('openReplaySessionToken', token)\n"
)
HOOKS = f"import sentry_sdk\nfrom flask import request\n{TAG}"

PROJECTS: dict[str, tuple[dict[str, str], list[str]]] = {
    "never mentioned": ({"app.py": APP + TAG}, ["tag"]),
    "in another module": ({"app.py": APP, "hooks.py": HOOKS}, ["tag"]),
    "imported, re-exported and never used": (
        {
            "app.py": "from hooks import (\n    tag,\n)\n" + APP,
            "hooks/__init__.py": "from hooks.replay import tag\n\n__all__ = [\n    'tag',\n]\n",
            "hooks/replay.py": HOOKS,
        },
        ["tag"],
    ),
    "called by a middleware that is not registered either": (
        {
            "app.py": APP,
            "hooks.py": HOOKS + "class Replay:\n    def __call__(self, environ, start):\n        tag()\n",
        },
        ["Replay"],
    ),
    "a comment and a test mention it": (
        {"app.py": APP + TAG + "# tag comes later\n", "tests/test_app.py": "from app import tag\ntag()\n"},
        ["tag"],
    ),
    "a method of a class": (
        {
            "app.py": APP + "class Replay:\n    def process(self):\n"
            "        token = request.headers.get('X-OpenReplay-SessionToken')\n"
            "        sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        },
        ["Replay"],
    ),
    # Silent.
    "registered": ({"app.py": APP + TAG + "app.before_request(tag)\n"}, []),
    "called by a hook": (
        {"app.py": APP + TAG + "@app.before_request\ndef hook():\n    tag()\n"}, [],
    ),
    "named in a settings string": (
        {"app.py": APP, "hooks.py": HOOKS, "settings.py": "HOOKS = ['hooks.tag']\n"}, [],
    ),
    "named in the project's configuration": (
        {"app.py": APP, "hooks.py": HOOKS, "pyproject.toml": "[tool.x]\nhook = 'hooks:tag'\n"}, [],
    ),
    "handed to something unknown": (
        {"app.py": APP + TAG + "import magic\nmagic.install(tag)\n"}, [],
    ),
    "decorated by something unknown": (
        {"app.py": APP + "import magic\n@magic.hook\n" + TAG}, [],
    ),
    "tags from another header": (
        {"app.py": APP + TAG.replace("X-OpenReplay-SessionToken", "X-Other")}, [],
    ),
    "tags something else": (
        {"app.py": APP + TAG.replace("openReplaySessionToken", "tenant")}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), PROJECTS.values(), ids=list(PROJECTS))
def test_unregistered(files: dict[str, str], expected: list[str]) -> None:
    assert [tagger.target.name for tagger in linked(files).unregistered] == expected
