"""Settings: where a project keeps them, and what its other modules read from them."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator import classes
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Module
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    Made,
    MappingValue,
    ModuleValue,
    Operation,
    SequenceValue,
    Value,
    choice,
    options,
)
from replaytag.facts import model
from replaytag.frameworks.django.bindings import binding, statements
from replaytag.source import frozen

MIDDLEWARE = ("MIDDLEWARE", "MIDDLEWARE_CLASSES")
"""The setting's name, and what it was called before Django 2.0."""
_VARIABLE = "DJANGO_SETTINGS_MODULE"
_READ = External("django.conf.settings")
_CONFIGURE = External("django.conf.settings.configure")
_INCLUDE = External("split_settings.tools.include")
_TELLING = (*MIDDLEWARE, "ROOT_URLCONF", "INSTALLED_APPS")
_ENVIRONMENT = frozenset({"os.environ.setdefault", "os.environ.get", "os.getenv", "os.putenv"})


@frozen
class Settings:
    """A module of settings; or a class of settings or a ``settings.configure(...)`` in the module
    at ``path``. ``owner`` is which of these; ``included`` are files that are run in the module."""

    path: str
    owner: Value
    included: tuple[str, ...] = ()

    def get(self, ev: Evaluator, name: str) -> Value | None:
        """The value of the setting ``name``; None where it is not set."""
        match self.owner:
            case ClassValue() as cls:
                if classes.find(cls, name) is None:
                    return None
                return ev.attribute(ev.generic_instance(cls), name)
            case Made() as made:
                return made.keyword(name)
        found = [ev.value_of(path, name) for path in (self.path, *self.included)]
        known = [value for value in found if value is not None]
        return choice(known) if known else None

    def middleware(self, ev: Evaluator) -> Value | None:
        """The value of ``MIDDLEWARE``, or else of ``MIDDLEWARE_CLASSES``."""
        found = (self.get(ev, name) for name in MIDDLEWARE)
        return next((value for value in found if value is not None), None)


@frozen
class Mention:
    """``DJANGO_SETTINGS_MODULE`` is set to ``dotted``, the module at ``settings``, by ``path``."""

    dotted: str
    settings: str
    path: str


def find_mentions(ev: Evaluator) -> list[Mention]:
    """Every place of the evaluated code that names a settings module of the project."""
    found: dict[Mention, None] = {}
    for path, value in list(_assigned(ev)):
        for option in options(value):
            if isinstance(option, Constant) and isinstance(option.value, str):
                module = ev.resolve_dotted(path, option.value)
                if isinstance(module, ModuleValue) and module.path and ev.module(module.path):
                    found[Mention(option.value, module.path, path)] = None
    return list(found)


def _assigned(ev: Evaluator) -> Iterator[tuple[str, Value]]:
    """Values that the environment variable gets, or that are taken where it is not set."""
    for made in list(ev.made):
        if isinstance(made.callee, External) and made.callee.name in _ENVIRONMENT:
            key = made.argument(0, "key")
            if isinstance(key, Constant) and key.value == _VARIABLE and len(made.arguments) > 1:
                yield made.place.path, made.arguments[1]
    for store in list(ev.stores):
        if isinstance(store.key, Constant) and store.key.value == _VARIABLE:
            yield store.place.path, store.value


def find_settings(ev: Evaluator, mentions: list[Mention]) -> list[Settings]:
    """Everything among the evaluated modules that can serve as the settings of a project."""
    named = {mention.settings for mention in mentions}
    found = []
    included = _included(ev)
    for module in ev.modules():
        owner = ModuleValue(module.name, module.package, module.path)
        settings = Settings(module.path, owner, included.get(module.path, ()))
        if _is_settings(ev, module, settings, module.path in named):
            found.append(settings)
    for cls in ev.classes():
        # django-configurations, or a loader of the project's own.
        if _tells({n for c in classes.mro(cls) if isinstance(c, ClassValue) for n in c.namespace}):
            found.append(Settings(cls.module.path, cls))
    for made in ev.made:
        if made.callee == _CONFIGURE and _tells({name for name, _ in made.keywords}):
            found.append(Settings(made.place.path, made))
    return found


def _included(ev: Evaluator) -> dict[str, tuple[str, ...]]:
    """The files that modules take in by ``include("part.py", optional("parts/*.py"))``.

    The function is django-split-settings'.
    """
    found: dict[str, tuple[str, ...]] = {}
    for made in ev.made:
        if made.callee != _INCLUDE:
            continue
        path = made.place.path
        directory = path.rpartition("/")[0]
        for argument in made.arguments:
            optional = isinstance(argument, Made) and argument.arguments
            pattern = _pattern(optional[0] if optional else argument)
            files = ev.index.matching(f"{directory}/{pattern}" if directory else pattern)
            found[path] = (*found.get(path, ()), *files)
    return found


def _pattern(value: Value) -> str:
    """A path with ``*`` for what is not known of it."""
    match value:
        case Constant(value=str() as text):
            return text
        case Operation("join", parts):
            return "".join(_pattern(part) for part in parts)
    return "*"


def _tells(names: set[str]) -> bool:
    """Whether someone who binds these names is settings of a whole project."""
    middleware = any(name in names for name in MIDDLEWARE)
    return "ROOT_URLCONF" in names and (middleware or "INSTALLED_APPS" in names)


def _is_settings(ev: Evaluator, module: Module, settings: Settings, named: bool) -> bool:
    if named or settings.included:
        return any(settings.get(ev, name) is not None for name in _TELLING)
    names = set(module.names)
    middleware = any(name in names for name in MIDDLEWARE)
    return _tells(names) or (middleware and "INSTALLED_APPS" in names)


# --- what the project's other modules read -------------------------------------------------------


def publish(ev: Evaluator, paths: tuple[str, ...]) -> None:
    """Lets ``django.conf.settings.NAME`` be what the project's settings modules bind ``NAME`` to.

    Only text and collections: a flag such as ``DEBUG`` is different where the code runs.
    """
    values: dict[str, list[Value]] = {}
    for path in _settings_paths(ev, paths):
        module = ev.module(path)
        for name in list(module.names) if module else ():
            value = ev.value_of(path, name) if name.isupper() else None
            if value is not None and all(_is_text(option) for option in options(value)):
                values.setdefault(name, []).append(value)
    for name, found in values.items():
        ev.heap[(_READ, name)] = choice(found)


def _is_text(value: Value) -> bool:
    if isinstance(value, Constant):
        return isinstance(value.value, (str, bytes))
    return isinstance(value, (SequenceValue, MappingValue))


def _settings_paths(ev: Evaluator, paths: tuple[str, ...]) -> list[str]:
    """Files that bind a setting every project has, or import everything from one that does."""
    found: dict[str, None] = {}
    stars: dict[str, set[str]] = {}
    for path in paths:
        facts = ev.facts(path)
        body = facts.body if facts else ()
        if binding(ev, path, _TELLING):
            found[path] = None
        elif any(
            isinstance(node, model.Import) and node.names[0].name == "*"
            for node in statements(body)
        ):
            stars[path] = ev.imported_paths(path)
    while True:
        more = [path for path, imported in stars.items() if not imported.isdisjoint(found)]
        if not more:
            return list(found)
        for path in more:
            del stars[path]
            found[path] = None
