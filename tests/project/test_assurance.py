"""A short look at a project that names the contract: all of it is tagged, or more has to be seen."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.project.assurance import assure
from tests.project.looks import short_and_whole, workspace_of
from tests.project.test_glance import PLUGINS, VIEW

HEADER, TAG = "X-OpenReplay-SessionToken", "openReplaySessionToken"
FLASK = "import sentry_sdk\nfrom flask import Flask, request\n\nsentry_sdk.init()\n"
HOOK = (
    "def tag_session():\n"
    f"    if token := request.headers.get('{HEADER}'):\n"
    f"        sentry_sdk.set_tag('{TAG}', token)\n"
)
APP = FLASK + "app = Flask('a')\n"
TAGGED = APP + "@app.before_request\n" + HOOK
VIEWS = {"views.py": "from app import app\nfrom flask import g\n" + VIEW.format("app")}
CONTEXT = "from flask import request\nimport sentry_sdk\n"

# What the files say; the codes reported; files that need not be parsed, "whole" if the short look
# cannot be sure.
PROJECTS: dict[str, tuple[Mapping[str, str], list[str], list[str] | str]] = {
    "a hook of the app": ({"app.py": TAGGED, **VIEWS}, [], ["views.py"]),
    "a hook in a file of its own": (
        {
            "app.py": APP + "from hooks import tag_session\napp.before_request(tag_session)\n",
            "hooks.py": CONTEXT + HOOK,
            **VIEWS,
        },
        [],
        ["views.py"],
    ),
    "names of the contract in a file of their own": (
        {
            "names.py": f"HEADER = '{HEADER}'\nclass Tags:\n    REPLAY = '{TAG}'\n",
            "hooks.py": CONTEXT + "from names import HEADER, Tags\n"
            + HOOK.replace(f"'{HEADER}'", "HEADER").replace(f"'{TAG}'", "Tags.REPLAY"),
            "setup_app.py": "from hooks import tag_session\ndef install(app):\n    app.before_request(tag_session)\n",
            "app.py": APP + "from setup_app import install\ninstall(app)\n",
            **VIEWS,
        },
        [],
        ["views.py"],
    ),
    "Django": (
        {
            "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n",
            "settings.py": "import sentry_sdk\nsentry_sdk.init()\nROOT_URLCONF = 'urls'\n"
            "MIDDLEWARE = ['openreplay_sentry.OpenReplaySentryMiddleware', 'django.a.B']\n",
            "openreplay_sentry.py": "import sentry_sdk\nclass OpenReplaySentryMiddleware:\n"
            "    def __init__(self, get_response):\n        self.get_response = get_response\n"
            "    def __call__(self, request):\n"
            f"        if token := request.headers.get('{HEADER}'):\n            sentry_sdk.set_tag('{TAG}', token)\n"
            "        return self.get_response(request)\n",
            "urls.py": "from django.urls import path\nimport views\nurlpatterns = [path('', views.index)]\n",
            "views.py": "def index(request): ...\n",
        },
        [],
        ["urls.py", "views.py"],
    ),
    "beside an app that does not use Sentry": (
        {
            "one/requirements.txt": "flask\nsentry-sdk\n",
            "one/app.py": TAGGED + VIEW.format("app"),
            "two/requirements.txt": "flask\n",
            "two/app.py": "from flask import Flask\napp = Flask('b')\n" + VIEW.format("app"),
            "two/views.py": "from flask import g\n",
        },
        [],
        ["two/views.py"],
    ),
    "beside an app that uses Sentry and has no tagger": (
        {
            "one/requirements.txt": "flask\nsentry-sdk\n",
            "one/app.py": TAGGED + VIEW.format("app"),
            "two/requirements.txt": "flask\nsentry-sdk\n",
            "two/app.py": "from flask import Flask\nimport errors\napp = Flask('b')\n" + VIEW.format("app"),
            "two/errors.py": "import sentry_sdk\nsentry_sdk.init()\n",
        },
        ["RT301"],
        "whole",
    ),
    "a hook of one blueprint of two": (
        {
            "app.py": APP + "from flask import Blueprint\none = Blueprint('one', __name__)\n"
            "two = Blueprint('two', __name__)\napp.register_blueprint(one)\napp.register_blueprint(two)\n"
            "@one.before_request\n" + HOOK + VIEW.format("one") + VIEW.format("two").replace("index", "other"),
        },
        ["RT302"],
        "whole",
    ),
    "a hook that nothing registers": ({"app.py": APP + HOOK + VIEW.format("app")}, ["RT303"], "whole"),
    "a second hook that nothing registers": (
        {"app.py": TAGGED + VIEW.format("app"), "old.py": CONTEXT + HOOK.replace("tag_session", "tag_replay")},
        ["RT303"],
        [],
    ),
    "a misspelt tag besides, by a name from elsewhere": (
        {
            "app.py": TAGGED + VIEW.format("app"),
            "names.py": "REPLAY = 'openreplaySessionToken'\n",
            "tasks.py": "import sentry_sdk\nfrom names import REPLAY\nsentry_sdk.set_tag(REPLAY, 'x')\n",
        },
        ["RT101", "RT402"],
        [],
    ),
    "a misspelt tag besides, bound with another name": (
        {
            "app.py": TAGGED + VIEW.format("app"),
            "names.py": f"HEADER, REPLAY = '{HEADER}', 'openreplaySessionToken'\n",
            "tasks.py": "import sentry_sdk\nfrom names import REPLAY\nsentry_sdk.set_tag(REPLAY, 'x')\n",
        },
        ["RT101", "RT402"],
        [],
    ),
    "a misspelt tag besides, put into a mapping": (
        {
            "app.py": TAGGED + VIEW.format("app"),
            "names.py": "NAMES = {}\nNAMES['replay'] = 'openreplaySessionToken'\n",
            "tasks.py": "import sentry_sdk\nfrom names import NAMES\nsentry_sdk.set_tag(NAMES['replay'], 'x')\n",
        },
        ["RT101", "RT402"],
        [],
    ),
    "a header that never matches besides, by a name from elsewhere": (
        {
            "app.py": TAGGED + VIEW.format("app"),
            "names.py": f"HEADER = '{HEADER}'\n",
            "views.py": "from flask import request\nfrom names import HEADER\nfrom app import app\n"
            "@app.route('/x')\ndef x():\n    return request.environ.get(HEADER)\n",
        },
        ["RT103"],
        [],
    ),
    "a dependency, which does not run for what is mounted": (
        {
            "app.py": "import sentry_sdk\nfrom fastapi import Depends, FastAPI, Request\nsentry_sdk.init()\n"
            + HOOK.replace("tag_session()", "tag_session(request: Request)")
            + "app = FastAPI(dependencies=[Depends(tag_session)])\n"
            + VIEW.format("app"),
        },
        [],
        "whole",
    ),
    "middleware that nobody knows": (
        {
            "app.py": "import sentry_sdk\nfrom fastapi import FastAPI\nfrom plugins import PLUGINS\nsentry_sdk.init()\n"
            "app = FastAPI()\nfor plugin in PLUGINS:\n    app.add_middleware(plugin)\n" + VIEW.format("app"),
            "plugins.py": PLUGINS + f"HEADER = '{HEADER}'\n",
        },
        [],
        "whole",
    ),
    "before_send": (
        {
            "app.py": APP.replace("init()", "init(before_send=tag)").replace(
                "sentry_sdk.init",
                "def tag(event, hint):\n"
                f"    if token := request.headers.get('{HEADER}'):\n"
                f"        event.setdefault('tags', {{}})['{TAG}'] = token\n    return event\n\nsentry_sdk.init",
            )
            + VIEW.format("app"),
        },
        [],
        [],
    ),
    "no app": ({"names.py": f"import sentry_sdk\nHEADER = '{HEADER}'\n"}, [], "whole"),
    "no Sentry": (
        {"app.py": "from flask import Flask, request\napp = Flask('a')\n@app.before_request\n" + HOOK + VIEW.format("app")},
        [],
        "whole",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "codes", "unparsed"), PROJECTS.values(), ids=PROJECTS)
def test_whoever_is_sure_is_right(
    files: Mapping[str, str], codes: list[str], unparsed: list[str] | str
) -> None:
    short, whole = short_and_whole(files, contract=True)

    assert [diagnostic.code for diagnostic in short.diagnostics] == codes
    assert short.everything == whole.everything
    assert short.notes == whole.notes
    seen = assure(workspace_of(files), DEFAULT_CONTRACT)
    assert seen is None if unparsed == "whole" else seen is not None
    if seen is not None:
        assert not seen.parsed.keys() & set(unparsed)
