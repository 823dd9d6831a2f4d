"""Classes of the project and their instances: inheritance, attributes, construction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from replaytag.evaluator.values import (
    NONE,
    Choice,
    ClassValue,
    Constant,
    Decorated,
    Entered,
    External,
    FunctionValue,
    Made,
    Member,
    ModuleValue,
    Super,
    Unknown,
    Value,
    choice,
    options,
    undecorated,
    with_paths,
)
from replaytag.facts import model
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator

_NAMES = ("__name__", "__qualname__")
_CLASS_METHODS = ("builtins.classmethod", "django.utils.decorators.classonlymethod")
_PROPERTIES = ("builtins.property", "functools.cached_property", "cached_property.cached_property")


def bases(cls: ClassValue) -> Iterator[ClassValue | Value]:
    """The bases of ``cls``, with decorators and choices seen through."""
    for base in cls.bases:
        for option in options(base):
            yield undecorated(option)


def mro(cls: ClassValue) -> list[Value]:
    """``cls`` and everything it inherits from, in look-up order; libraries' bases included.

    Depth first, keeping each class's last occurrence: Python's own order for the hierarchies that
    web code has, and total where Python would refuse.
    """
    if cls.order:
        return cls.order
    order: list[Value] = []

    def visit(value: Value, path: tuple[ClassValue, ...]) -> None:
        order.append(value)
        if isinstance(value, ClassValue) and value not in path and len(path) < 40:
            for base in bases(value):
                visit(base, (*path, value))

    visit(cls, ())
    last = {value: index for index, value in enumerate(order)}
    cls.order.extend(value for index, value in enumerate(order) if last[value] == index)
    return cls.order


def external_bases(cls: ClassValue) -> list[str]:
    """Dotted names of the library classes that ``cls`` inherits from."""
    return [value.name for value in mro(cls) if isinstance(value, External)]


def find(cls: ClassValue, name: str) -> Value | None:
    """The class attribute ``name`` as written in ``cls`` or the nearest base of the project."""
    for value in mro(cls):
        if isinstance(value, ClassValue) and name in value.namespace:
            return value.namespace[name]
    return None


def find_method(ev: Evaluator, cls: ClassValue, name: str) -> FunctionValue | None:
    """The method ``name`` that an instance of ``cls`` would run, if the project defines it."""
    found = find(cls, name)
    if found is None:
        return None
    for option in options(found):
        function = undecorated(option)
        if isinstance(function, FunctionValue):
            return function
    return None


def bind_method(ev: Evaluator, function: FunctionValue, receiver: Value) -> FunctionValue:
    """``function`` as called on ``receiver``."""
    return ev.bound(function, receiver)


def attribute(ev: Evaluator, owner: Value, name: str) -> Value:
    """``owner.name``, through instances, classes, modules and libraries."""
    of_kind = _ATTRIBUTES.get(type(owner), _of_anything)
    return of_kind(ev, owner, name)


def _of_anything(ev: Evaluator, owner: Value, name: str) -> Value:
    return ev.heap.get((owner, name)) or Member(owner, name)


def _of_choice(ev: Evaluator, owner: Choice, name: str) -> Value:
    found = [
        (attribute(ev, value, name), path) for value, path in with_paths(owner) if value != NONE
    ]
    if not found:
        return Unknown("an attribute of None")
    return choice([value for value, _ in found], [path for _, path in found])


def _of_module(ev: Evaluator, owner: ModuleValue, name: str) -> Value:
    return ev.member_of_module(owner, name)


def _of_external(ev: Evaluator, owner: External, name: str) -> Value:
    if owner.name in ev.signatures.instances:
        return _of_anything(ev, owner, name)
    return ev.heap.get((owner, name)) or External(f"{owner.name}.{name}")


def _of_decorated(ev: Evaluator, owner: Decorated, name: str) -> Value:
    inner = undecorated(owner)
    if isinstance(inner, ClassValue):
        return _of_class(ev, inner, name)
    if name in _NAMES:
        return attribute(ev, owner.target, name)
    return _of_anything(ev, owner, name)


def _of_function(ev: Evaluator, owner: FunctionValue, name: str) -> Value:
    if name in _NAMES:
        return Constant(getattr(owner.node, "name", "<lambda>"))
    return _of_anything(ev, owner, name)


def _of_constant(ev: Evaluator, owner: Constant, name: str) -> Value:
    # A member of an Enum; no plain constant has this attribute.
    return owner if name == "value" else _of_anything(ev, owner, name)


def _of_unknown(ev: Evaluator, owner: Unknown, name: str) -> Value:
    return owner


def _of_class(ev: Evaluator, cls: ClassValue, name: str) -> Value:
    if name in _NAMES:
        return Constant(cls.name)
    found = find(cls, name)
    if found is None:
        return Member(cls, name)
    for option in options(found):
        if _decorated_by(option, _CLASS_METHODS):
            function = undecorated(option)
            if isinstance(function, FunctionValue):
                return bind_method(ev, function, cls)
    return found


def _of_instance(ev: Evaluator, made: Made, name: str) -> Value:
    stored = made.attributes.get(name)
    if stored is not None:
        return stored
    if not isinstance(made.callee, ClassValue):
        return Member(made, name)
    cls = made.callee
    if name == "__class__":
        return cls
    found = find(cls, name)
    return Member(made, name) if found is None else _bind(ev, found, made)


def _of_super(ev: Evaluator, owner: Super, name: str) -> Value:
    receiver, cls = owner.receiver, owner.owner
    start = receiver.callee if isinstance(receiver, Made) else receiver
    order = mro(start) if isinstance(start, ClassValue) else mro(cls)
    after = order[order.index(cls) + 1 :] if cls in order else order[1:]
    for value in after:
        if isinstance(value, ClassValue) and name in value.namespace:
            return _bind(ev, value.namespace[name], receiver)
    return Member(receiver, name)


_ATTRIBUTES: dict[type, Callable[[Evaluator, Any, str], Value]] = {
    Choice: _of_choice,
    ClassValue: _of_class,
    Constant: _of_constant,
    Decorated: _of_decorated,
    External: _of_external,
    FunctionValue: _of_function,
    Made: _of_instance,
    ModuleValue: _of_module,
    Super: _of_super,
    Unknown: _of_unknown,
}
"""How attributes are looked up on values of which more is known than their names."""


def _bind(ev: Evaluator, found: Value, receiver: Value) -> Value:
    """A class attribute as seen through an instance."""
    if isinstance(found, Choice):
        return choice([_bind(ev, option, receiver) for option in found.options])
    if isinstance(found, FunctionValue):
        return bind_method(ev, found, receiver) if found.receiver is None else found
    if not isinstance(found, Decorated):
        return found
    function = undecorated(found)
    if not isinstance(function, FunctionValue) or _decorated_by(found, ("builtins.staticmethod",)):
        return function
    if _decorated_by(found, _CLASS_METHODS):
        cls = receiver.callee if isinstance(receiver, Made) else receiver
        return bind_method(ev, function, cls)
    if _decorated_by(found, _PROPERTIES):
        return ev.call(bind_method(ev, function, receiver), (), (), function.place)
    return Decorated(found.target, bind_method(ev, function, receiver), found.decorators)


def _decorated_by(value: Value, names: tuple[str, ...]) -> bool:
    return isinstance(value, Decorated) and any(
        isinstance(decorator, External) and decorator.name in names
        for decorator in value.decorators
    )


def entered(ev: Evaluator, value: Value) -> Value:
    """What ``with value as x`` binds."""
    if isinstance(value, Choice):
        return choice([entered(ev, option) for option in value.options])
    if isinstance(value, Made):
        if "__enter__" in value.attributes:
            return value.attributes["__enter__"]
        if isinstance(value.callee, ClassValue):
            for name in ("__enter__", "__aenter__"):
                method = find_method(ev, value.callee, name)
                if method is not None:
                    return ev.call(bind_method(ev, method, value), (), (), value.place)
    return Entered(value)


def store_targets(owner: Value) -> list[Value]:
    """The values that an attribute assignment on ``owner`` changes."""
    if isinstance(owner, Choice):
        return [option for option in owner.options if option != Constant(None)]
    if isinstance(owner, Super):
        return [owner.receiver]
    inner = undecorated(owner)
    return [inner if isinstance(inner, ClassValue) else owner]


def instantiate(
    ev: Evaluator,
    cls: ClassValue,
    arguments: tuple[Value, ...],
    keywords: tuple[tuple[str, Value], ...],
    complete: bool,
    place: Place,
) -> Value:
    """An instance of ``cls``; its ``__init__`` runs with these arguments."""
    member = _enum_member(cls, arguments)
    if member is not None:
        return member
    made = ev.make(cls, arguments, keywords, complete, place)
    known = ev.instances.setdefault(cls, {})
    if made in known:
        return made
    known[made] = None
    init = find_method(ev, cls, "__init__")
    if init is not None:
        ev.call_function(bind_method(ev, init, made), arguments, keywords, complete, place)
    else:
        _fill_fields(cls, made, arguments, keywords)
    return made


def _enum_member(cls: ClassValue, arguments: tuple[Value, ...]) -> Value | None:
    """``Color("red")`` on an Enum gives the member, which is its value here."""
    if len(arguments) == 1 and any(name.startswith("enum.") for name in external_bases(cls)):
        return arguments[0]
    return None


def _fill_fields(
    cls: ClassValue,
    made: Made,
    arguments: tuple[Value, ...],
    keywords: tuple[tuple[str, Value], ...],
) -> None:
    """Dataclasses, NamedTuples and pydantic models: arguments become attributes."""
    fields = [
        target.id
        for base in reversed(mro(cls))
        if isinstance(base, ClassValue)
        for statement in base.node.body
        if isinstance(statement, model.Assign) and statement.annotation is not None
        for target in statement.targets
        if isinstance(target, model.Name)
    ]
    if not fields:
        return
    made.attributes.update(zip(fields, arguments, strict=False))
    made.attributes.update({key: value for key, value in keywords if key in fields})
