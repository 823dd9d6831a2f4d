"""Django, Django REST framework and django-ninja.

Sentry's integration opens a request's scope in ``WSGIHandler.__call__`` and its ASGI counterpart:
all middleware and views run inside it, what is wrapped round the handler object outside.

## Handlers

Views of the URL configuration that the settings name (`path`, `re_path`, `url`, `include`, dotted
strings), view classes, routers and actions of Django REST framework, operations of django-ninja.

## Hook

A class in a new module, first in `MIDDLEWARE` of the settings that are served: in the list itself,
or by a statement after it.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

- `MIDDLEWARE` that is put together in a way that cannot be followed;
- wrappers in `wsgi.py` and `asgi.py` with a plain `set_tag`: they leak.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import External, Made, ModuleValue, Value
from replaytag.frameworks.base import Framework
from replaytag.frameworks.django.middleware import project_middleware
from replaytag.frameworks.django.ninja import Operations, is_api
from replaytag.frameworks.django.projects import ASGI, WSGI, Project, find_projects
from replaytag.frameworks.django.recipe import new_middleware, register
from replaytag.frameworks.django.registrations import Registrations
from replaytag.frameworks.django.rest import router_handlers
from replaytag.frameworks.django.settings import publish
from replaytag.frameworks.django.urls import Route, root_routes, urlconf_paths
from replaytag.frameworks.django.views import Views
from replaytag.frameworks.reading import asgi, wsgi
from replaytag.frameworks.reading.lookups import ENVIRON, IGNORES_CASE_AND_UNDERSCORES
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import Alias, App, Handler, Recipe, Record

_REQUESTS = ("django.HttpRequest", "django.WSGIRequest", "django.ASGIRequest")
_VIEWS = (
    "View",
    "TemplateView",
    "RedirectView",
    "ListView",
    "DetailView",
    "FormView",
    "CreateView",
    "UpdateView",
    "DeleteView",
    "ArchiveIndexView",
    "LoginView",
    "LogoutView",
)
_REST_VIEWS = (
    "APIView",
    "GenericAPIView",
    "ListAPIView",
    "CreateAPIView",
    "RetrieveAPIView",
    "DestroyAPIView",
    "UpdateAPIView",
    "ListCreateAPIView",
    "RetrieveUpdateAPIView",
    "RetrieveDestroyAPIView",
    "RetrieveUpdateDestroyAPIView",
    "ViewSet",
    "GenericViewSet",
    "ModelViewSet",
    "ReadOnlyModelViewSet",
)


class Django(Framework):
    """Django, DRF and django-ninja."""

    name = "django"
    title = "Django"
    libraries = frozenset(
        {"django", "rest_framework", "rest_framework_nested", "ninja", "ninja_extra", "asgiref"}
    )
    markers = (
        b"urlpatterns",
        b"MIDDLEWARE",
        b"ROOT_URLCONF",
        b"DJANGO_SETTINGS_MODULE",
        b"get_wsgi_application",
        b"get_asgi_application",
        b"split_settings",
        b"ninja",
    )
    app_words = (b"get_wsgi_application", b"get_asgi_application")
    project_markers = (b"MIDDLEWARE", b"ROOT_URLCONF", b"DJANGO_SETTINGS_MODULE", b"split_settings")
    types = {
        **{f"django.{view}.request": "django.HttpRequest" for view in _VIEWS},
        **{f"rest_framework.{view}.request": "rest_framework.Request" for view in _REST_VIEWS},
        "rest_framework.Request._request": "django.HttpRequest",
    }
    headers = {
        **{(request, "headers"): IGNORES_CASE_AND_UNDERSCORES for request in _REQUESTS},
        **{(request, "META"): ENVIRON for request in _REQUESTS},
        ("django.WSGIRequest", "environ"): ENVIRON,
        ("rest_framework.Request", "headers"): IGNORES_CASE_AND_UNDERSCORES,
        ("rest_framework.Request", "META"): ENVIRON,
        ("django.HttpHeaders", ""): IGNORES_CASE_AND_UNDERSCORES,
    }

    def names(self) -> frozenset[str]:
        return super().names() | {"re_path", "as_view", "get_urls", "add_router"}

    def prepare(self, ev: Evaluator, paths: tuple[str, ...]) -> None:
        publish(ev, paths)

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        projects = find_projects(ev)
        for project in projects:
            yield App(project.value, project.place, project.name, self.name)
            yield from project_middleware(ev, project)
            for made in project.entry_points(ev, WSGI, ASGI):
                yield Alias(made, project.value)
        yield from _wrapped(ev, projects)
        if not projects:
            registrations = Registrations(ev)
            for path in urlconf_paths(ev):
                module = ModuleValue(ev.index.name_of(path), path.rpartition("/")[0], path)
                yield from self._routed(ev, registrations, module, root_routes(ev, path))

    def handlers(self, ev: Evaluator, app: App) -> Iterator[Handler]:
        roots = _roots(ev, _project_of(ev, app))
        routes = (route for path in roots for route in root_routes(ev, path))
        return self._routed(ev, Registrations(ev), app.value, routes)

    def answers(self, ev: Evaluator, app: App) -> bool:
        return bool(_project_of(ev, app).urlconfs)

    def _routed(
        self, ev: Evaluator, registrations: Registrations, owner: Value, routes: Iterable[Route]
    ) -> Iterator[Handler]:
        views = Views(ev, registrations, owner, self.name)
        operations = Operations(ev, registrations, owner, self.name)
        for route in routes:
            patterns = () if route.pattern is None else (route.pattern,)
            if not route.mounted:
                view = route.view
                yield from views.handlers(view, patterns, route.path, route.prefix)
                if route.extra is not None:
                    yield from views.extra_handlers(route.extra, patterns, route.path)
            elif is_api(route.view):
                yield from operations.handlers(route.view, route.pattern, route.path)
            else:
                yield from router_handlers(views, registrations, route.view, route.pattern)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return new_middleware(ev, _project_of(ev, app), contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return register(ev, _project_of(ev, app), target)


def _roots(ev: Evaluator, project: Project) -> tuple[str, ...]:
    """The root URLconfs; where none is known, every URLconf in the project's folder."""
    if project.urlconfs:
        return project.urlconfs
    directory = project.settings[0].path.rpartition("/")[0]
    return tuple(path for path in urlconf_paths(ev) if path.startswith(directory))


def _project_of(ev: Evaluator, app: App) -> Project:
    return next(project for project in find_projects(ev) if project.value == app.value)


def _wrapped(ev: Evaluator, projects: list[Project]) -> Iterator[Record]:
    """What is wrapped round ``get_wsgi_application()``: outside of what Sentry patches."""
    for name, arguments in ((WSGI, wsgi.CALL_ARGUMENTS), (ASGI, asgi.CALL_ARGUMENTS)):

        def is_application(value: Value, name: str = name) -> bool:
            return isinstance(value, Made) and value.callee == External(name)

        for hook in outer_hooks(ev, is_application, arguments):
            assert isinstance(hook.owner, Made)
            for project in projects:
                if len(projects) == 1 or hook.owner in project.entry_points(ev, name):
                    yield replace(hook, owner=project.value)
