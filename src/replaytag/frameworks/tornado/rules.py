"""The rules of an application: which pattern leads to which handler class.

Source: ``tornado.web`` and ``tornado.routing`` of Tornado 6.6.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from replaytag.evaluator.classes import external_bases, find_method, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    Item,
    Made,
    Member,
    SequenceValue,
    Value,
    definition,
    options,
)
from replaytag.frameworks.reading.types import is_a, short
from replaytag.source import frozen

APP = "tornado.Application"

VERBS = ("get", "head", "post", "delete", "patch", "put", "options")
"""The methods of a handler that answer requests."""
_RULES = frozenset({"tornado.url", "tornado.URLSpec", "tornado.Rule"})
_ROUTERS = frozenset({"default_router", "wildcard_router"})


@frozen
class Rule:
    """``owner`` has a rule that leads from ``pattern`` to ``target``: a class or an application."""

    owner: Value
    pattern: Value | None
    target: Value


def rules(ev: Evaluator, calls: list[Made]) -> list[Rule]:
    """The rules that ``calls`` give to applications.

    Rules that are made and given to none that can be told belong to a group for each file. Where an
    application has no rules or some that cannot be told, so do lists of rules, and handlers that
    no rule leads to.
    """
    reader = _Reader(ev)
    found = [rule for made in calls for rule in reader.given(made)]
    for made in calls:
        if made not in reader.seen and _is_rule(made):
            found.extend(reader.listed(_group(made.place.path), made))
    answering = {rule.owner for rule in found}
    is_complete = reader.complete and all(m in answering for m in calls if is_a(m, APP))
    if not is_complete:
        further = [rule for path, value in _lists(ev) for rule in reader.all(_group(path), value)]
        further += (Rule(_group(cls.module.path), None, cls) for cls in _concrete(ev))
        known = {definition(rule.target) for rule in found}
        for rule in further:
            cls = definition(rule.target)
            if isinstance(cls, ClassValue) and is_handler(cls) and cls not in known:
                found.append(rule)
                known.add(cls if rule.pattern is None else None)
    return found


def _group(path: str) -> Value:
    return Item(External("tornado.web"), Constant(path))


def _lists(ev: Evaluator) -> Iterator[tuple[str, SequenceValue]]:
    """The lists that modules bind to a name."""
    for module in ev.modules():
        for value in list(module.names.values()):
            if isinstance(value, SequenceValue) and value.kind == "list":
                yield module.path, value


def _concrete(ev: Evaluator) -> Iterator[ClassValue]:
    """The handlers of the project that no other derives from and that answer a request."""
    classes = ev.classes()
    above = {base for cls in classes for base in mro(cls)[1:]}
    for cls in classes:
        if cls not in above and any(find_method(ev, cls, name) for name in VERBS):
            yield cls


def is_handler(cls: ClassValue) -> bool:
    """Whether it derives from a library's handler."""
    return any(map(is_handler_name, external_bases(cls)))


def is_handler_name(name: str) -> bool:
    """Whether a library's class is a handler, with a ``prepare``, and not a mixin.

    Python's own handlers are of other things: of log records, of sockets.
    """
    return name.endswith("Handler") and name.partition(".")[0] not in sys.stdlib_module_names


class _Reader:
    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self.seen: set[Made] = set()
        self.complete = True
        """Whether all rules of all applications met so far can be told."""

    def given(self, made: Made) -> Iterator[Rule]:
        """The rules that a call gives to an application."""
        callee = made.callee
        if isinstance(callee, External) and short(callee.name) == "tornado.__init__":
            # ``tornado.web.Application.__init__(self, handlers)``
            for owner in options(made.argument(0, "self") or Constant(None)):
                if is_a(owner, APP):
                    yield from self.all(owner, made.argument(1, "handlers"))
        elif isinstance(callee, Member):
            yield from self._method(made, callee.owner, callee.name)
        elif is_a(made, APP) and not (
            isinstance(callee, ClassValue) and find_method(self._ev, callee, "__init__")
        ):
            self.complete = self.complete and made.complete
            yield from self.all(made, made.argument(0, "handlers"))

    def _method(self, made: Made, owner: Value, name: str) -> Iterator[Rule]:
        if name == "add_rules" and isinstance(owner, Member) and owner.name in _ROUTERS:
            owner = owner.owner
        if name not in ("__init__", "add_handlers", "add_rules") or not is_a(owner, APP):
            return
        if name == "add_handlers":
            yield from self.all(owner, made.argument(1, "host_handlers"))
        else:
            keyword = "handlers" if name == "__init__" else "rules"
            self.complete = self.complete and (made.complete or bool(made.arguments))
            yield from self.all(owner, made.argument(0, keyword))

    def all(self, owner: Value, value: Value | None) -> Iterator[Rule]:
        """The rules in a list."""
        for option in options(value) if value is not None else ():
            if isinstance(option, SequenceValue):
                self.complete = self.complete and option.complete
                for element in option.elements:
                    for one in options(element):
                        yield from self.listed(owner, one)
            elif option != Constant(None):
                self.complete = False

    def listed(self, owner: Value, value: Value) -> Iterator[Rule]:
        """The rule that an element of a list of rules is, or the rules that it leads to."""
        match value:
            case SequenceValue(elements=(pattern, target, *_)):
                yield from self._rule(owner, pattern, target)
            case Made() if _is_rule(value):
                self.seen.add(value)
                handler = value.argument(1, "handler") or value.keyword("target")
                path = value.argument(0, "pattern") or value.keyword("matcher")
                if handler is not None:
                    yield from self._rule(owner, path, handler)
            case _:
                self.complete = False

    def _rule(self, owner: Value, pattern: Value | None, target: Value) -> Iterator[Rule]:
        if isinstance(pattern, Made):
            pattern = pattern.argument(0, "path_pattern")
        for option in options(target):
            if isinstance(option, SequenceValue):
                yield from self.all(owner, option)
                continue
            found = self._named(option)
            if isinstance(definition(found), ClassValue) or is_a(found, APP):
                yield Rule(owner, pattern, found)

    def _named(self, value: Value) -> Value:
        """The class of which ``value`` is the dotted name; else ``value`` itself."""
        if isinstance(value, Constant) and isinstance(value.value, str) and value.place:
            return self._ev.resolve_dotted(value.place.path, value.value) or value
        return value


def _is_rule(made: Made) -> bool:
    return isinstance(made.callee, External) and short(made.callee.name) in _RULES


def handler_classes(found: Iterable[Rule], app: Made, alone: bool) -> list[ClassValue]:
    """The classes that answer for ``app``, in order, and those of rules that may be its own.

    These are all of which it is not known whose they are, if ``app`` is ``alone``; else those in
    the same top-level folder.
    """
    classes: dict[ClassValue, None] = {}
    for rule in found:
        cls = definition(rule.target)
        if isinstance(cls, ClassValue) and (
            rule.owner is app or (isinstance(rule.owner, Item) and (alone or _near(cls, app)))
        ):
            classes[cls] = None
    return list(classes)


def _near(cls: ClassValue, app: Made) -> bool:
    return cls.module.path.split("/")[:-1][:1] == app.place.path.split("/")[:-1][:1]
