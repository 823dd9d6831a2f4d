"""Django: where the middleware is written, and which list it is put into."""

from __future__ import annotations

import pytest

from replaytag.actions import CreateFile, InsertElement
from replaytag.contract import Contract
from replaytag.frameworks.records import Recipe
from replaytag.project import Project
from tests.frameworks.django_projects import django_project

URLS = """\
from django.urls import path
def a(request): pass
urlpatterns = [path("a/", a)]
"""


def settings(middleware: str = "MIDDLEWARE = ['x.A']", urls: str = "urls") -> str:
    return f"INSTALLED_APPS = []\nROOT_URLCONF = {urls!r}\n{middleware}\n"


def manage(module: str) -> str:
    return f"import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', {module!r})\n"


def recipe(project: Project) -> Recipe:
    app = project.apps.served()[0].app
    return project.frameworks["django"].recipe(project.ev, app, project.contract)


def inserted(project: Project, found: Recipe) -> list[tuple[str, str, str]]:
    """What is put first into which display: the file, the display's text, the new element."""
    rows = []
    for action in found.actions:
        if isinstance(action, InsertElement):
            assert action.index == 0
            lines = project.workspace.read(action.path).decode().splitlines()
            span = action.span
            assert span.line == span.end_line
            text = lines[span.line - 1][span.column - 1 : span.end_column - 1]
            rows.append((action.path, text, action.code.strip('"')))
    return rows


def created(found: Recipe) -> list[str]:
    return [action.path for action in found.actions if isinstance(action, CreateFile)]


CLASS = "OpenReplaySentryMiddleware"

