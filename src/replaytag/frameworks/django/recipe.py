"""Writing the standard middleware into a project, and registering one that is there."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.actions import Action, CreateFile, InsertElement
from replaytag.contract import Contract
from replaytag.evaluator.classes import external_bases, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue, FunctionValue, ModuleValue, Value, definition
from replaytag.frameworks.django.projects import Project
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.records import Recipe

_OLD_METHODS = ("process_request", "process_view")

_HEAD = '''\
"""Links Sentry events to the OpenReplay session that caused them."""

import sentry_sdk
{imports}

class OpenReplaySentryMiddleware:
    """Tag each request's Sentry events with its OpenReplay session."""
{flags}
    def __init__(self, get_response):
        self.get_response = get_response
{mark}
    def __call__(self, request):
        token = request.headers.get("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
        return self.get_response(request)
'''
_IMPORTS = "from asgiref.sync import iscoroutinefunction, markcoroutinefunction\n"
_FLAGS = "\n    sync_capable = True\n    async_capable = True\n"
_MARK = """\
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)
"""


def new_middleware(ev: Evaluator, project: Project, contract: Contract) -> Recipe:
    """A new module with the standard middleware, registered first."""
    asynchronous = project.is_asynchronous(ev)
    code = _HEAD.format(
        imports=_IMPORTS if asynchronous else "",
        flags=_FLAGS if asynchronous else "",
        mark=_MARK if asynchronous else "",
        header=contract.header,
        tag=contract.tag,
    )
    name = f"{contract.class_prefix}Middleware"
    path = _module_path(ev, project, contract.module_name)
    dotted = _dotted_name(ev, project, path)
    entry = f'"{dotted}.{name}"'
    message = f"Write the middleware `{name}` and put it first in `MIDDLEWARE`"
    snippet = f"{code}\n\n# in the settings, first of all:\nMIDDLEWARE.insert(0, {entry})\n"
    if not project.displays:
        reason = "`MIDDLEWARE` is not written as a list or tuple anywhere"
        return Recipe(message, snippet, reason=reason)
    actions: list[Action] = list(_insertions(project, entry))
    existing = ev.index.absolute(path, dotted)
    if existing is None or existing.path != path:
        actions.insert(0, CreateFile(path, code))
    else:
        module = ModuleValue(existing.name, existing.directory, existing.path)
        if definition(ev.attribute(module, name)) is None:
            return Recipe(message, snippet, reason=f"there is a `{path}` with other code")
    return Recipe(message, snippet, tuple(actions))


def register(ev: Evaluator, project: Project, target: Value) -> Recipe | None:
    """Puts an existing middleware first; None where ``target`` is none."""
    written = definition(target)
    if written is None or not _is_middleware(ev, written):
        return None
    path = written.module.path
    entry = f'"{_dotted_name(ev, project, path)}.{written.name}"'
    message = f"Put `{written.name}` first in `MIDDLEWARE`"
    snippet = f"MIDDLEWARE.insert(0, {entry})\n"
    if isinstance(written, FunctionValue) and written.environment is not None:
        return Recipe(message, snippet, reason=f"`{written.name}` is not defined at module level")
    if not project.displays:
        reason = "`MIDDLEWARE` is not written as a list or tuple anywhere"
        return Recipe(message, snippet, reason=reason)
    return Recipe(message, snippet, tuple(_insertions(project, entry)))


def _insertions(project: Project, entry: str) -> Iterator[InsertElement]:
    for display in project.displays:
        yield InsertElement(display.place.path, display.place.span, 0, entry)


def _is_middleware(ev: Evaluator, target: FunctionValue | ClassValue) -> bool:
    """Whether Django could call ``target`` with ``get_response``."""
    if isinstance(target, FunctionValue):
        return len(target.node.parameters) == 1 and target.owner is None
    if any(short(name) == "django.MiddlewareMixin" for name in external_bases(target)):
        return True
    if any(find_method(ev, target, name) for name in _OLD_METHODS):
        return True
    init, call = find_method(ev, target, "__init__"), find_method(ev, target, "__call__")
    return (
        init is not None
        and call is not None
        and len(init.node.parameters) == len(call.node.parameters) == 2
    )


# --- where --------------------------------------------------------------------------------------


def _module_path(ev: Evaluator, project: Project, name: str) -> str:
    """The new module's file: beside the settings module, or beside the package that holds them."""
    path = project.displays[0].place.path if project.displays else project.settings[0].path
    *folders, file = path.split("/")
    if "settings" in folders:
        folders = folders[: folders.index("settings")]
    elif file == "__init__.py" or _only_settings(ev, project, "/".join(folders)):
        folders = folders[:-1]
    return "/".join([*folders, f"{name}.py"])


def _only_settings(ev: Evaluator, project: Project, directory: str) -> bool:
    """Whether a folder is there for settings alone: it has several modules of them, and no others
    that every project has."""
    paths = {s.path for s in project.settings} | {d.place.path for d in project.displays}
    inside = {path for path in paths if path.rpartition("/")[0] == directory}
    others = (ev.index.submodule(directory, name) for name in ("urls", "wsgi", "asgi", "manage"))
    return bool(directory) and len(inside) > 1 and not any(others)


def _dotted_name(ev: Evaluator, project: Project, path: str) -> str:
    """The name under which the project imports the file at ``path``.

    Who names the settings tells which folder is on the import path.
    """
    stem = path.removesuffix(".py").removesuffix("/__init__")
    for mention in project.mentions:
        named = mention.settings.removesuffix(".py").removesuffix("/__init__")
        tail = mention.dotted.replace(".", "/")
        if named == tail or named.endswith(f"/{tail}"):
            root = named[: len(named) - len(tail)]
            if stem.startswith(root):
                return stem[len(root) :].replace("/", ".")
    return ev.index.name_of(path)
