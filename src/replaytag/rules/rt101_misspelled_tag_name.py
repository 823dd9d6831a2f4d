"""Reports a Sentry tag whose key was meant to be the contract's and is not exactly it.

## What it does

Looks at the key of every Sentry tag call, in whatever form it is written, and reports keys that
differ from `openReplaySessionToken` by case, separators, a word split, joined, left out or swapped,
a plural, a slip of a letter or stray blanks, and the header's name used as a tag.

Keys that `known-tags` in `[tool.replaytag]` lists are held to the same standard: their near misses
are reported, and they are never taken for a misspelling themselves.

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
from replaytag.contract import judge_known_tag, judge_tag
from replaytag.diagnostics import Applicability, Diagnostic, Fix, Related, Severity
from replaytag.evaluator.values import Constant
from replaytag.fixes.offer import offer
from replaytag.rules.base import Example, RuleMeta

if TYPE_CHECKING:
    from replaytag.contract import Contract, Spelling
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

_KNOWN = {"pyproject.toml": '[tool.replaytag]\nknown-tags = ["customer_segment"]\n'}

VALID = (
    Example(
        {**_KNOWN, "app.py": 'import sentry_sdk\n\nsentry_sdk.set_tag("customer_segment", 1)\n'}
    ),
    Example({**_KNOWN, "app.py": 'import sentry_sdk\n\nsentry_sdk.set_tag("customer_name", 1)\n'}),
    Example('import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySessionToken", "x")\n'),
    Example('import sentry_sdk\n\nsentry_sdk.set_tag("openReplaySession.id", "1")\n'),
    Example('import mlflow\n\nmlflow.set_tag("openreplaySessionToken", "x")\n'),
)

INVALID = (
    Example(
        {
            **_KNOWN,
            "app.py": (
                'import sentry_sdk\n\nsentry_sdk.set_tag("customerSegment", 1)  # expect: RT101\n'
            ),
        },
        {"app.py": 'import sentry_sdk\n\nsentry_sdk.set_tag("customer_segment", 1)\n'},
    ),
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
    found: dict[Place, tuple[Constant, Spelling, list[TagCall]]] = {}
    for call in project.sentry_tags:
        if call.scope == "span" or project.workspace.is_supporting(call.place.path):
            continue
        for key in project.constants(call.key):
            spelling = _judged(project, key.value) if isinstance(key.value, str) else None
            if spelling is not None:
                place = key.place or call.place
                found.setdefault(place, (key, spelling, []))[2].append(call)
    for place, (key, spelling, calls) in found.items():
        yield _diagnostic(project, place, key, spelling, calls)


def _judged(project: Project, name: str) -> Spelling | None:
    """What ``name`` misspells: a tag of the contract, or else one that the project knows."""
    config = project.workspace.config
    own = {tag.name for one in (config.contract, *config.contracts) for tag in one.tags}
    if name in own.union(config.known_tags):
        return None
    judged = [judge_tag(name, project.contract)]
    judged += [judge_known_tag(name, known) for known in config.known_tags]
    return next((spelling for spelling in judged if spelling.is_misspelt), None)


def _diagnostic(
    project: Project, place: Place, key: Constant, spelling: Spelling, calls: list[TagCall]
) -> Diagnostic:
    tag = spelling.right
    whose = "the contract's tag" if _is_of(project.contract, tag) else "the known tag"
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
        f"The Sentry tag {str(key.value)!r} {spelling.how}: {whose} is `{tag}`",
        help=help,
        related=uses,
        fix=fix,
    )


def _is_of(contract: Contract, name: str) -> bool:
    return any(tag.name == name for tag in contract.tags)