# The files; the new module; the display to change, and the new element.
PLACES: dict[str, tuple[dict[str, str], str, list[tuple[str, str, str]]]] = {
    "top-level settings": (
        {"settings.py": settings()},
        "openreplay_sentry.py",
        [("settings.py", "['x.A']", f"openreplay_sentry.{CLASS}")],
    ),
    "in the project's package": (
        {"site/__init__.py": "", "site/settings.py": settings()},
        "site/openreplay_sentry.py",
        [("site/settings.py", "['x.A']", f"site.openreplay_sentry.{CLASS}")],
    ),
    "in a package of settings": (
        {
            "conf/__init__.py": "",
            "conf/settings/__init__.py": "",
            "conf/settings/base.py": settings("MIDDLEWARE = ('x.A',)"),
            "conf/settings/live.py": "from .base import *\nMIDDLEWARE += ('x.B',)\n",
            "manage.py": manage("conf.settings.live"),
        },
        "conf/openreplay_sentry.py",
        [("conf/settings/base.py", "('x.A',)", f"conf.openreplay_sentry.{CLASS}")],
    ),
    "in a package of settings at the top": (
        {
            "settings/__init__.py": "from settings.common import *\n",
            "settings/common.py": settings(),
            "manage.py": manage("settings"),
        },
        "openreplay_sentry.py",
        [("settings/common.py", "['x.A']", f"openreplay_sentry.{CLASS}")],
    ),
    "the settings are a package": (
        {"site/__init__.py": "", "site/settings/__init__.py": settings()},
        "site/openreplay_sentry.py",
        [("site/settings/__init__.py", "['x.A']", f"site.openreplay_sentry.{CLASS}")],
    ),
    "in parts of parts": (
        {
            "site/__init__.py": "",
            "site/settings/__init__.py": "from .parts.web import *\nfrom .parts.apps import *\n",
            "site/settings/parts/__init__.py": "",
            "site/settings/parts/web.py": "MIDDLEWARE = ['x.A']\nROOT_URLCONF = 'urls'\n",
            "site/settings/parts/apps.py": "INSTALLED_APPS = []\n",
            "manage.py": manage("site.settings"),
        },
        "site/openreplay_sentry.py",
        [("site/settings/parts/web.py", "['x.A']", f"site.openreplay_sentry.{CLASS}")],
    ),
    "beside settings of other names": (
        {
            "site/__init__.py": "",
            "site/base.py": settings(),
            "site/live.py": "from .base import *\n",
            "site/wsgi.py": manage("site.live"),
        },
        "site/openreplay_sentry.py",
        [("site/base.py", "['x.A']", f"site.openreplay_sentry.{CLASS}")],
    ),
    "a folder without __init__": (
        {"conf/settings.py": settings(), "manage.py": manage("conf.settings")},
        "conf/openreplay_sentry.py",
        [("conf/settings.py", "['x.A']", f"conf.openreplay_sentry.{CLASS}")],
    ),
    "a service of a larger repository": (
        {
            "services/__init__.py": "",
            "services/shop/manage.py": manage("conf.settings"),
            "services/shop/conf/__init__.py": "",
            "services/shop/conf/settings.py": settings(),
        },
        "services/shop/conf/openreplay_sentry.py",
        [("services/shop/conf/settings.py", "['x.A']", f"conf.openreplay_sentry.{CLASS}")],
    ),
    "src layout": (
        {"src/shop/__init__.py": "", "src/shop/settings.py": settings()},
        "src/shop/openreplay_sentry.py",
        [("src/shop/settings.py", "['x.A']", f"shop.openreplay_sentry.{CLASS}")],
    ),
    "the first of several displays": (
        {"settings.py": settings("OWN = ['x.B']\nMIDDLEWARE = ['x.A'] + OWN")},
        "openreplay_sentry.py",
        [("settings.py", "['x.A']", f"openreplay_sentry.{CLASS}")],
    ),
    "a display under another name": (
        {"settings.py": settings("FIRST = ('x.A',)\nOWN = ('x.B',)\nMIDDLEWARE = FIRST + OWN")},
        "openreplay_sentry.py",
        [("settings.py", "('x.A',)", f"openreplay_sentry.{CLASS}")],
    ),
    "not a display that strangers use": (
        {
            "common.py": "COMMON = ['x.A']\n",
            "settings.py": "from common import COMMON\n"
            + settings("MIDDLEWARE = COMMON + ['x.B']"),
        },
        "openreplay_sentry.py",
        [("settings.py", "['x.B']", f"openreplay_sentry.{CLASS}")],
    ),
    "not a display that is only sometimes there": (
        {
            "settings.py": "import os\n"
            + settings(
                "MIDDLEWARE = ['x.A']\nif os.environ.get('B'):\n    MIDDLEWARE = ['x.B'] + MIDDLEWARE"
            )
        },
        "openreplay_sentry.py",
        [("settings.py", "['x.A']", f"openreplay_sentry.{CLASS}")],
    ),
    "an empty list that grows": (
        {"settings.py": settings("MIDDLEWARE = []\nMIDDLEWARE.append('x.A')")},
        "openreplay_sentry.py",
        [("settings.py", "[]", f"openreplay_sentry.{CLASS}")],
    ),
    "settings that share nothing": (
        {
            "conf/__init__.py": "",
            "conf/dev.py": settings("MIDDLEWARE = ['x.D']"),
            "conf/live.py": settings("MIDDLEWARE = ['x.L']"),
            "urls.py": URLS,
            "wsgi.py": manage("conf.live"),
        },
        "openreplay_sentry.py",
        [
            ("conf/live.py", "['x.L']", f"openreplay_sentry.{CLASS}"),
            ("conf/dev.py", "['x.D']", f"openreplay_sentry.{CLASS}"),
        ],
    ),
    "a class of settings": (
        {
            "site/__init__.py": "",
            "site/settings.py": "from configurations import Configuration\n"
            "class Base(Configuration):\n    ROOT_URLCONF = 'urls'\n    MIDDLEWARE = ['x.A']\n",
        },
        "site/openreplay_sentry.py",
        [("site/settings.py", "['x.A']", f"site.openreplay_sentry.{CLASS}")],
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_places(name: str) -> None:
    files, module, displays = PLACES[name]
    project = django_project({"urls.py": URLS, **files})
    found = recipe(project)
    assert (created(found), inserted(project, found)) == ([module], displays)


# Further files, and whether the middleware is made for asynchronous serving.
SERVERS: dict[str, tuple[dict[str, str], bool]] = {
    "nothing is known": ({}, False),
    "wsgi.py": (
        {"wsgi.py": manage("settings") + "from django.core.wsgi import get_wsgi_application\n"
         "application = get_wsgi_application()\n"},
        False,
    ),
    "asgi.py alone": (
        {"asgi.py": manage("settings") + "from django.core.asgi import get_asgi_application\n"
         "application = get_asgi_application()\n"},
        True,
    ),
    "both": (
        {
            "wsgi.py": manage("settings") + "from django.core.wsgi import get_wsgi_application\n"
            "application = get_wsgi_application()\n",
            "asgi.py": manage("settings") + "from django.core.asgi import get_asgi_application\n"
            "application = get_asgi_application()\n",
        },
        False,
    ),
    "ASGI_APPLICATION": (
        {"settings.py": settings("MIDDLEWARE = []\nASGI_APPLICATION = 'asgi.application'")},
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVERS)
def test_servers(name: str) -> None:
    files, asynchronous = SERVERS[name]
    found = recipe(django_project({"settings.py": settings(), "urls.py": URLS, **files}))
    [code] = [action.code for action in found.actions if isinstance(action, CreateFile)]
    assert ("markcoroutinefunction(self)" in code) is asynchronous
    compile(code, "openreplay_sentry.py", "exec")


def test_names_of_the_contract() -> None:
    project = django_project({"settings.py": settings(), "urls.py": URLS})
    app = project.apps.served()[0].app
    contract = Contract(header="X-Replay", tag="replay")
    found = project.frameworks["django"].recipe(project.ev, app, contract)
    assert 'request.headers.get("X-Replay")' in found.snippet
    assert 'sentry_sdk.set_tag("replay", token)' in found.snippet


def test_the_class_is_there_already() -> None:
    there = {"openreplay_sentry.py": f"class {CLASS}:\n    pass\n"}
    project = django_project({"settings.py": settings(), "urls.py": URLS, **there})
    found = recipe(project)
    assert created(found) == []
    assert inserted(project, found) == [("settings.py", "['x.A']", f"openreplay_sentry.{CLASS}")]


REFUSALS: dict[str, tuple[dict[str, str], str]] = {
    "the file is there with other code": (
        {"settings.py": settings(), "openreplay_sentry.py": "x = 1\n"},
        "there is a `openreplay_sentry.py` with other code",
    ),
    "no display": (
        {"settings.py": "import os\n" + settings("MIDDLEWARE = os.environ['M'].split()")},
        "`MIDDLEWARE` is not written as a list or tuple anywhere",
    ),
    "no MIDDLEWARE": (
        {"settings.py": settings("")},
        "`MIDDLEWARE` is not written as a list or tuple anywhere",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals(name: str) -> None:
    files, reason = REFUSALS[name]
    found = recipe(django_project({"urls.py": URLS, **files}))
    assert (found.actions, found.reason) == ((), reason)
    assert f"class {CLASS}" in found.snippet


# A module ``hooks.mw``, the name in it, and whether it can be registered.
TARGETS: dict[str, tuple[str, str, bool]] = {
    "class": (
        "class Mw:\n    def __init__(self, get_response):\n        pass\n"
        "    def __call__(self, request):\n        pass\n",
        "Mw",
        True,
    ),
    "subclass of MiddlewareMixin": (
        "from django.utils.deprecation import MiddlewareMixin\n"
        "class Mw(MiddlewareMixin):\n    def process_request(self, request):\n        pass\n",
        "Mw",
        True,
    ),
    "function": ("def mw(get_response):\n    pass\n", "mw", True),
    "ordinary class": ("class Mw:\n    def __init__(self, name):\n        pass\n", "Mw", False),
    "ordinary function": ("def mw(request, name):\n    pass\n", "mw", False),
}


@pytest.mark.parametrize("name", TARGETS)
def test_registration(name: str) -> None:
    module, target, fits = TARGETS[name]
    files = {"hooks/__init__.py": "", "hooks/mw.py": module, "settings.py": settings()}
    project = django_project({**files, "urls.py": URLS})
    app = project.apps.served()[0].app
    value = project.ev.value_of("hooks/mw.py", target)
    assert value is not None
    found = project.frameworks["django"].registration(project.ev, app, value, project.contract)
    assert (found is not None) is fits
    if found is not None:
        rows = inserted(project, found)
        assert rows == [("settings.py", "['x.A']", f"hooks.mw.{target}")]


# Settings modules; then each app's name and the line at which it is reported.
APPS: dict[str, tuple[dict[str, str], list[tuple[str, str, int]]]] = {
    "split settings are one app, at the list": (
        {
            "conf/__init__.py": "",
            "conf/base.py": settings(),
            "conf/dev.py": "from .base import *\nDEBUG = True\n",
            "conf/live.py": "from .base import *\nMIDDLEWARE = ['x.B', *MIDDLEWARE]\n",
            "manage.py": manage("conf.dev"),
            "wsgi.py": manage("conf.live"),
        },
        [("conf.live", "conf/base.py", 3)],
    ),
    "projects side by side": (
        {
            "one/manage.py": manage("conf.settings"),
            "one/conf/__init__.py": "",
            "one/conf/settings.py": settings(urls="conf.urls"),
            "one/conf/urls.py": URLS,
            "two/manage.py": manage("conf.settings"),
            "two/conf/__init__.py": "",
            "two/conf/settings.py": settings(urls="conf.urls"),
            "two/conf/urls.py": URLS,
        },
        [
            ("conf.settings", "one/conf/settings.py", 3),
            ("conf.settings", "two/conf/settings.py", 3),
        ],
    ),
    "no MIDDLEWARE": ({"settings.py": settings("")}, [("settings", "settings.py", 2)]),
    "not settings": ({"web.py": "MIDDLEWARE = []\n", "settings.py": ""}, []),
}


@pytest.mark.parametrize("name", APPS)
def test_apps(name: str) -> None:
    files, apps = APPS[name]
    served = django_project({"urls.py": URLS, **files}).apps.served()
    rows = [(node.app.name, node.app.place.path, node.app.place.span.line) for node in served]
    assert rows == apps
