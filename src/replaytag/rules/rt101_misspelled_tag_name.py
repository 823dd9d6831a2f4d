"""Reports a Sentry tag whose key was meant to be the contract's and is not exactly it.

## What it does

Looks at the key of every Sentry tag call, in whatever form it is written, and reports keys that
differ from `openReplaySessionToken` by case, separators, a word split, joined, left out or swapped,
a plural, a slip of a letter or stray blanks, and the header's name used as a tag.

A key that stands in a constant is reported where the constant is written, with its uses.

## Why is this bad?

OpenReplay compares tag keys exactly, case included. A misspelt key raises no error anywhere: the
event arrives in Sentry with a tag that nothing looks for, and no replay is ever linked to it.

## Example

```python
sentry_sdk.set_tag("openreplaySessionToken", token)
```

## Use instead

```python
sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

Safe: only the text between the quotes changes. No fix is offered where the same constant is also
the name of a header that is read with it, or where the key is put together from parts.

## References

- [OpenReplay: Sentry integration](https://docs.openreplay.com/en/v1.20.0/integrations/sentry/)
- [Sentry: customize tags](https://docs.sentry.io/platforms/python/enriching-events/tags/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.actions import ReplaceString
from replaytag.contract import judge_tag
from replaytag.diagnostics import Applicability, Diagnostic, Fix, Related, Severity
from replaytag.evaluator.values import Constant
from replaytag.fixes.offer import offer
from replaytag.rules.base import Example, RuleMeta

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.sentry import TagCall
    from replaytag.source import Place

META = RuleMeta(
    code="RT101",
    name="misspelled-tag-name",
    severity=Severity.ERROR,
    summary="A Sentry tag is meant to be the contract's but is spelt otherwise.",
    fixable=Applicability.SAFE,
)

VALID = (
    Example('import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySessionToken", "x")\n'),
    Example('import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySession.id", "1")\n'),
    Example('import mlflow\n\nmlflow.set_tag("openreplaySessionToken", "x")\n'),
)

INVALID = (
    Example(
        'import sentry_sdk\n\nsentry_sdk.set_tag("openreplaySessionToken", "x")  # expect: RT101\n',
        'import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySessionToken", "x")\n',
    ),
    Example(
        {
            "names.py": 'TAG = "openReplay_session_token"  # expect: RT101\n',
            "app.py": (
                "from sentry_sdk import configure_scope\n\nfrom names import TAG\n\n"
                'with configure_scope() as scope:\n    scope.set_tag(TAG, "x")\n'
            ),
        },
        {"names.py": 'TAG = "openReplaySessionToken"\n'},
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    found: dict[Place, tuple[Constant, list[TagCall]]] = {}
    for call in project.sentry_tags:
        if call.scope == "span" or project.workspace.is_supporting(call.place.path):
            continue
        for key in project.constants(call.key):
            if isinstance(key.value, str) and judge_tag(key.value, project.contract).is_misspelt:
                place = key.place or call.place
                found.setdefault(place, (key, []))[1].append(call)
    for place, (key, calls) in found.items():
        yield _diagnostic(project, place, key, calls)


def _diagnostic(project: Project, place: Place, key: Constant, calls: list[TagCall]) -> Diagnostic:
    tag = project.contract.tag
    spelling = judge_tag(str(key.value), project.contract)
    uses = [
        Related(call.place, "used here as a Sentry tag")
        for call in calls
        if not (call.place.path == place.path and call.place.span.contains(place.span))
    ]
    fix: Fix | None = None
    help = f"Spell the tag `{tag}`, exactly."
    if place in project.header_name_places:
        help = f"The same constant names the header. Give the tag a name of its own: `{tag}`."
    elif key.literal:
        action = ReplaceString(place.path, place.span, tag)
        fix, _ = offer(project, (action,), f"Spell the tag `{tag}`")
    return META.diagnostic(
        place,
        f"The Sentry tag {str(key.value)!r} {spelling.how}: the contract's tag is `{tag}`",
        help=help,
        related=uses,
        fix=fix,
    )
