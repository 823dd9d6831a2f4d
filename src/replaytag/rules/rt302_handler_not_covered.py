"""Reports handlers that no tagger covers in an app where others are covered.

## What it does

Where a tagger is registered on one blueprint, router, view class or decorator only, the handlers
beyond its reach are reported: one diagnostic for each smallest group that is uncovered as a whole
(a router, a view class, else a module), with its handlers as related places.

## Why is this bad?

Errors of these handlers link to no session, and since others do, nobody notices.

## Example

```python
@admin.before_request
def tag_openreplay_session(): ...
```

## Use instead

```python
@app.before_request
def tag_openreplay_session(): ...
```

## Fix safety

Unsafe: a second tagger, for the whole app, is written; moving the existing one there by hand is
usually better.

## References

- [Sentry: scopes and isolation](https://docs.sentry.io/platforms/python/enriching-events/scopes/)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Related, Severity
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.project.nodes import Coverage, Judged, Node
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.mending import are_mended, mended_places
from replaytag.source import Place, frozen

if TYPE_CHECKING:
    from replaytag.project import Project

META = RuleMeta(
    code="RT302",
    name="handler-not-covered",
    severity=Severity.ERROR,
    summary="Some handlers of an app are out of reach of its taggers.",
    fixable=Applicability.UNSAFE,
)

_APP = """\
import sentry_sdk
from flask import Blueprint, Flask, request

sentry_sdk.init()
admin = Blueprint("admin", __name__)
shop = Blueprint("shop", __name__){expect}


@admin.{hook}
def tag_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@admin.get("/users")
def users():
    return []


@shop.get("/basket")
def basket():
    return {{}}


app = Flask(__name__)
{fixed}app.register_blueprint(admin)
app.register_blueprint(shop)
"""
_HOOK = '''

@app.before_request
def tag_openreplay_session():
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


'''

VALID = (Example(_APP.format(hook="before_app_request", expect="", fixed="")),)

INVALID = (
    Example(
        _APP.format(hook="before_request", expect="  # expect: RT302", fixed=""),
        _APP.format(hook="before_request", expect="", fixed=_HOOK),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    mended = mended_places(project)
    for node, judged in project.served:
        if project.workspace.is_supporting(node.app.place.path):
            continue
        if not any(item.coverage is Coverage.COVERED for item in judged):
            continue
        for group in _groups([item for item in judged if not are_mended([item], mended)]):
            yield _diagnostic(project, node, group)


@frozen
class _Group:
    """Uncovered handlers that form a whole: what to call it, and where to report it."""

    name: str
    place: Place
    items: tuple[Judged, ...]


def _groups(judged: list[Judged]) -> Iterator[_Group]:
    """Uncovered handlers by the smallest whole: router, view class, else module."""
    by_node: dict[Node, list[Judged]] = {}
    for item in judged:
        if not item.handler.websocket:
            by_node.setdefault(item.node, []).append(item)
    for node, items in by_node.items():
        bad = [item for item in items if _is_bad(item)]
        if node.assumed or not bad:
            continue
        if len(bad) == len(items) and not node.serves:
            yield _Group(node.app.name, node.app.place, tuple(bad))
        else:
            yield from _classes_and_modules(items)


def _classes_and_modules(items: list[Judged]) -> Iterator[_Group]:
    rest: dict[str, list[Judged]] = {}
    classes: dict[Place | None, list[Judged]] = {}
    for item in items:
        classes.setdefault(item.handler.group_place, []).append(item)
    for place, members in classes.items():
        wrong = [item for item in members if _is_bad(item)]
        if place is not None and wrong and len(wrong) == len(members):
            yield _Group(members[0].handler.group, place, tuple(wrong))
        else:
            for item in wrong:
                rest.setdefault(item.handler.place.path, []).append(item)
    for path, wrong in rest.items():
        first = min(item.handler.place for item in wrong)
        yield _Group(path, first, tuple(wrong))


def _is_bad(item: Judged) -> bool:
    return item.coverage is Coverage.UNCOVERED and not any(
        attempt.outcome in (Outcome.TAGS, Outcome.MISSPELT, Outcome.MIXED)
        for attempt in item.attempts
    )


def _diagnostic(project: Project, node: Node, group: _Group) -> Diagnostic:
    items = sorted(group.items, key=lambda item: item.handler.place)
    related = [
        Related(item.handler.place, f"handler `{item.handler.name}` is not covered")
        for item in items
        if item.handler.place != group.place
    ]
    failed = {a.place: a for item in items for a in item.attempts}
    related += [Related(p, f"this does not count: {a.reason}") for p, a in failed.items()]
    framework = project.frameworks[node.app.framework]
    recipe = project.recipe(node)
    fix = None
    if recipe.actions and all(a.outcome is not Outcome.SHARED for a in failed.values()):
        fix, _ = offer(project, recipe.actions, recipe.message, Applicability.UNSAFE)
    help = f"Register the tagger on `{node.app.name}`, where it runs for every handler."
    if not framework.has_app_hooks:
        help = f"{recipe.message}." if not recipe.reason else f"{recipe.message}: {recipe.reason}."
    count = len(items)
    what = f"handler `{items[0].handler.name}`" if count == 1 else f"{count} handlers"
    return META.diagnostic(
        group.place,
        f"No tagger covers {what} of `{group.name}`, while other handlers of "
        f"`{node.app.name}` are covered",
        help=help,
        related=related,
        fix=fix,
    )
