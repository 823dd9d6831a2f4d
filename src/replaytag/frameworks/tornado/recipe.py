"""Tagging in ``prepare``: of the project's base handler, or of a mixin for several."""

from __future__ import annotations

import os.path
from collections.abc import Iterator

from replaytag.actions import (
    Action,
    AddImport,
    CreateFile,
    DefineBefore,
    InsertAfter,
    InsertBase,
    InsertBefore,
    InsertMethod,
)
from replaytag.contract import Contract
from replaytag.evaluator import statements
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import ClassValue
from replaytag.facts import model
from replaytag.facts.docstrings import is_docstring
from replaytag.facts.walk import walk
from replaytag.frameworks.records import Recipe
from replaytag.frameworks.tornado.handlers import Prepare
from replaytag.frameworks.tornado.plan import Plan, handler_base
from replaytag.frameworks.writing.placing import imports_module

_MIXIN = "OpenReplaySentryMixin"
_MODULE = "openreplay_sentry"
_METHOD = '''\
def prepare(self):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = self.request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
    return super().prepare()
'''
_CLASS = '''\
class OpenReplaySentryMixin:
    """Tag each request's Sentry events with its OpenReplay session."""

    def prepare(self):
        token = self.request.headers.get("{header}")
        if token:
            sentry_sdk.set_tag("{tag}", token)
        return super().prepare()
'''
_LINES = """\
{token} = {receiver}.request.headers.get("{header}")
if {token}:
    sentry_sdk.set_tag("{tag}", {token})
"""
_FILE = '''\
"""Links Sentry events to the OpenReplay session that caused them."""

import sentry_sdk


{code}'''
_SUPER = "super().prepare()\n"
_UNPLACED = "the handlers are defined where no module can be told that all of them can import"


def recipe(ev: Evaluator, plan: Plan, contract: Contract) -> Recipe:
    """Writes what ``plan`` says, in all files that it concerns or in none."""
    names = {"header": contract.header, "tag": contract.tag}
    several = len(plan.bare) > 1
    where = f"the mixin `{_MIXIN}`" if several else "`prepare`"
    message = f"Tag every request in {where} of the handlers"
    snippet = (_CLASS if several or plan.reason else _METHOD).format(**names)
    if plan.reason:
        return Recipe("Tag every request in `prepare`", snippet, reason=plan.reason)
    actions: list[Action] = []
    if several:
        code = _CLASS.format(**names)
        mixed = tuple(_mixed_in(ev, plan.bare, code))
        if not mixed:
            return Recipe(message, snippet, reason=_UNPLACED)
        actions += mixed
    for cls in plan.bare if not several else ():
        actions.append(AddImport(cls.module.path, "sentry_sdk"))
        actions.append(InsertMethod(cls.module.path, cls.node.span, _METHOD.format(**names)))
    for prepare in plan.filled:
        token = _free_name(prepare)
        receiver = prepare.function.node.parameters[0].name
        lines = _LINES.format(token=token, receiver=receiver, **names)
        actions.append(AddImport(prepare.function.module.path, "sentry_sdk"))
        actions.append(_first(prepare, lines))
    actions += [_first(prepare, _SUPER) for prepare in plan.silent]
    return Recipe(message, snippet, tuple(actions))


def _first(prepare: Prepare, code: str) -> Action:
    """Puts ``code`` at the beginning of a ``prepare``, behind its docstring."""
    path, body = prepare.function.module.path, prepare.body
    if is_docstring(body):
        return InsertAfter(path, body[0].span, code)
    return InsertBefore(path, body[0].span, code)


def _free_name(prepare: Prepare) -> str:
    used = {node.id for node in walk(prepare.body) if isinstance(node, model.Name)}
    return "openreplay_token" if "token" in used else "token"


