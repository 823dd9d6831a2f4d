"""Recipes as the generation of the SDK needs them that a project runs with.

Recipes are written for sentry-sdk 2. Before, there was no `isolation_scope`: a hub of one's own
does the same. It works for threads and for tasks, while `push_scope` mixes the tags of tasks that
run at the same time. Source: 1.45.1 and 2.75, run with WSGI and ASGI.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace

from replaytag.actions import Action
from replaytag.frameworks.records import Recipe

FIRST_WITH_ISOLATION = "2.0"

_ISOLATION = "isolation_scope"
_OPENED = re.compile(r"sentry_sdk\.isolation_scope\(\)(?: as (\w+))?")
_OWN_HUB = "sentry_sdk.Hub(sentry_sdk.Hub.current)"
_REASON = f"it needs sentry-sdk {FIRST_WITH_ISOLATION} or newer"


def for_sdk(recipe: Recipe, at_least: Callable[[str], bool | None]) -> Recipe:
    """``recipe`` without what the SDK of the project does not have.

    ``at_least`` tells whether it is of a version or newer; where that is not known it may have all.
    Without actions where nothing else does the same.
    """
    texts = (recipe.snippet, *(text for one in recipe.actions for text in _texts(one).values()))
    if not any(_ISOLATION in text for text in texts) or at_least(FIRST_WITH_ISOLATION) is not False:
        return recipe
    snippet = _older(recipe.snippet)
    actions = tuple(_older_action(action) for action in recipe.actions)
    left = any(_ISOLATION in text for one in actions for text in _texts(one).values())
    if left:
        return replace(recipe, snippet=snippet, actions=(), reason=_REASON)
    return replace(recipe, snippet=snippet, actions=actions)


def _texts(action: Action) -> dict[str, str]:
    """The parts of an action that are code."""
    parts = {entry.name: getattr(action, entry.name) for entry in fields(action)}
    return {k: v for k, v in parts.items() if k != "path" and isinstance(v, str)}


def _older_action(action: Action) -> Action:
    changed = {name: _older(text) for name, text in _texts(action).items()}
    return replace(action, **changed)  # type: ignore[arg-type]


def _older(code: str) -> str:
    """``code`` with a hub where it opens a scope; tags are set on what is current then."""
    for name in filter(None, _OPENED.findall(code)):
        code = re.sub(rf"\b{name}\.set_tag\(", "sentry_sdk.set_tag(", code)
    return _OPENED.sub(_OWN_HUB, code)
