"""Django: which middleware and views tag the request. Comments say what becomes of the handlers."""

from __future__ import annotations

import textwrap

import pytest

from tests.frameworks.django_projects import MANAGE, django_project, expected, found

TAGGER = """\
from tagging import tag
class Tagger:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        tag(request)
        return self.get_response(request)
"""

# The module mw.py, whose ``mw`` is the one middleware; then what its effect is.
MIDDLEWARE: dict[str, tuple[str, str]] = {
    "class": (f"{TAGGER}mw = Tagger\n", "covered"),
    "function": (
        """
        from tagging import tag
        def mw(get_response):
            def middleware(request):
                tag(request)
                return get_response(request)
            return middleware
        """,
        "covered",
    ),
    "function that returns an instance": (
        f"{TAGGER}def mw(get_response):\n    return Tagger(get_response)\n",
        "covered",
    ),
    "after the response": (
        """
        from tagging import tag
        def mw(get_response):
            def middleware(request):
                response = get_response(request)
                tag(request)
                return response
            return middleware
        """,
        "uncovered",
    ),
    "asynchronous class": (
        """
        from tagging import tag
        class mw:
            def __init__(self, get_response):
                self.get_response = get_response
            async def __call__(self, request):
                tag(request)
                return await self.get_response(request)
        """,
        "covered",
    ),
    "sync_and_async_middleware": (
        """
        from asgiref.sync import iscoroutinefunction
        from django.utils.decorators import sync_and_async_middleware
        from tagging import tag
        @sync_and_async_middleware
        def mw(get_response):
            if iscoroutinefunction(get_response):
                async def middleware(request):
                    tag(request)
                    return await get_response(request)
            else:
                def middleware(request):
                    tag(request)
                    return get_response(request)
            return middleware
        """,
        "covered",
    ),
    "process_request of MiddlewareMixin": (
        """
        try:
            from django.utils.deprecation import MiddlewareMixin
        except ImportError:
            MiddlewareMixin = object
        from tagging import tag
        class mw(MiddlewareMixin):
            def process_request(self, request):
                tag(request)
        """,
        "covered",
    ),
    "process_request that nothing calls": (
        """
        from tagging import tag
        class mw:
            def __init__(self, get_response):
                self.get_response = get_response
            def __call__(self, request):
                return self.get_response(request)
            def process_request(self, request):
                tag(request)
        """,
        "uncovered",
    ),
    "process_view": (
        """
        from tagging import tag
        class mw:
            def __init__(self, get_response):
                self.get_response = get_response
            def __call__(self, request):
                return self.get_response(request)
            def process_view(self, request, view, args, kwargs):
                tag(request)
        """,
        "covered",
    ),
    "process_response": (
        """
        from django.utils.deprecation import MiddlewareMixin
        from tagging import tag
        class mw(MiddlewareMixin):
            def process_response(self, request, response):
                tag(request)
                return response
        """,
        "uncovered",
    ),
    "inherited": (f"{TAGGER}class mw(Tagger):\n    pass\n", "covered"),
    "overridden": (
        f"{TAGGER}class mw(Tagger):\n"
        "    def __call__(self, request):\n        return self.get_response(request)\n",
        "uncovered",
    ),
    "round a library's": (
        """
        from django.middleware.common import CommonMiddleware
        from tagging import tag
        class mw(CommonMiddleware):
            def __call__(self, request):
                tag(request)
                return super().__call__(request)
        """,
        "covered",
    ),
    "a scope open round the call": (
        """
        import sentry_sdk
        def mw(get_response):
            def middleware(request):
                token = request.META.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
                with sentry_sdk.push_scope() as scope:
                    if token:
                        scope.set_tag("openReplaySessionToken", token)
                    return get_response(request)
            return middleware
        """,
        "covered",
    ),
    "a scope that is closed before the call": (
        """
        import sentry_sdk
        def mw(get_response):
            def middleware(request):
                token = request.META.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
                with sentry_sdk.push_scope() as scope:
                    scope.set_tag("openReplaySessionToken", token)
                return get_response(request)
            return middleware
        """,
        "uncovered",
    ),
    "a header of META with dashes": (
        """
        import sentry_sdk
        def mw(get_response):
            def middleware(request):
                if token := request.META.get("X-OpenReplay-SessionToken"):
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                return get_response(request)
            return middleware
        """,
        "uncovered",
    ),
    "only under a condition on the request": (
        """
        from tagging import tag
        def mw(get_response):
            def middleware(request):
                if request.user.is_staff:
                    tag(request)
                return get_response(request)
            return middleware
        """,
        "unknown",
    ),
    "names from the settings": (
        """
        import sentry_sdk
        from django.conf import settings
        def mw(get_response):
            key = settings.REPLAY_HEADER
            def middleware(request):
                if token := request.headers.get(key):
                    sentry_sdk.set_tag(getattr(settings, "REPLAY_TAG"), token)
                return get_response(request)
            return middleware
        """,
        "covered",
    ),
    "of a library": ("from django.middleware.common import CommonMiddleware as mw\n", "uncovered"),
    "that is not there": ("", "unknown"),
}
SETTINGS = """\
INSTALLED_APPS = []
ROOT_URLCONF = "urls"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "mw.mw"]
REPLAY_HEADER = "X-OpenReplay-SessionToken"
REPLAY_TAG = "openReplaySessionToken"
"""
URLS = """\
from django.urls import path
def a(request): pass
urlpatterns = [path("a/", a)]
"""


