"""A short look at a project in which nothing can tag: the same answer, from fewer files."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from replaytag.contract import DEFAULT_CONTRACT
from replaytag.project.glance import glance
from tests.project.looks import short_and_whole, workspace_of

FLASK = "import sentry_sdk\nfrom flask import Flask\n\nsentry_sdk.init()\n"
VIEW = '@{0}.get("/")\ndef index():\n    return ""\n'
PLUGINS = "from importlib.metadata import entry_points\n\nPLUGINS = entry_points(group='shop')\n"

# What the files say; where RT301 is reported; files that need not be parsed, "whole" if the short
# look cannot tell.
PROJECTS: dict[str, tuple[Mapping[str, str], list[str], list[str] | str]] = {
    "an app with a handler": ({"app.py": FLASK + "app = Flask('a')\n" + VIEW.format("app")}, ["app.py:5"], []),
    "an app without a handler": ({"app.py": FLASK + "app = Flask('a')\n"}, [], "whole"),
    "an app without Sentry": (
        {"app.py": "from flask import Flask\napp = Flask('a')\n" + VIEW.format("app"), "notes.py": "# sentry\n"},
        [],
        [],
    ),
    "no app at all": ({"lib.py": "import sentry_sdk\nsentry_sdk.init()\nimport flask\n"}, [], ["lib.py"]),
    "handlers beside their blueprint": (
        {
            "app.py": FLASK + "from one import one\nfrom two import two\n"
            "app = Flask('a')\napp.register_blueprint(one)\napp.register_blueprint(two)\n",
            "one.py": "from flask import Blueprint\none = Blueprint('one', __name__)\n" + VIEW.format("one"),
            "two.py": "from flask import Blueprint\ntwo = Blueprint('two', __name__)\n" + VIEW.format("two"),
            "rest.py": "from flask import request\n",
        },
        ["app.py:7"],
        ["rest.py"],
    ),
    "handlers in files that import their blueprint": (
        {
            "app.py": FLASK + "from api import api\nfrom api import cups, teas\napp = Flask('a')\napp.register_blueprint(api)\n",
            "api/__init__.py": "from flask import Blueprint\napi = Blueprint('api', __name__)\n",
            "api/cups.py": "from flask import g\nfrom api import api\n" + VIEW.format("api"),
            "api/teas.py": "from flask import g\nfrom api import api\n" + VIEW.format("api"),
        },
        ["app.py:7"],
        [],
    ),
    "a class of the project's own, under a name of its own": (
        {
            "web.py": "from flask import Flask as Base\n\nclass Site(Base):\n    pass\n",
            "names.py": "from web import Site as Shop\n",
            "app.py": "import sentry_sdk\nfrom names import Shop\nsentry_sdk.init()\nsite = Shop('a')\n" + VIEW.format("site"),
        },
        ["app.py:4"],
        [],
    ),
    "a class of another library": (
        {
            "app.py": "import sentry_sdk\nfrom fastapi_offline import FastAPIOffline\nsentry_sdk.init()\n"
            "app = FastAPIOffline()\n" + VIEW.format("app"),
        },
        ["app.py:4"],
        [],
    ),
    "a factory that is given its blueprints": (
        {
            "factory.py": FLASK + "def create_app(blueprints=None):\n    app = Flask('a')\n"
            "    for blueprint in blueprints:\n        app.register_blueprint(blueprint)\n    return app\n",
            "wsgi.py": "from factory import create_app\nfrom views import bp\napplication = create_app([bp])\n",
            "views.py": "from flask import Blueprint\nbp = Blueprint('b', __name__)\n" + VIEW.format("bp"),
        },
        ["factory.py:6"],
        [],
    ),
    "a factory behind a function that knows the blueprints": (
        {
            "factory.py": FLASK + "def create_app(blueprints=None):\n    app = Flask('a')\n"
            "    for blueprint in blueprints:\n        app.register_blueprint(blueprint)\n    return app\n",
            "shop.py": "from factory import create_app\nfrom views import bp\n\ndef shop(config):\n    print(config)\n"
            "    print(config)\n    return create_app([bp])\n",
            "views.py": "from flask import Blueprint\nbp = Blueprint('b', __name__)\n" + VIEW.format("bp"),
        },
        ["factory.py:6"],
        [],
    ),
    "blueprints that nobody knows": (
        {
            "app.py": FLASK + "from plugins import PLUGINS\napp = Flask('a')\n" + VIEW.format("app")
            + "for plugin in PLUGINS:\n    app.register_blueprint(plugin)\n",
            "plugins.py": PLUGINS,
        },
        [],
        [],
    ),
    "middleware that nobody knows, registered elsewhere": (
        {
            "app.py": "import sentry_sdk\nfrom fastapi import FastAPI\nsentry_sdk.init()\napp = FastAPI()\n" + VIEW.format("app"),
            "extend.py": "from app import app\nfrom fastapi import FastAPI\nfrom plugins import PLUGINS\n"
            "for plugin in PLUGINS:\n    app.add_middleware(plugin)\n",
            "plugins.py": PLUGINS,
        },
        [],
        [],
    ),
    "an unknown dependency of one router of two": (
        {
            "app.py": "import sentry_sdk\nfrom fastapi import FastAPI\nfrom one import one\nfrom two import two\n"
            "sentry_sdk.init()\napp = FastAPI()\napp.include_router(one)\napp.include_router(two)\n",
            "one.py": "from fastapi import APIRouter\none = APIRouter()\n" + VIEW.format("one"),
            "two.py": "from fastapi import APIRouter\ntwo = APIRouter()\n" + VIEW.format("two"),
            "rest.py": "import fastapi\n",
        },
        ["app.py:6"],
        ["rest.py"],
    ),
    "of two apps of a service the one that uses Sentry": (
        {
            "requirements.txt": "flask\nsentry-sdk\n",
            "one/main.py": "from flask import Flask\nimport one.errors\napp = Flask('a')\n" + VIEW.format("app"),
            "one/errors.py": "import sentry_sdk\nsentry_sdk.init()\n",
            "two/main.py": "from flask import Flask\napp = Flask('b')\n" + VIEW.format("app"),
        },
        ["one/main.py:3"],
        [],
    ),
    "services side by side": (
        {
            "one/requirements.txt": "flask\nsentry-sdk\n",
            "one/app.py": FLASK + "app = Flask('a')\n" + VIEW.format("app"),
            "two/requirements.txt": "flask\n",
            "two/app.py": "from flask import Flask\napp = Flask('b')\n" + VIEW.format("app"),
        },
        ["one/app.py:5"],
        [],
    ),
    "an import of the SDK alone": (
        {
            "app.py": "from flask import Flask\nimport errors\napp = Flask('a')\n" + VIEW.format("app"),
            "errors.py": "import sentry_sdk\n",
        },
        ["app.py:3"],
        [],
    ),
    "an app in tests": (
        {"lib.py": "import sentry_sdk\nsentry_sdk.init()\n", "tests/app.py": FLASK + "app = Flask('a')\n" + VIEW.format("app")},
        [],
        ["lib.py"],
    ),
    "Django: no view is looked at": (
        {
            "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n",
            "settings.py": "import sentry_sdk\nsentry_sdk.init()\nROOT_URLCONF = 'urls'\nMIDDLEWARE = ['django.a.B']\n",
            "urls.py": "from django.urls import path\nimport views\nurlpatterns = [path('', views.index)]\n",
            "views.py": "def index(request): ...\n",
        },
        ["settings.py:4"],
        ["urls.py", "views.py"],
    ),
    "Django: settings of which Sentry is in a part": (
        {
            "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.prod')\n",
            "conf/__init__.py": "",
            "conf/base.py": "ROOT_URLCONF = 'urls'\nINSTALLED_APPS = []\nMIDDLEWARE = ['django.a.B']\n",
            "conf/prod.py": "from .base import *\nimport sentry_sdk\nsentry_sdk.init()\n",
            "urls.py": "from django.urls import path\nurlpatterns = []\n",
        },
        ["conf/base.py:3"],
        ["urls.py"],
    ),
    "Django: a manage.py in a package": (
        {
            "web/__init__.py": "",
            "web/manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
            "web/shop/__init__.py": "",
            "web/shop/settings/__init__.py": "from shop.settings.base import *\n",
            "web/shop/settings/base.py": "import sentry_sdk\nsentry_sdk.init()\nROOT_URLCONF = 'shop.urls'\n"
            "MIDDLEWARE = ['django.a.B']\n",
            "web/shop/urls.py": "from django.urls import path\nurlpatterns = []\n",
        },
        ["web/shop/settings/base.py:4"],
        ["web/shop/urls.py"],
    ),
    "Django: middleware that nobody knows": (
        {
            "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n",
            "settings.py": "import os, sentry_sdk\nsentry_sdk.init()\nROOT_URLCONF = 'urls'\n"
            "MIDDLEWARE = ['django.a.B'] + os.environ['MORE'].split(',')\n",
            "urls.py": "from django.urls import path\nurlpatterns = []\n",
        },
        [],
        ["urls.py"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "reported", "unparsed"), PROJECTS.values(), ids=PROJECTS)
def test_a_glance_tells_what_the_whole_project_does(
    files: Mapping[str, str], reported: list[str], unparsed: list[str] | str
) -> None:
    short, whole = short_and_whole(files, contract=False)

    found = [f"{d.place.path}:{d.place.span.line}" for d in short.diagnostics]
    assert found == reported
    assert short.everything == whole.everything
    assert short.notes == whole.notes
    seen = glance(workspace_of(files), DEFAULT_CONTRACT)
    assert seen is None if unparsed == "whole" else seen is not None
    if seen is not None:
        assert not seen.parsed.keys() & set(unparsed)
