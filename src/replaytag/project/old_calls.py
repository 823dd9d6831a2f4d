"""Calls of what the SDK's second major version deprecates, and Raven's."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping

from replaytag.evaluator import statements
from replaytag.evaluator.state import Inside
from replaytag.evaluator.values import Entered, External, Made, Member, Value, options, root
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.project import scopes, sdk
from replaytag.source import Place, frozen

_RAVEN = frozenset(
    {
        "Client",
        "Sentry",
        "tags_context",
        "extra_context",
        "user_context",
        "http_context",
        "captureException",
        "captureMessage",
        "captureBreadcrumb",
    }
)


class Old(enum.Enum):
    """What is deprecated."""

    CONFIGURE = "configure_scope"
    PUSH = "push_scope"
    HUB = "Hub"
    RAVEN = "Raven"


@frozen
class OldCall:
    """A deprecated call.

    ``broken`` is the method that is called on what ``configure_scope()`` or ``push_scope()``
    gives without being entered: that call raises ``AttributeError``, and ``made`` is it.
    """

    kind: Old
    made: Made
    broken: str = ""

    @property
    def chain(self) -> str:
        """What is called, by its name below ``Hub`` or ``raven``: ``current.scope.set_tag``."""
        name = dotted(self.made.callee)
        return name.rpartition("Hub.")[2] if "Hub." in name else name.rpartition(".")[2]


def dotted(value: Value) -> str:
    """The name of what is called, with dots, from what can be told of it."""
    if isinstance(value, External):
        return value.name
    if isinstance(value, Member):
        return f"{dotted(value.owner)}.{value.name}"
    return ""


def old_call(made: Made) -> OldCall | None:
    """The deprecated call that ``made`` is; None: it is none."""
    callee = made.callee
    if not sdk.is_sentry(callee):
        return None
    if isinstance(callee, Member):
        for owner in options(callee.owner):
            kind = _opener(owner)
            if kind is not None:
                is_entered = callee.name.startswith("__")
                return None if is_entered else OldCall(kind, made, callee.name)
    kind = _opener(made)
    if kind is not None:
        return OldCall(kind, made)
    name = dotted(callee)
    if name.startswith("raven."):
        return OldCall(Old.RAVEN, made) if name.rpartition(".")[2] in _RAVEN else None
    start = root(callee)
    if isinstance(start, External) and start.name.startswith("raven."):
        known = isinstance(callee, Member) and callee.name in _RAVEN
        return OldCall(Old.RAVEN, made) if known else None
    return OldCall(Old.HUB, made) if "Hub" in name.split(".") else None


def _opener(value: Value) -> Old | None:
    if isinstance(value, Made) and scopes.opens_scope(value):
        name = dotted(value.callee).rpartition(".")[2]
        return next((kind for kind in (Old.CONFIGURE, Old.PUSH) if kind.value == name), None)
    return None


def old_calls(made: Iterable[Made], parsed: Iterable[model.FileFacts]) -> Iterator[OldCall]:
    """All deprecated calls, each once; what a broken one is called on is part of that."""
    found = [old for one in made if (old := old_call(one)) is not None]
    found += (old for facts in parsed for old in written_calls(facts))
    parts = {_start(old) for old in found if old.broken}
    seen = set()
    for old in found:
        place = old.made.place
        if place not in seen and (old.broken or _start(old) not in parts):
            seen.add(place)
            yield old


def _start(old: OldCall) -> tuple[str, int, int]:
    place = old.made.place
    return place.path, place.span.line, place.span.column


def behind(made: Made) -> Iterator[OldCall]:
    """The deprecated calls by which a tag call gets at the scope that it sets the tag on."""
    found = old_call(made)
    if found is not None:
        yield found
    elif isinstance(made.callee, Member):
        for owner in options(made.callee.owner):
            if isinstance(owner, Entered) and isinstance(owner.context, Made):
                found = old_call(owner.context)
                if found is not None:
                    yield found
    for context in made.contexts:
        if isinstance(context, Inside) and isinstance(context.context, Made):
            found = old_call(context.context)
            if found is not None:
                yield found


def written_calls(facts: model.FileFacts) -> Iterator[OldCall]:
    """The deprecated calls that a file spells out, be they in code that is not evaluated or not.

    Of such a call only its name is known.
    """
    names = {
        one.asname or one.name.split(".")[0]: f"{node.module}.{one.name}"
        if node.is_from
        else (one.name if one.asname else one.name.split(".")[0])
        for node in statements.imports(facts.body)
        if not node.level and (node.module or node.names[0].name).split(".")[0] in sdk.SDK
        for one in node.names
    }
    for node in walk(facts.body) if names else ():
        if isinstance(node, model.Call):
            name = _spelt(node.callee, names)
            if name:
                found = old_call(Made(External(name), (), (), Place(facts.path, node.span)))
                if found is not None:
                    yield found


def _spelt(node: model.Expression, names: Mapping[str, str]) -> str:
    if isinstance(node, model.Name):
        return names.get(node.id, "")
    if isinstance(node, model.Attribute):
        owner = _spelt(node.value, names)
        return f"{owner}.{node.name}" if owner else ""
    return ""