@pytest.mark.parametrize("name", MIDDLEWARE)
def test_middleware(name: str) -> None:
    module, coverage = MIDDLEWARE[name]
    project = django_project({"settings.py": SETTINGS, "urls.py": URLS, "mw.py": module})
    assert found(project) == [("urls.py", 2, "a", coverage)]


BASE = 'INSTALLED_APPS = []\nROOT_URLCONF = "urls"\n'
PRODUCTION = MANAGE.replace('"settings"', '"conf.production"')

# Settings by file; ``mw.Tagger`` is the one tagger. Then the coverage of the project's handler.
LISTS: dict[str, tuple[dict[str, str], str]] = {
    "old name": ({"settings.py": BASE + "MIDDLEWARE_CLASSES = ('mw.Tagger',)\n"}, "covered"),
    "the new name wins": (
        {"settings.py": BASE + "MIDDLEWARE_CLASSES = ('mw.Tagger',)\nMIDDLEWARE = []\n"},
        "uncovered",
    ),
    "insert": (
        {"settings.py": BASE + "MIDDLEWARE = []\nMIDDLEWARE.insert(0, 'mw.Tagger')\n"},
        "covered",
    ),
    "sums, stars and conversions": (
        {
            "lists.py": "A = ['x.A']\nB = ('mw.Tagger',)\n",
            "settings.py": "from lists import A, B\n"
            + BASE
            + "MIDDLEWARE = tuple([*A, 'x.C'] + list(B))\n",
        },
        "covered",
    ),
    "slice": (
        {"settings.py": BASE + "MIDDLEWARE = ['x.A']\nMIDDLEWARE[:0] = ['mw.Tagger']\n"},
        "covered",
    ),
    "beside an unknown position": (
        {
            "settings.py": BASE + "MIDDLEWARE = ['x.A']\n"
            "MIDDLEWARE.insert(MIDDLEWARE.index('x.A') + 1, 'x.B')\n"
        },
        "uncovered",
    ),
    "in branches": (
        {
            "settings.py": "import os\n" + BASE + "MIDDLEWARE = ['x.A']\n"
            "if os.environ.get('DEBUG'):\n    MIDDLEWARE += ['x.B']\n"
            "if os.environ.get('SENTRY_DSN'):\n    MIDDLEWARE.insert(0, 'mw.Tagger')\n"
        },
        "covered",
    ),
    "in more branches than there are combinations to keep": (
        {
            "settings.py": "import os\n"
            + BASE
            + "MIDDLEWARE = ['x.A']\n"
            + "".join(
                f"if os.environ.get('{name}'):\n    MIDDLEWARE.append('{name}')\n"
                for name in ("x.B", "x.C", "x.D", "x.E", "x.F", "x.G", "mw.Tagger")
            )
        },
        "covered",
    ),
    "conditional expression": (
        {
            "settings.py": "import os\n"
            + BASE
            + "MIDDLEWARE = ['x.A', *(['x.B'] if os.environ.get('B') else [])]\n"
        },
        "uncovered",
    ),
    "from the environment": (
        {"settings.py": "import os\n" + BASE + "MIDDLEWARE = os.environ['M'].split(',')\n"},
        "unknown",
    ),
    "partly from the environment": (
        {
            "settings.py": "import os\n"
            + BASE
            + "MIDDLEWARE = ['x.A'] + os.environ['M'].split(',')\n"
        },
        "unknown",
    ),
    "partly from the environment, but the tagger is there": (
        {
            "settings.py": "import os\n"
            + BASE
            + "MIDDLEWARE = ['mw.Tagger'] + os.environ['M'].split(',')\n"
        },
        "covered",
    ),
    "only in production": (
        {
            "manage.py": PRODUCTION,
            "conf/__init__.py": "",
            "conf/base.py": BASE + "MIDDLEWARE = ('x.A',)\n",
            "conf/local.py": "from .base import *\nMIDDLEWARE += ('x.Debug',)\n",
            "conf/production.py": "from .base import *\nMIDDLEWARE = ('mw.Tagger',) + MIDDLEWARE\n",
        },
        "covered",
    ),
    "settings by the value of a variable": (
        {
            "manage.py": "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'conf'\n",
            "conf/__init__.py": "import os\nif os.environ.get('STAGE'):\n    from .live import *\n"
            "else:\n    from .base import *\n",
            "conf/base.py": BASE + "MIDDLEWARE = []\n",
            "conf/live.py": "from .base import *\nMIDDLEWARE.append('mw.Tagger')\n",
        },
        "covered",
    ),
    "classes of django-configurations": (
        {
            "settings.py": "from configurations import Configuration\n"
            "class Base(Configuration):\n    ROOT_URLCONF = 'urls'\n    INSTALLED_APPS = []\n"
            "    MIDDLEWARE = ['x.A']\n"
            "class Live(Base):\n    MIDDLEWARE = ['mw.Tagger'] + Base.MIDDLEWARE\n"
        },
        "covered",
    ),
    "a property of a settings class": (
        {
            "settings.py": "class Settings:\n    ROOT_URLCONF = 'urls'\n    INSTALLED_APPS = []\n"
            "    @property\n    def MIDDLEWARE(self):\n        return ['mw.Tagger']\n"
        },
        "covered",
    ),
    "parts that django-split-settings takes in": (
        {
            "manage.py": "import os\nos.environ['DJANGO_SETTINGS_MODULE'] = 'conf'\n",
            "conf/__init__.py": "import os\nfrom split_settings.tools import include, optional\n"
            "ENV = os.environ['ENV']\n"
            "include('parts/*.py', f'stages/{ENV}.py', optional('local.py'))\n",
            "conf/parts/apps.py": "INSTALLED_APPS = []\nROOT_URLCONF = 'urls'\n",
            "conf/parts/web.py": "MIDDLEWARE = ('x.A',)\n",
            "conf/stages/live.py": "from conf.parts.web import MIDDLEWARE\n"
            "MIDDLEWARE = ('mw.Tagger', *MIDDLEWARE)\n",
        },
        "covered",
    ),
    "settings.configure": (
        {
            "settings.py": "from django.conf import settings\n"
            "settings.configure(ROOT_URLCONF='urls', MIDDLEWARE=['mw.Tagger'])\n"
        },
        "covered",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists(name: str) -> None:
    files, coverage = LISTS[name]
    project = django_project({**files, "urls.py": URLS, "mw.py": TAGGER})
    assert found(project) == [("urls.py", 2, "a", coverage)]


WRAPPED: dict[str, tuple[str, str]] = {
    "a plain tag round the application leaks": (
        """
        import os
        import sentry_sdk
        from django.core.wsgi import get_wsgi_application
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
        class Tagger:
            def __init__(self, app):
                self.app = app
            def __call__(self, environ, start_response):
                if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                return self.app(environ, start_response)
        application = Tagger(get_wsgi_application())
        """,
        "uncovered",
    ),
    "within Sentry's own wrapper it does not": (
        """
        import os
        import sentry_sdk
        from django.core.wsgi import get_wsgi_application
        from sentry_sdk.integrations.wsgi import SentryWsgiMiddleware
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
        class Tagger:
            def __init__(self, app):
                self.app = app
            def __call__(self, environ, start_response):
                if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                    sentry_sdk.set_tag("openReplaySessionToken", token)
                return self.app(environ, start_response)
        application = SentryWsgiMiddleware(Tagger(get_wsgi_application()))
        """,
        "covered",
    ),
    "the same over ASGI": (
        """
        import os
        import sentry_sdk
        from django.core.asgi import get_asgi_application
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
        class Tagger:
            def __init__(self, app):
                self.app = app
            async def __call__(self, scope, receive, send):
                with sentry_sdk.isolation_scope() as own:
                    for name, value in scope["headers"]:
                        if name == b"x-openreplay-sessiontoken" and value:
                            own.set_tag("openReplaySessionToken", value.decode())
                    await self.app(scope, receive, send)
        application = Tagger(get_asgi_application())
        """,
        "covered",
    ),
    "an own scope round the application": (
        """
        import os
        import sentry_sdk
        from django.core.wsgi import get_wsgi_application
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
        class Tagger:
            def __init__(self, app):
                self.app = app
            def __call__(self, environ, start_response):
                with sentry_sdk.isolation_scope() as scope:
                    if token := environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN"):
                        scope.set_tag("openReplaySessionToken", token)
                    return self.app(environ, start_response)
        application = Tagger(get_wsgi_application())
        """,
        "covered",
    ),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_wrapped_application(name: str) -> None:
    wsgi, coverage = WRAPPED[name]
    settings = BASE + "MIDDLEWARE = []\n"
    project = django_project({"settings.py": settings, "urls.py": URLS, "wsgi.py": wsgi})
    assert found(project) == [("urls.py", 2, "a", coverage)]


# views.py, all of whose views are routed to.
VIEWS: dict[str, str] = {
    "in the view": """
        from tagging import tag
        def a(request):  # handler: a covered
            tag(request)
        def b(request):  # handler: b uncovered
            pass
        """,
    "by decorators": """
        from functools import wraps
        from tagging import tag
        def tagged(view):
            @wraps(view)
            def wrapper(request, *args, **kwargs):
                tag(request)
                return view(request, *args, **kwargs)
            return wrapper
        @tagged
        def a(request):  # handler: a covered
            pass
        def b(request):  # handler: b uncovered
            pass
        """,
    "by method_decorator": """
        from django.utils.decorators import method_decorator
        from django.views import View
        from tagging import tag
        def tagged(view):
            def wrapper(request, *args, **kwargs):
                tag(request)
                return view(request, *args, **kwargs)
            return wrapper
        def late(view):
            def wrapper(request, *args, **kwargs):
                response = view(request, *args, **kwargs)
                tag(request)
                return response
            return wrapper
        def plain(view):
            return view
        @method_decorator([plain, tagged], name="dispatch")
        class A(View):
            def get(self, request):  # handler: A.get covered
                pass
        class B(A):
            def get(self, request):  # handler: B.get covered
                pass
        @method_decorator(tagged, name="post")
        class C(View):
            def get(self, request):  # handler: C.get uncovered
                pass
            def post(self, request):  # handler: C.post covered
                pass
        class D(View):
            @method_decorator(tagged)
            def get(self, request):  # handler: D.get covered
                pass
            @method_decorator([plain, late])
            def post(self, request):  # handler: D.post uncovered
                pass
        class E(View):
            @method_decorator(tagged)
            def dispatch(self, *args, **kwargs):
                return super().dispatch(*args, **kwargs)
            def get(self, request):  # handler: E.get covered
                pass
        """,
    "by dispatch and setup, of the class or a mixin": """
        from django.views.generic import ListView, View
        from tagging import tag
        class Mixin:
            def dispatch(self, request, *args, **kwargs):
                tag(request)
                return super().dispatch(request, *args, **kwargs)
        class A(Mixin, View):
            def get(self, request):  # handler: A.get covered
                pass
        class B(View, Mixin):
            def get(self, request):  # handler: B.get uncovered
                pass
        class C(Mixin, ListView):  # handler: C covered
            pass
        class D(View):
            def setup(self, request, *args, **kwargs):
                super().setup(request, *args, **kwargs)
                tag(self.request)
            def post(self, request):  # handler: D.post covered
                pass
        """,
    "by methods that the view calls": """
        import sentry_sdk
        from django.views import View
        class Base(View):
            def link(self):
                token = self.request.META.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
                if token:
                    sentry_sdk.set_tag("openReplaySessionToken", token)
        class A(Base):
            def get(self, request):  # handler: A.get covered
                self.link()
            def post(self, request):  # handler: A.post uncovered
                pass
        """,
    "by DRF's own steps": """
        from rest_framework.decorators import api_view
        from rest_framework.views import APIView
        from tagging import tag
        class Base(APIView):
            def initial(self, request, *args, **kwargs):
                tag(request)
                super().initial(request, *args, **kwargs)
        class A(Base):
            def get(self, request):  # handler: A.get covered
                pass
        class B(APIView):
            def initialize_request(self, request, *args, **kwargs):
                tag(request)
                return super().initialize_request(request, *args, **kwargs)
            def get(self, request):  # handler: B.get covered
                pass
        class C(APIView):
            def get(self, request):  # handler: C.get uncovered
                pass
        @api_view(["GET"])
        def d(request):  # handler: d covered
            tag(request._request)
        """,
    "by an object round the view": """
        from tagging import tag
        class Tagged:
            def __init__(self, view):
                self.view = view
            def __call__(self, request, *args):
                tag(request)
                return self.view(request, *args)
        def inner(request):  # handler: inner covered
            pass
        a = Tagged(inner)
        """,
}


@pytest.mark.parametrize("name", VIEWS)
def test_views(name: str) -> None:
    module = textwrap.dedent(VIEWS[name]).lstrip("\n")
    names = [row[2] for row in expected({"views.py": module})]
    routed = dict.fromkeys("a" if name == "inner" else name.split(".")[0] for name in names)
    views = ", ".join(
        f"path('', views.{name}{'.as_view()' if name.isupper() else ''})" for name in routed
    )
    urls = f"from django.urls import path\nimport views\nurlpatterns = [{views}]\n"
    files = {"urls.py": urls, "views.py": module}
    assert found(django_project(files)) == expected(files)
