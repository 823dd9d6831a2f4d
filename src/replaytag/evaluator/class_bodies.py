"""The bodies of classes, of which most is evaluated only when it is asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from replaytag.evaluator.state import Delayed, Frame
from replaytag.evaluator.statements import execute_block, touched
from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.evaluator.engine import Evaluator


def execute_class_body(ev: Evaluator, body: tuple[model.Statement, ...], frame: Frame) -> None:
    """Evaluates the body of a class.

    Most of what models, forms and views declare is asked for by nobody, and would pull in module
    after module: a name that is bound once, to what tells nothing by itself, waits for a look-up.
    """
    waits = frame.function is None and not frame.contexts
    times = Counter(name for node in body for name in touched(node)) if waits else Counter()
    for node in body:
        name = _only_name(node)
        if name is not None and times[name] == 1 and not ev.concerns(frame.module.path, node.span):
            assert isinstance(node, model.Assign)
            assert node.value is not None
            frame.names[name] = Delayed(name, node.value, frame)
        elif execute_block(ev, (node,), frame):
            break


def _only_name(node: model.Statement) -> str | None:
    """The one name that an assignment of something worth delaying binds."""
    match node:
        case model.Assign(targets=(model.Name(id=name),), value=value):
            return None if value is None or isinstance(value, model.Literal) else name
    return None
