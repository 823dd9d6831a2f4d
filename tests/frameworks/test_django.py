"""Django: which handlers are found behind a URLconf. Comments in the projects say what must be."""

from __future__ import annotations

import pytest

from tests.frameworks.django_projects import django_project, expected, found
from tests.linked import linked

VIEWS = "def a(request):  # handler: a uncovered\n    pass\n"
UNUSED = "def a(request):\n    pass\n"
REST = """\
from rest_framework import viewsets
from rest_framework.decorators import action, api_view
from rest_framework.views import APIView
"""
NINJA = "from ninja import NinjaAPI, Router\n"

PROJECTS: dict[str, dict[str, str]] = {
    "path": {
        "urls.py": "from django.urls import path\nimport views\nurlpatterns = [path('', views.a)]\n",
        "views.py": VIEWS,
    },
    "re_path, by keyword": {
        "urls.py": "from django.urls import re_path\nfrom views import a\n"
        "urlpatterns = (re_path(route='^x$', view=a),)\n",
        "views.py": VIEWS,
    },
    "url of either version": {
        "urls.py": """
            try:
                from django.conf.urls import url
            except ImportError:
                from django.urls import re_path as url
            from views import a
            urlpatterns = [url(r"^$", a)]
            """,
        "views.py": VIEWS,
    },
    "a view that no URLconf reaches": {
        "urls.py": "from django.urls import path\nimport views\nurlpatterns = []\n",
        "views.py": UNUSED,
    },
    "include of a string, a module, a list and a pair, nested": {
        "urls.py": """
            from django.urls import include, path
            import shop.urls
            import views
            more = [path("c/", views.c)]
            urlpatterns = [
                path("a/", include("blog.urls")),
                path("b/", include(shop.urls, namespace="shop")),
                path("c/", include([path("d/", include((more, "more")))])),
            ]
            """,
        "blog/__init__.py": "",
        "blog/urls.py": "from django.urls import path\nfrom . import views\n"
        "urlpatterns = [path('', views.a)]\n",
        "blog/views.py": VIEWS,
        "shop/__init__.py": "",
        "shop/urls.py": "from django.urls import path\nfrom .views import b\n"
        "urlpatterns = [path('', b)]\n",
        "shop/views.py": "def b(request):  # handler: b uncovered\n    pass\n",
        "views.py": "def c(request):  # handler: c uncovered\n    pass\n",
    },
    "include of a pair of a string and an application's name": {
        "urls.py": """
            from django.urls import include, path
            urlpatterns = [path("a/", include(("blog.urls", "blog"), namespace="b"))]
            """,
        "blog/__init__.py": "",
        "blog/urls.py": "from django.urls import path\nfrom . import views\n"
        "urlpatterns = [path('', views.a)]\n",
        "blog/views.py": VIEWS,
    },
    "a URLconf that includes itself": {
        "urls.py": "from django.urls import include, path\nimport views\n"
        "urlpatterns = [path('again/', include('urls')), path('', views.a)]\n",
        "views.py": VIEWS,
    },
    "urlpatterns that grow": {
        "urls.py": """
            from django.conf import settings
            from django.conf.urls.i18n import i18n_patterns
            from django.urls import path
            from django.views.static import serve
            import views
            urlpatterns = [path("a/", views.a)] + i18n_patterns(path("b/", views.b))
            urlpatterns += [path("c/", views.c), path("media/", serve)]
            if settings.DEBUG:
                urlpatterns = [path("d/", views.d), *urlpatterns]
            urlpatterns.append(path("e/", views.e))
            for name, view in {"f/": views.f}.items():
                urlpatterns.append(path(name, view))
            """,
        "views.py": "".join(
            f"def {name}(request):  # handler: {name} uncovered\n    pass\n" for name in "abcdef"
        ),
    },
    "old patterns() with a prefix, strings and tuples": {
        "urls.py": """
            from django.conf.urls import include, patterns, url
            urlpatterns = patterns("shop.views",
                url(r"^a/$", "a"),
                (r"^b/$", "b"),
                url(r"^c/", include("other.urls")),
            )
            """,
        "shop/__init__.py": "",
        "shop/views.py": VIEWS + "def b(request):  # handler: b uncovered\n    pass\n",
        "other/__init__.py": "",
        "other/urls.py": "from django.conf.urls import url\n"
        "urlpatterns = [url('', 'other.views.c')]\n",
        "other/views.py": "def c(request):  # handler: c uncovered\n    pass\n",
    },
    "views of errors": {
        "urls.py": "import views\nfrom django.urls import path\nurlpatterns = []\nhandler404 = 'views.gone'\nhandler500 = views.bad\n",
        "views.py": "def gone(request, exception):  # handler: gone uncovered\n    pass\n"
        "def bad(request):  # handler: bad uncovered\n    pass\n",
    },
    "library decorators, below and round the view": {
        "urls.py": """
            from django.contrib.auth.decorators import login_required, user_passes_test
            from django.urls import path
            from django.views.decorators.cache import cache_page
            import views
            urlpatterns = [
                path("a/", login_required(cache_page(60)(views.a))),
                path("b/", user_passes_test(lambda user: user.is_staff)(views.B.as_view())),
            ]
            """,
        "views.py": """
            from django.views import View
            from django.views.decorators.csrf import csrf_exempt
            @csrf_exempt
            def a(request):  # handler: a uncovered
                pass
            class B(View):
                def get(self, request):  # handler: B.get uncovered
                    pass
            """,
    },
    "decorators of the project without functools.wraps": {
        "urls.py": """
            from django.urls import path
            import views
            urlpatterns = [
                path("a/", views.a),
                path("b/", views.checked(views.b)),
                path("c/", views.limited(5)(views.C.as_view())),
            ]
            """,
        "views.py": """
            from django.views import View
            def checked(function):
                def check(request, *args):
                    return function(request, *args)
                return check
            def limited(count):
                def decorate(view):
                    def limit(request):
                        return view(request)
                    return limit
                return decorate
            @limited(3)
            @checked
            def a(request):  # handler: a uncovered
                pass
            def b(request):  # handler: b uncovered
                pass
            class C(View):
                def get(self, request):  # handler: C.get uncovered
                    pass
            """,
    },
    "a function that makes views": {
        "urls.py": "from django.urls import path\nimport views\n"
        "urlpatterns = [path('a/', views.page('a.html')), path('b/', views.page('b.html'))]\n",
        "views.py": """
            from django.shortcuts import render
            def page(template):
                def show(request):  # handler: show uncovered
                    return render(request, template)
                return show
            """,
    },
    "partial, lambda, method": {
        "urls.py": """
            import functools
            from django.urls import path
            import views
            urlpatterns = [
                path("a/", functools.partial(views.a, template="a")),
                path("b/", lambda request: views.a(request)),  # handler: <lambda> uncovered
                path("c/", views.site.c),
            ]
            """,
        "views.py": """
            def a(request, template=None):  # handler: a uncovered
                pass
            class Site:
                def c(self, request):  # handler: Site.c uncovered
                    pass
            site = Site()
            """,
    },
    "instances with __call__": {
        "urls.py": """
            from django.contrib.syndication.views import Feed
            from django.urls import path
            from views import Named, Other, Shared
            class News(Feed):  # handler: News uncovered
                title = "News"
            urlpatterns = [path("a/", Named("a")), path("b/", Other()), path("c/", News())]
            """,
        "views.py": """
            class Shared:
                def __call__(self, request):
                    pass
            class Named:
                def __init__(self, name):
                    self.name = name
                def __call__(self, request):  # handler: Named.__call__ uncovered
                    pass
            class Other(Shared):  # handler: Other uncovered
                pass
            """,
    },
    "view classes: their own methods, else the class": {
        "urls.py": """
            from django.urls import path
            from django.views.generic import TemplateView
            import views
            urlpatterns = [
                path("a/", views.A.as_view()),
                path("b/", views.B.as_view()),
                path("c/", views.C.as_view(template_name="c.html")),
                path("d/", TemplateView.as_view(template_name="d.html")),
            ]
            """,
        "views.py": """
            from django.views.generic import TemplateView, View
            class A(View):
                def get(self, request):  # handler: A.get uncovered
                    pass
                async def post(self, request):  # handler: A.post uncovered
                    pass
                put = post
                def helper(self):
                    pass
            class B(A):  # handler: B uncovered
                pass
            class C(TemplateView):  # handler: C uncovered
                pass
            """,
    },
    "as_view of the project's own": {
        "urls.py": """
            from django.urls import path
            import views
            urlpatterns = [path("a/", views.A.as_view("x")), path("b/", views.B.as_view())]
            """,
        "views.py": """
            from django.utils.decorators import classonlymethod
            from django.views import View
            from django.views.decorators.csrf import csrf_exempt
            class Base(View):
                @classonlymethod
                def as_view(cls, action):
                    def view(request, *args):
                        self = cls()
                        return self.dispatch(request, *args)
                    return view
            class A(Base):
                def get(self, request):  # handler: A.get uncovered
                    pass
            class Exempt(View):
                @classmethod
                def as_view(cls, **options):
                    return csrf_exempt(super().as_view(**options))
            class B(Exempt):
                def post(self, request):  # handler: B.post uncovered
                    pass
            """,
    },
    "views among a route's arguments": {
        "urls.py": """
            from django.urls import path
            from views import a, b, dispatch
            def route(name, **methods):
                return path(name, dispatch, methods)
            urlpatterns = [route("a/", GET=a, POST=(b, {"flag"}))]
            """,
        "views.py": VIEWS
        + """
def b(request):  # handler: b uncovered
    pass
def dispatch(request, **methods):  # handler: dispatch uncovered
    return methods[request.method](request)
""",
    },
    "urls of a package that is re-exported": {
        "urls.py": "from shop import patterns\nurlpatterns = list(patterns)\n",
        "shop/__init__.py": "from shop.routes import patterns as patterns\n",
        "shop/routes.py": "from django.urls import path\nfrom shop import views\n"
        "patterns = [path(name, view) for name, view in [('a/', views.a)]]  # urlpatterns\n",
        "shop/views.py": VIEWS,
    },
    "DRF: functions and classes": {
        "urls.py": """
            from django.urls import path
            from rest_framework.urlpatterns import format_suffix_patterns
            import views
            urlpatterns = format_suffix_patterns([
                path("a/", views.a),
                path("b/", views.B.as_view()),
                path("c/", views.C.as_view({"get": "list", "post": "make"})),
                path("d/", views.D.as_view({"get": "list"})),
            ])
            """,
        "views.py": REST
        + """
from rest_framework import generics
@api_view(["GET"])
def a(request):  # handler: a uncovered
    pass
class B(APIView):
    def get(self, request):  # handler: B.get uncovered
        pass
class C(viewsets.ViewSet):
    def list(self, request):  # handler: C.list uncovered
        pass
    def make(self, request):  # handler: C.make uncovered
        pass
    def retrieve(self, request):
        pass
class D(viewsets.ReadOnlyModelViewSet):  # handler: D uncovered
    pass
""",
    },
    "DRF: routers": {
        "urls.py": """
            from django.urls import include, path
            from rest_framework.routers import DefaultRouter, SimpleRouter
            import views
            import more
            router = DefaultRouter()
            router.register("a", views.A)
            router.register(prefix="b", viewset=views.B, basename="b")
            router.registry.extend(more.router.registry)
            second = SimpleRouter()
            second.register("d", views.D)
            urlpatterns = [path("api/", include(router.urls)), *second.urls]
            """,
        "more.py": "from rest_framework.routers import SimpleRouter\nimport views\n"
        "router = SimpleRouter()\nrouter.register('c', views.C)\n",
        "views.py": REST
        + """
class A(viewsets.ModelViewSet):  # handler: A uncovered
    pass
class B(viewsets.GenericViewSet):
    def list(self, request):  # handler: B.list uncovered
        pass
    @action(detail=True)
    def close(self, request, pk):  # handler: B.close uncovered
        pass
    def helper(self):
        pass
class C(viewsets.ModelViewSet):
    def perform_create(self, serializer):
        pass
    def create(self, request):  # handler: C.create uncovered
        pass
class D(B):  # handler: D uncovered
    pass
""",
    },
    "DRF: a router that nothing includes": {
        "urls.py": """
            from rest_framework.routers import SimpleRouter
            import views
            router = SimpleRouter()
            router.register("a", views.A)
            urlpatterns = []
            """,
        "views.py": REST + "class A(viewsets.ModelViewSet):\n    pass\n",
    },
    "ninja": {
        "urls.py": "from django.urls import path\nfrom api import api\n"
        "urlpatterns = [path('api/', api.urls)]\n",
        "api.py": NINJA
        + """
from orders import router
api = NinjaAPI()
api.add_router("/orders", router)
api.add_router("/bills", "bills.router")
unused = NinjaAPI()
@api.get("/a")
def a(request):  # handler: a uncovered
    pass
@api.api_operation(["GET", "POST"], "/b")
async def b(request):  # handler: b uncovered
    pass
@unused.get("/c")
def c(request):
    pass
def d(request):  # handler: d uncovered
    pass
api.add_api_operation("/d", ["GET"], d)
""",
        "orders.py": NINJA
        + """
router = Router()
inner = Router()
router.add_router("/inner", inner)
@router.post("/")
def create(request):  # handler: create uncovered
    pass
@inner.delete("/{number}")
def delete(request, number: int):  # handler: delete uncovered
    pass
""",
        "bills.py": NINJA
        + """
router = Router()
@router.get("/")
def bills(request):  # handler: bills uncovered
    pass
""",
    },
    "ninja-extra": {
        "urls.py": "from django.urls import path\nfrom api import api\n"
        "urlpatterns = [path('api/', api.urls)]\n",
        "api.py": """
            from ninja_extra import NinjaExtraAPI, api_controller, http_get, route
            @api_controller("/a")
            class A:
                @route.get("/x")
                def x(self, request):  # handler: A.x uncovered
                    pass
                @http_get("/y")
                def y(self, request):  # handler: A.y uncovered
                    pass
                def helper(self):
                    pass
            @api_controller("/b")
            class B:
                @http_get("/z")
                def z(self, request):
                    pass
            api = NinjaExtraAPI()
            api.register_controllers(A)
            """,
    },
    "no root URLconf is known: those in the project's folder": {
        "site/settings.py": "import os\nINSTALLED_APPS = []\nMIDDLEWARE = []\nROOT_URLCONF = os.environ['URLS']\n",
        "site/urls.py": "from django.urls import path\nfrom site.views import a\n"
        "urlpatterns = [path('', a)]\n",
        "site/views.py": VIEWS,
    },
    "no settings at all: nobody knows who serves them": {
        "settings.py": "",
        "app/urls.py": "from django.urls import path\nfrom .views import a\n"
        "urlpatterns = [path('', a)]\n",
        "app/views.py": "def a(request):  # handler: a unknown\n    pass\n",
    },
}


