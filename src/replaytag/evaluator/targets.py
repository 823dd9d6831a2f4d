"""Assignment targets: names, attributes, items, and patterns of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from replaytag.evaluator import operators, sharing
from replaytag.evaluator.containers import item
from replaytag.evaluator.state import Frame, Store
from replaytag.evaluator.values import (
    Constant,
    Element,
    Item,
    MappingValue,
    SequenceValue,
    Unknown,
    Value,
)
from replaytag.facts import model
from replaytag.source import Place, Span

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator


def bind_target(
    ev: Evaluator, target: model.Expression, value: Value, frame: Frame, span: Span
) -> None:
    """Assigns ``value`` to a target: a name, attribute, item, or a pattern of these."""
    if isinstance(target, model.Name):
        ev.assign_name(target.id, value, frame, Place(frame.module.path, span))
        return
    match target:
        case model.Attribute():
            owner = ev.evaluate(target.value, frame)
            ev.store_attribute(owner, target.name, value, Place(frame.module.path, span))
        case model.Subscript():
            owner = ev.evaluate(target.value, frame)
            key = ev.evaluate(target.index, frame)
            within = frame.function.place if frame.function else None
            place = Place(frame.module.path, span)
            ev.record_store(Store(owner, key, value, place, within, frame.contexts))
            changed: Value | None = None
            if isinstance(owner, MappingValue) and _is_shared(ev, target, key, value, frame):
                through = f"{getattr(target.value, 'id', '')}[{getattr(key, 'value', '')!r}]"
                entry = (key, sharing.shared(value, through, place))
                ev.share_item(owner, MappingValue((*owner.entries, entry), False, owner.place))
            elif isinstance(owner, MappingValue):
                changed = MappingValue((*owner.entries, (key, value)), owner.complete, owner.place)
            elif isinstance(owner, SequenceValue) and isinstance(target.index, model.Opaque):
                # A slice: what it replaces is not known, what it adds is.
                changed = operators.concatenated(owner.kind, owner.place, owner, value)
            if changed is not None:
                bind_target(ev, target.value, changed, frame, span)
        case model.Sequence():
            _unpack(ev, target, value, frame, span)
        case model.Starred():
            bind_target(ev, target.value, value, frame, span)


def _is_shared(
    ev: Evaluator, target: model.Subscript, key: Value, value: Value, frame: Frame
) -> bool:
    """Whether a function keeps something of the request in a module's own mapping."""
    name = target.value.id if isinstance(target.value, model.Name) else ""
    return (
        frame.function is not None
        and isinstance(key, Constant)
        and ev.signatures.reads(value)
        and name in frame.module.names
        and name not in frame.names
    )


def _unpack(ev: Evaluator, target: model.Sequence, value: Value, frame: Frame, span: Span) -> None:
    if any(isinstance(element, model.Starred) for element in target.elements):
        for element in target.elements:
            bind_target(ev, element, Element(value), frame, span)
        return
    for index, element in enumerate(target.elements):
        part = item(value, Constant(index))
        if isinstance(part, Item) and isinstance(part.owner, SequenceValue):
            part = Unknown("unpacking a sequence of unknown length")
        bind_target(ev, element, part, frame, span)
