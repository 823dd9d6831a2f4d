"""How a hook comes to run before others, where that is certain; RT305's fixes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from replaytag.actions import Action, MoveBefore, ReplaceText
from replaytag.diagnostics import Applicability, Fix
from replaytag.evaluator.values import definition
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.fixes.offer import offer
from replaytag.fixes.text import Text, decode
from replaytag.source import Place, Span

if TYPE_CHECKING:
    from replaytag.frameworks.records import Hook
    from replaytag.project import Project
    from replaytag.project.turns import LateTurn


def place_of(project: Project, hook: Hook) -> Place:
    """Where a hook is registered: its element of the list, where that is written out."""
    if hook.order is None or hook.order.display is None:
        return hook.place
    display = hook.order.display
    elements = _elements(project, display)
    if not _stands_there(project, hook, elements):
        return hook.place
    return Place(display.path, elements[hook.order.rank[-1]])


def _stands_there(project: Project, hook: Hook, elements: list[Span]) -> bool:
    """Whether the element of the list that a hook is said to be names it.

    What is put into the list later may be in front of it.
    """
    target = definition(hook.target)
    if hook.order is None or hook.order.display is None or target is None:
        return False
    index = hook.order.rank[-1]
    if index >= len(elements):
        return False
    text = _text(project, hook.order.display.path)
    written = text.text[slice(*text.offsets(elements[index]))]
    return re.search(rf"\b{re.escape(target.name)}\b", written) is not None


def _text(project: Project, path: str) -> Text:
    return Text(decode(project.workspace.read(path)).text)


def reorder_fix(project: Project, turn: LateTurn) -> Fix | None:
    """Puts the tagger before the others."""
    order = turn.tagger.order
    assert order is not None
    actions = _moved(turn) if order.display is None else _exchanged(project, turn, order.display)
    if not actions:
        return None
    fix, _ = offer(project, actions, "Let the tagger run first", Applicability.UNSAFE)
    return fix


def _moved(turn: LateTurn) -> tuple[Action, ...]:
    """Moves the tagger's registration up; where the last one runs first, the others' instead."""
    tagger = turn.tagger.place
    others = sorted(other.place for other in turn.others)
    if tagger > others[-1]:
        return (MoveBefore(tagger.path, tagger.span, others[0].span),)
    if tagger < others[0]:
        return tuple(MoveBefore(tagger.path, other.span, tagger.span) for other in others)
    return ()


def _exchanged(project: Project, turn: LateTurn, display: Place) -> tuple[Action, ...]:
    """Puts the tagger's element first of these, and those between one place further down."""
    assert turn.tagger.order is not None
    last = turn.tagger.order.rank[-1]
    first = min(other.order.rank[-1] for other in turn.others if other.order is not None)
    elements = _elements(project, display)
    if not all(_stands_there(project, hook, elements) for hook in (turn.tagger, *turn.others)):
        return ()
    text = _text(project, display.path)
    written = [text.text[slice(*text.offsets(span))] for span in elements]
    turned = [written[last], *written[first:last]]
    return tuple(
        ReplaceText(display.path, span, content)
        for span, content in zip(elements[first : last + 1], turned, strict=True)
    )


def _elements(project: Project, display: Place) -> list[Span]:
    """Where the elements of a list or tuple stand; none where it is not written out."""
    facts = project.ev.facts(display.path)
    for node in walk(facts.body if facts else ()):
        if isinstance(node, model.Sequence) and node.span == display.span:
            if any(isinstance(element, model.Starred) for element in node.elements):
                return []
            return [element.span for element in node.elements]
    return []
