"""Reports a header read whose name was meant to be the contract's and is not.

## What it does

Looks at the names under which request headers are read, in the spelling that each look-up wants
(`request.headers`, `request.META`, raw ASGI headers, `Header()` parameters, ...), and reports
those that are a misspelling of `X-OpenReplay-SessionToken`. Case alone is no error where the
look-up ignores case.

`X-OpenReplay-Session-Token`, one dash more, is what the tracker sends for axios instances
(`network.axiosInstances`); for `fetch` and XHR the same option sends `X-OpenReplay-SessionToken`.
Reading that spelling alone is reported; reading both is right.

## Why is this bad?

The look-up finds nothing, in every request. Nothing fails: the tag is simply never set.

## Example

```python
token = request.headers.get("X-OpenReplay-SesionToken")
```

## Use instead

```python
token = request.headers.get("X-OpenReplay-SessionToken")
```

## Fix safety

Safe: only the text between the quotes changes.

## References

- [OpenReplay: tracker network options](https://docs.openreplay.com/en/sdk/network-options/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.contract import Verdict
from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.header_names import Problem, header_problems

if TYPE_CHECKING:
    from replaytag.project import Project

META = RuleMeta(
    code="RT102",
    name="misspelled-header-name",
    severity=Severity.ERROR,
    summary="A header is read under a misspelling of the contract's header.",
    fixable=Applicability.SAFE,
)

_READ = "from flask import request\n\n\ndef token():\n    return request.headers.get({})\n"

VALID = (
    Example(_READ.format('"x-openreplay-sessiontoken"')),
    Example(_READ.format('"X-Session-Token"')),
    Example(
        "from flask import request\n\n\ndef token():\n"
        '    return request.headers.get("X-OpenReplay-SessionToken") or request.headers.get(\n'
        '        "X-OpenReplay-Session-Token"\n    )\n'
    ),
)

INVALID = (
    Example(
        _READ.format('"X-OpenReplay-SesionToken"').replace('oken")', 'oken")  # expect: RT102'),
        _READ.format('"X-OpenReplay-SessionToken"'),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for problem in header_problems(project):
        if problem.kind == "misspelt":
            yield _diagnostic(project, problem)


def _diagnostic(project: Project, problem: Problem) -> Diagnostic:
    header = project.contract.header
    if problem.spelling.verdict is Verdict.TRACKER_VARIANT:
        message = (
            f"The header {problem.text!r} is what the tracker sends for axios instances only; "
            f"for fetch and XHR it sends `{header}`"
        )
        help = f"Read `{problem.right}`, or both spellings."
    else:
        message = (
            f"The header {problem.text!r} {problem.spelling.how}: the browser sends `{header}`"
        )
        help = f"Read `{problem.right}`."
    return META.diagnostic(
        problem.place, message, help=help, related=problem.related, fix=problem.fix(project)
    )