def registration(ev: Evaluator, plan: Plan, mixin: ClassValue) -> Recipe | None:
    """Puts an existing mixin into the bases of the handlers; None where it is none that fits."""
    message = f"Put `{mixin.name}` in front of the library's class in the bases of the handlers"
    if not plan.bare or plan.filled or plan.silent:
        return None
    snippet = f"class Handler({mixin.name}, RequestHandler): ...\n"
    path = mixin.module.path
    actions: list[Action] = []
    names = _names_of(ev, path) or {ev.index.name_of(path)}
    for cls in plan.bare:
        if cls.module.path == path:
            if cls.node.span.line < mixin.node.span.line:
                return Recipe(message, snippet, reason=f"`{mixin.name}` is defined below")
        elif imports_module(ev, path, cls.module.path):
            reason = f"`{path}` imports `{cls.module.path}`: importing it there would be a cycle"
            return Recipe(message, snippet, reason=reason)
        elif len(names) > 1 or ("/" in path and "." not in min(names)):
            return Recipe(message, snippet, reason=f"it is not certain how `{path}` is imported")
        else:
            actions.append(AddImport(cls.module.path, min(names), mixin.name))
        actions.append(InsertBase(cls.module.path, cls.node.span, handler_base(cls), mixin.name))
    return Recipe(message, snippet, tuple(actions))


# --- the mixin -----------------------------------------------------------------------------------


def _mixed_in(ev: Evaluator, classes: tuple[ClassValue, ...], code: str) -> Iterator[Action]:
    """The mixin's definition, its imports, and its place among the bases; nothing if unplaced."""
    paths = list(dict.fromkeys(cls.module.path for cls in classes))
    if len(paths) == 1:
        first = min(classes, key=lambda cls: cls.node.span.line)
        yield AddImport(paths[0], "sentry_sdk")
        yield DefineBefore(paths[0], first.node.span, code)
    else:
        module = _new_module(ev, paths)
        if module is None:
            return
        place, name = module
        yield CreateFile(place, _FILE.format(code=code))
        for path in paths:
            yield AddImport(path, name, _MIXIN)
    for cls in classes:
        yield InsertBase(cls.module.path, cls.node.span, handler_base(cls), _MIXIN)


def _new_module(ev: Evaluator, paths: list[str]) -> tuple[str, str] | None:
    """The path and the name of a module that all of ``paths`` can import; None: none is certain.

    It lies in the folder that they have in common, and is called as they are themselves.
    """
    folder = os.path.commonpath([path.rpartition("/")[0] or "." for path in paths])
    folder = "" if folder == "." else folder
    packages: set[str] = set()
    for path in paths:
        inner = path.removeprefix(f"{folder}/" if folder else "").removesuffix(".py")
        inner = inner.removesuffix("/__init__").replace("/", ".")
        for name in _names_of(ev, path):
            if name != inner and not name.endswith(f".{inner}"):
                return None
            packages.add(name.removesuffix(inner).rstrip("."))
    if len(packages) > 1:
        return None
    package = next(iter(packages), "")
    name = f"{package}.{_MODULE}" if package else _MODULE
    path = f"{folder}/{_MODULE}.py" if folder else f"{_MODULE}.py"
    return path, name


def _names_of(ev: Evaluator, path: str) -> set[str]:
    """The names by which the project imports a file; where only relatively, its dotted name."""
    names: set[str] = set()
    imported = False
    for module in ev.modules():
        if path not in ev.imported_paths(module.path):
            continue
        imported = True
        for node in statements.imports(module.body):
            for name in _absolute_names(node):
                found = ev.index.absolute(module.path, name)
                if found is not None and found.path == path:
                    names.add(name)
    return names or ({ev.index.name_of(path)} if imported else set())


def _absolute_names(node: model.Import) -> Iterator[str]:
    if not node.is_from:
        yield from (imported.name for imported in node.names)
    elif not node.level and node.module:
        yield node.module
        yield from (f"{node.module}.{imported.name}" for imported in node.names)
