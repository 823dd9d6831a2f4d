"""URLconfs: from ``urlpatterns`` to the views they route to."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Choice,
    Constant,
    Element,
    External,
    Made,
    Member,
    ModuleValue,
    SequenceValue,
    Value,
    options,
)
from replaytag.frameworks.reading.types import short
from replaytag.source import frozen

_ROUTES = frozenset({"django.path", "django.re_path", "django.url"})
_ERROR_VIEWS = ("handler400", "handler403", "handler404", "handler500")


@frozen
class Route:
    """A route to ``view``, in the URLconf at ``path``; ``pattern`` is None where not literal.

    ``prefix`` goes in front of a view that is given as a dotted string. ``mounted`` tells that
    ``view`` is an object with routes of its own, whose ``urls`` are included here.
    """

    pattern: str | None
    view: Value
    path: str
    prefix: str = ""
    mounted: bool = False
    extra: Value | None = None
    """The mapping of further arguments to the view."""


def root_routes(ev: Evaluator, path: str) -> Iterator[Route]:
    """Every route of the root URLconf at ``path``, and its views of errors."""
    yield from _Walk(ev).module(path, "")
    for name in _ERROR_VIEWS:
        view = ev.value_of(path, name)
        if view is not None:
            yield Route(None, view, path)


def urlconf_paths(ev: Evaluator) -> list[str]:
    """Every evaluated module that binds ``urlpatterns``."""
    return sorted(module.path for module in ev.modules() if "urlpatterns" in module.names)


class _Walk:
    """One walk over a tree of URLconfs."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self._open: list[str] = []
        """The modules being walked, the outermost first."""
        self._prefix = ""

    def module(self, path: str, pattern: str | None) -> Iterator[Route]:
        """The routes of the URLconf at ``path``, included under ``pattern``."""
        if path in self._open:
            return  # it includes itself: Django would never start
        value = self._ev.value_of(path, "urlpatterns")
        if value is not None:
            self._open.append(path)
            yield from self._patterns(value, pattern)
            self._open.pop()

    @property
    def _path(self) -> str:
        return self._open[-1]

    def _patterns(self, value: Value, under: str | None) -> Iterator[Route]:
        """What ``include`` and ``urlpatterns`` take: patterns, or something that has them."""
        for option in options(value):
            match option:
                case SequenceValue(elements=(first, second, *_)) if _is_namespaced(second):
                    yield from self._patterns(first, under)
                case SequenceValue(elements=elements):
                    for element in elements:
                        yield from self._pattern(element, under)
                case ModuleValue(path=str() as path):
                    yield from self.module(path, under)
                case Constant(value=str() as dotted):
                    found = self._ev.resolve_dotted(self._path, dotted)
                    if found is not None and not isinstance(found, Constant):
                        yield from self._patterns(found, under)
                case _:
                    yield from self._pattern(option, under)

    def _pattern(self, value: Value, under: str | None) -> Iterator[Route]:
        """One element of ``urlpatterns``."""
        for option in options(value):
            match option:
                case Element(owner):
                    yield from self._patterns(owner, under)
                case Member(owner, "urls" | "urlpatterns"):
                    yield Route(under, owner, self._path, mounted=True)
                case Made(callee=Member(owner, "get_urls")):
                    yield Route(under, owner, self._path, mounted=True)
                case Made(callee=External(name)) if short(name) in _ROUTES:
                    pattern = _joined(under, option.argument(0, "route") or option.keyword("regex"))
                    view = option.argument(1, "view")
                    if view is not None:
                        yield from self._view(view, pattern, option.argument(2, "kwargs"))
                case Made(callee=External(name)) if short(name) == "django.patterns":
                    yield from self._old_patterns(option, under)
                case Made(callee=External()):
                    # ``i18n_patterns(...)``, ``format_suffix_patterns(urlpatterns)``, ...
                    for argument in option.arguments:
                        if isinstance(argument, (SequenceValue, Choice, Made, Member, Element)):
                            yield from self._patterns(argument, under)
                case SequenceValue(elements=(Constant() as pattern, view, *rest)):
                    # A plain tuple in old ``patterns(...)``.
                    extra = rest[0] if rest else None
                    yield from self._view(view, _joined(under, pattern), extra)
                case SequenceValue():
                    yield from self._patterns(option, under)

    def _old_patterns(self, made: Made, under: str | None) -> Iterator[Route]:
        """``patterns("shop.views", url(...), ...)``."""
        before = self._prefix
        first = made.arguments[0] if made.arguments else None
        prefix = first.value if isinstance(first, Constant) else ""
        self._prefix = prefix if isinstance(prefix, str) else ""
        for argument in made.arguments[1:]:
            yield from self._pattern(argument, under)
        self._prefix = before

    def _view(self, view: Value, pattern: str | None, extra: Value | None) -> Iterator[Route]:
        """What stands beside a pattern: a view, or something included."""
        for option in options(view):
            match option:
                case Made(callee=External(name)) if short(name) == "django.include":
                    prefix, self._prefix = self._prefix, ""
                    included = option.argument(0, "arg")
                    if included is not None:
                        yield from self._patterns(included, pattern)
                    self._prefix = prefix
                case SequenceValue(elements=(first, *_)):
                    # ``(patterns, app_name, namespace)`` as ``include`` returns it.
                    yield from self._patterns(first, pattern)
                case Member(owner, "urls"):
                    yield Route(pattern, owner, self._path, mounted=True)
                case _:
                    yield Route(pattern, option, self._path, self._prefix, extra=extra)


def _is_namespaced(second: Value) -> bool:
    """Whether this is the second of ``(patterns, app_name)``: no pattern is a plain text."""
    return isinstance(second, Constant)


def _joined(under: str | None, route: Value | None) -> str | None:
    """``route`` below the pattern ``under``, joined as Django joins them."""
    if isinstance(route, Made) and len(route.arguments) == 1:
        # ``gettext_lazy("...")``
        route = route.arguments[0]
    if under is None or not isinstance(route, Constant) or not isinstance(route.value, str):
        return None
    return under + route.value.removeprefix("^") if under else route.value
