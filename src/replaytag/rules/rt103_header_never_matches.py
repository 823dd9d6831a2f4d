"""Reports a header read with the right words in a form that its look-up can never match.

## What it does

Knows how each look-up spells header names, and reports a name that says the contract's words in
a form that this look-up cannot find: `request.META` with dashes, `request.headers` with an
`HTTP_` key, capitals or text among raw ASGI headers (lower-case bytes), capitals in a dict of
lower-case keys.

## Why is this bad?

The look-up finds nothing, in every request, whatever the browser sends. Nothing fails: the tag is
simply never set.

## Example

```python
token = request.META.get("X-OpenReplay-SessionToken")
```

## Use instead

```python
token = request.META.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")
```

## Fix safety

Safe: only the name changes, to the form that this look-up finds.

## References

- [Django: HttpRequest.META](https://docs.djangoproject.com/en/stable/ref/request-response/)
- [ASGI: HTTP connection scope](https://asgi.readthedocs.io/en/latest/specs/www.html)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.header_names import header_problems

if TYPE_CHECKING:
    from replaytag.project import Project

META = RuleMeta(
    code="RT103",
    name="header-never-matches",
    severity=Severity.ERROR,
    summary="The header's name has a form that this look-up can never match.",
    fixable=Applicability.SAFE,
)

_READ = "from flask import request\n\n\ndef token():\n    return request.{}\n"

VALID = (
    Example(_READ.format('environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")')),
    Example(_READ.format('headers.get("X_OPENREPLAY_SESSIONTOKEN")')),
)

INVALID = (
    Example(
        _READ.format('environ.get("X-OpenReplay-SessionToken")  # expect: RT103'),
        _READ.format('environ.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")'),
    ),
    Example(
        _READ.format('headers.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")  # expect: RT103'),
        _READ.format('headers.get("X-OpenReplay-SessionToken")'),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for problem in header_problems(project):
        if problem.kind == "never":
            yield META.diagnostic(
                problem.place,
                f"{problem.text!r} never matches in {problem.lookup}: every request reads nothing",
                help=f"Read `{problem.right}`.",
                related=problem.related,
                fix=problem.fix(project),
            )