@pytest.mark.parametrize("name", PROJECTS)
def test_handlers(name: str) -> None:
    files = PROJECTS[name]
    assert found(django_project(files)) == expected(files)


ROUTES: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "joined as Django joins them": (
        """
        from django.urls import include, path, re_path
        from django.utils.translation import gettext_lazy as _
        def a(request): pass
        def b(request): pass
        def c(request): pass
        urlpatterns = [
            path("shop/", include([path("a/", a), re_path("^b/$", b), path(_("c/"), c)])),
            re_path("^a$", a),
        ]
        """,
        {"a": ("shop/a/", "^a$"), "b": ("shop/b/$",), "c": ("shop/c/",)},
    ),
    "not literal": (
        """
        import os
        from django.urls import include, path
        def a(request): pass
        urlpatterns = [path(os.environ["PREFIX"], include([path("a/", a)]))]
        """,
        {"a": ()},
    ),
    "of view sets and operations": (
        """
        from django.urls import include, path
        from ninja import NinjaAPI, Router
        from rest_framework.routers import SimpleRouter
        from rest_framework.viewsets import ModelViewSet
        class A(ModelViewSet): pass
        router = SimpleRouter()
        router.register("a", A)
        api = NinjaAPI()
        orders = Router()
        api.add_router("/orders/", orders)
        @api.get("/b")
        def b(request): pass
        @orders.get("/c")
        def c(request): pass
        urlpatterns = [path("rest/", include(router.urls)), path("ninja/", api.urls)]
        """,
        {"A": ("rest/a",), "b": ("ninja/b",), "c": ("ninja/orders/c",)},
    ),
}


@pytest.mark.parametrize("name", ROUTES)
def test_routes(name: str) -> None:
    urls, routes = ROUTES[name]
    handlers = django_project({"urls.py": urls}).handlers()
    assert {handler.name: handler.routes for handler in handlers} == routes


def test_no_include_is_too_deep() -> None:
    depth = 100
    files = {
        "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
        "settings.py": 'import sentry_sdk\nROOT_URLCONF = "u0"\nMIDDLEWARE = []\n',
    }
    for n in range(depth):
        child = f'path("", include("u{n + 1}")),' if n + 1 < depth else ""
        files[f"u{n}.py"] = (
            "from django.urls import include, path\n\n\ndef view(request): ...\n\n\n"
            f'urlpatterns = [path("{n}", view), {child}]\n'
        )

    handlers = [row for row in linked(files).handlers() if row.coverage == "uncovered"]

    assert len(handlers) == depth
