"""RT305 in every framework: who runs before whom, and what is put first."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.effort import Effort
from replaytag.linter.session import Session
from replaytag.workspace import discover
from tests.expectations import expected_diagnostics, found_diagnostics, rows
from tests.projects import without_expectations
from tests.trees import plant

READ = 'request.headers.get("X-OpenReplay-SessionToken")'
TAG = f"if token := {READ}:\n        sentry_sdk.set_tag('openReplaySessionToken', token)"
FLASK = f"""\
import sentry_sdk
from flask import Blueprint, Flask, abort, g, request
from shop import find_user
sentry_sdk.init()
app = Flask(__name__)
shop = Blueprint("shop", __name__)
def tag():
    {TAG}
def load():
    g.user = find_user(request.headers)
def free(*_):
    g.user = request.headers.get("Authorization")
@shop.get("/")
def index():
    return "hello"
app.register_blueprint(shop)
"""
AIOHTTP = f"""\
import sentry_sdk
from aiohttp import web
from shop import find_user
sentry_sdk.init()
@web.middleware
async def tag(request, handler):
    {TAG}
    return await handler(request)
@web.middleware
async def load(request, handler):
    request["user"] = await find_user(request)
    return await handler(request)
async def index(request):
    return web.Response()
"""
FALCON = """\
import falcon
import sentry_sdk
from shop import find_user
sentry_sdk.init()
class Tag:
    def process_request(self, req, resp):
        if token := req.get_header("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)
class Load:
    def process_request(self, req, resp):
        req.context.user = find_user(req)
class Count:
    def process_response(self, req, resp, resource, req_succeeded):
        find_user(req)
class Index:
    def on_get(self, req, resp): ...
"""
FASTAPI = f"""\
import sentry_sdk
from fastapi import FastAPI
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.cors import CORSMiddleware
from shop import find_user
sentry_sdk.init()
app = FastAPI()
@app.get("/")
async def index(): ...
async def tag(request, call_next):
    {TAG}
    return await call_next(request)
async def load(request, call_next):
    request.state.user = await find_user(request)
    return await call_next(request)
"""
SANIC = f"""\
import sentry_sdk
from sanic import Sanic, text
from shop import find_user
sentry_sdk.init()
app = Sanic("shop")
@app.get("/")
async def index(request):
    return text("hello")
async def tag(request):
    {TAG}
async def load(request):
    request.ctx.user = await find_user(request)
"""
EXPECT = "  # expect: RT305"

# What is defined, and what registers it, with what is expected.
CASES = {
    "flask": (FLASK, f"app.before_request(load)\napp.before_request(tag){EXPECT}\n"),
    "flask, in time": (FLASK, "app.before_request(tag)\napp.before_request(load)\n"),
    "flask, it cannot fail": (FLASK, "app.before_request(free)\napp.before_request(tag)\n"),
    "flask, it only keeps what it is handed": (
        FLASK,
        "from shop import context\n@app.before_request\ndef other():\n"
        "    context.set_request(request)\napp.before_request(tag)\n",
    ),
    "flask, two of them": (
        FLASK,
        "@app.before_request\ndef other():\n    open('x')\n"
        f"app.before_request(load)\napp.before_request(tag){EXPECT}\n",
    ),
    "flask, what fails is handled": (
        FLASK,
        "@app.before_request\ndef other():\n    try:\n        find_user(request)\n"
        "    except Exception:\n        abort(401)\napp.before_request(tag)\n",
    ),
    "flask, only some of it is": (
        FLASK,
        "@app.before_request\ndef other():\n    try:\n        find_user(request)\n"
        f"    except KeyError:\n        abort(401)\napp.before_request(tag){EXPECT}\n",
    ),
    "flask, a handler of it that fails": (
        FLASK,
        "@app.before_request\ndef other():\n    try:\n        g.get('x')\n"
        f"    except Exception:\n        find_user(1)\napp.before_request(tag){EXPECT}\n",
    ),
    "flask, a function inside": (
        FLASK,
        "@app.before_request\ndef other():\n    def later():\n        find_user(request)\n"
        "    g.later = later\napp.before_request(tag)\n",
    ),
    "flask, of a blueprint": (
        FLASK,
        f"shop.before_request(tag){EXPECT}\napp.before_request(load)\n",
    ),
    "flask, another one of a blueprint": (
        FLASK,
        "shop.before_request(load)\napp.before_request(tag)\n",
    ),
    "flask, another hook that tags is first": (
        FLASK,
        "app.before_request(tag)\napp.before_request(load)\n"
        "@app.before_request\ndef again():\n    tag()\n",
    ),
    "flask, a hook of the server tags": (
        FLASK,
        "def outer(inner):\n    def call(environ, start):\n"
        "        if token := environ.get('HTTP_X_OPENREPLAY_SESSIONTOKEN'):\n"
        "            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        "        return inner(environ, start)\n    return call\n"
        "app.wsgi_app = outer(app.wsgi_app)\n"
        "app.before_request(load)\napp.before_request(tag)\n",
    ),
    "flask, in different functions": (
        FLASK,
        "def first():\n    app.before_request(load)\n"
        "def second():\n    app.before_request(tag)\nsecond()\nfirst()\n",
    ),
    "flask, in one function": (
        FLASK,
        "def setup(target):\n    target.before_request(load)\n"
        f"    target.before_request(tag){EXPECT}\nsetup(app)\n",
    ),
    "flask, in a loop": (
        FLASK,
        "for hook in (load, tag):\n    app.before_request(hook)\n",
    ),
    "flask, values of the address": (
        FLASK,
        f"app.before_request(tag){EXPECT}\n"
        "@app.url_value_preprocessor\ndef other(endpoint, values):\n    find_user(values)\n",
    ),
    "flask, late": (FLASK, "app.after_request(load)\napp.before_request(tag)\n"),
    "aiohttp": (
        AIOHTTP,
        f"app = web.Application(middlewares=[\n    load,\n    tag,{EXPECT}\n])\n"
        "app.router.add_get('/', index)\n",
    ),
    "aiohttp, in time": (
        AIOHTTP,
        "app = web.Application(middlewares=[tag, load])\napp.router.add_get('/', index)\n",
    ),
    "aiohttp, appended": (
        AIOHTTP,
        "app = web.Application()\napp.router.add_get('/', index)\n"
        f"app.middlewares.append(load)\napp.middlewares.append(tag){EXPECT}\n",
    ),
    "aiohttp, inserted": (
        AIOHTTP,
        "app = web.Application(middlewares=[load])\napp.router.add_get('/', index)\n"
        "app.middlewares.insert(0, tag)\n",
    ),
    "falcon": (
        FALCON,
        f"app = falcon.App(middleware=[\n    Load(),\n    Tag(),{EXPECT}\n])\n"
        "app.add_route('/', Index())\n",
    ),
    "falcon, added": (
        FALCON,
        "app = falcon.App()\napp.add_route('/', Index())\n"
        f"app.add_middleware(Load())\napp.add_middleware(Tag()){EXPECT}\n",
    ),
    "falcon, it runs with the response": (
        FALCON,
        "app = falcon.App(middleware=[Count(), Tag()])\napp.add_route('/', Index())\n",
    ),
    "fastapi, the last runs first": (
        FASTAPI,
        f"app.middleware('http')(tag){EXPECT}\napp.middleware('http')(load)\n",
    ),
    "fastapi, in time": (FASTAPI, "app.middleware('http')(load)\napp.middleware('http')(tag)\n"),
    "fastapi, another form": (
        FASTAPI,
        f"app.add_middleware(BaseHTTPMiddleware, dispatch=tag){EXPECT}\n"
        "app.add_middleware(BaseHTTPMiddleware, dispatch=load)\n",
    ),
    "fastapi, a library's": (
        FASTAPI,
        "app.middleware('http')(tag)\napp.add_middleware(CORSMiddleware, allow_origins=['*'])\n",
    ),
    "sanic": (SANIC, f"app.on_request(load)\napp.on_request(tag){EXPECT}\n"),
    "sanic, by priority": (
        SANIC,
        "app.on_request(load)\napp.on_request(tag, priority=99)\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_where_it_is_reported(name: str, tmp_path: Path) -> None:
    text = "".join(CASES[name])
    root = plant(tmp_path, {"app.py": without_expectations(text)})

    (analysis,) = Session(discover([root], select=["RT305"])).analyses

    expected = expected_diagnostics({"app.py": text})
    assert rows(found_diagnostics(analysis.diagnostics)) == rows(expected)
    plain = Session(discover([root], select=["RT305"]), effort=Effort(plain=True))
    assert [one.diagnostics for one in plain.analyses] == [analysis.diagnostics]


def test_hooks_that_are_registered_elsewhere_are_left_alone(tmp_path: Path) -> None:
    """What is imported first decides, and nobody says what that is."""
    files = {
        "app.py": FLASK + "import users\napp.before_request(tag)\n",
        "users.py": "from app import app, load\napp.before_request(load)\n",
    }
    (analysis,) = Session(discover([plant(tmp_path, files)], select=["RT305"])).analyses

    assert not analysis.diagnostics


# Registrations, and as a fix leaves them; None where it changes nothing.
FIXES = {
    "a call": (
        FLASK,
        "app.before_request(load)\napp.before_request(tag)\n",
        "app.before_request(tag)\napp.before_request(load)\n",
    ),
    "before several": (
        FLASK,
        "app.before_request(load)\napp.before_request(lambda: open('x'))\napp.before_request(tag)\n",
        "app.before_request(tag)\napp.before_request(load)\napp.before_request(lambda: open('x'))\n",
    ),
    "the others are moved where the last runs first": (
        FASTAPI,
        "app.middleware('http')(tag)\nx = 1\napp.middleware('http')(load)\n",
        "app.middleware('http')(load)\napp.middleware('http')(tag)\nx = 1\n",
    ),
    "not above what it needs": (
        FLASK,
        "app.before_request(load)\nfrom replay import other as again\n"
        "again = tag\napp.before_request(again)\n",
        None,
    ),
    "a list": (
        AIOHTTP,
        "app = web.Application(middlewares=[load, web.normalize_path_middleware(), tag])\n"
        "app.router.add_get('/', index)\n",
        "app = web.Application(middlewares=[tag, load, web.normalize_path_middleware()])\n"
        "app.router.add_get('/', index)\n",
    ),
    "not where a list is unpacked into it": (
        AIOHTTP,
        "app = web.Application(middlewares=[*[load], tag])\napp.router.add_get('/', index)\n",
        None,
    ),
    "objects": (
        FALCON,
        "app = falcon.App(middleware=(Load(), Tag()))\napp.add_route('/', Index())\n",
        "app = falcon.App(middleware=(Tag(), Load()))\napp.add_route('/', Index())\n",
    ),
}


@pytest.mark.parametrize("name", FIXES)
def test_fixes(name: str, tmp_path: Path) -> None:
    head, before, after = FIXES[name]
    root = plant(tmp_path, {"app.py": head + before})

    Session(discover([root], select=["RT305"]), fixing=True, unsafe=True).write()

    assert (root / "app.py").read_text() == head + (after if after is not None else before)


DJANGO = {
    "urls.py": "from django.urls import path\nimport views\nurlpatterns = [path('', views.index)]\n",
    "views.py": "def index(request): ...\n",
    "users.py": (
        "from shop import find\nclass Load:\n    def __init__(self, get_response):\n"
        "        self.get_response = get_response\n    def __call__(self, request):\n"
        "        request.user = find(request)\n        return self.get_response(request)\n"
    ),
    "replay.py": (
        "import sentry_sdk\nsentry_sdk.init()\nclass Tag:\n"
        "    def __init__(self, get_response):\n        self.get_response = get_response\n"
        f"    def __call__(self, request):\n        token = {READ}\n        if token:\n"
        "            sentry_sdk.set_tag('openReplaySessionToken', token)\n"
        "        return self.get_response(request)\n"
    ),
}
SETTINGS = "ROOT_URLCONF = 'urls'\nINSTALLED_APPS = []\nMIDDLEWARE = "

# The list of middleware, the line that is reported, and the list as a fix leaves it.
LISTS = {
    "comments keep their lines": (
        "[\n    'django.middleware.common.CommonMiddleware',\n"
        "    'users.Load',  # a comment\n    'replay.Tag',\n]\n",
        6,
        "[\n    'django.middleware.common.CommonMiddleware',\n"
        "    'replay.Tag',  # a comment\n    'users.Load',\n]\n",
    ),
    "a tuple": ("('users.Load', 'replay.Tag')\n", 3, "('replay.Tag', 'users.Load')\n"),
    "added to": (
        "['users.Load', 'replay.Tag']\nMIDDLEWARE += ['x.Y']\n",
        3,
        "['replay.Tag', 'users.Load']\nMIDDLEWARE += ['x.Y']\n",
    ),
    "longer in some cases": (
        "['users.Load', 'replay.Tag']\nif DEBUG:\n    MIDDLEWARE.append('x.Y')\n",
        3,
        "['replay.Tag', 'users.Load']\nif DEBUG:\n    MIDDLEWARE.append('x.Y')\n",
    ),
    "put in front of": (
        "['users.Load', 'replay.Tag']\nif DEBUG:\n    MIDDLEWARE.insert(0, 'x.Y')\n",
        3,
        None,
    ),
    "put in front of it": ("['users.Load']\nMIDDLEWARE.insert(0, 'replay.Tag')\n", None, None),
    "put together": ("['users.Load'] + ['replay.Tag']\n", 3, None),
    "in time": ("['replay.Tag', 'users.Load']\n", None, None),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_django(name: str, tmp_path: Path) -> None:
    listed, line, after = LISTS[name]
    root = plant(tmp_path, {**DJANGO, "settings.py": SETTINGS + listed})
    (analysis,) = Session(discover([root], select=["RT305"])).analyses

    expected = [f"settings.py:{line}: RT305"] if line else []
    assert rows(found_diagnostics(analysis.diagnostics)) == expected

    Session(discover([root], select=["RT305"]), fixing=True, unsafe=True).write()

    assert (root / "settings.py").read_text() == SETTINGS + (after or listed)
