"""Reports files that have to be read and are not Python 3.

## What it does

Reports every file that the verdict on the project depends on and that cannot be parsed: templates
whose name ends in `.py`, code for Python 2, files whose bytes do not fit their encoding.

## Why is this bad?

What such a file says is not known to the analysis. An app, a handler or a middleware in it is not
seen, and the verdict on the rest of the project may be wrong for that reason.

Files in which no name of a web framework, of Sentry or of OpenReplay occurs are not parsed, and so
not reported; nor is any file of a project in which neither Sentry nor OpenReplay is named. Where no
handler can be covered, since nothing names OpenReplay, or where all of them are, since a hook of
the whole app tags every request, the files that make apps, start Sentry and tag decide, and no
others are parsed. Tests, examples and documentation are passed over unless they are named on the
command line: they hold broken code on purpose.

## Example

```python
print "The session is", token
```

## Use instead

```python
print("The session is", token)
```

A template that becomes Python only once it is filled in belongs to the `exclude` of the
configuration:

```toml
[tool.replaytag]
exclude = ["cookiecutter/"]
```

## Fix safety

There is no fix.

## References

- [LibCST](https://libcst.readthedocs.io/en/latest/), whose grammar decides
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Diagnostic, Severity
from replaytag.rules.base import Example, RuleMeta
from replaytag.source import Place, Span

if TYPE_CHECKING:
    from replaytag.project import Project

META = RuleMeta(
    code="RT900",
    name="syntax-error",
    severity=Severity.WARNING,
    summary="A file cannot be read as Python 3, so nothing in it is known.",
)

_APP = "import sentry_sdk\nfrom flask import Flask\n\napp = Flask(__name__)\n"

VALID = (
    Example('import sentry_sdk\n\nprint("The session is", token)\n'),
    Example('import flask\n\nprint "Sentinels are no use of the SDK"\n'),
    Example(
        {
            "app.py": "import sentry_sdk\n",
            "tests/data/python2.py": 'import flask\n\nprint "on purpose"\n',
        }
    ),
    Example({"app.py": "import sentry_sdk\n", "views.py": 'import flask\n\nprint "unasked"\n'}),
)

INVALID = (
    Example(_APP + 'print "The session is", token  # expect: RT900\n'),
    Example("from flask import Flask, {{ sentry_app }}  # expect: RT900\n"),
    Example(
        {
            "app.py": 'import sentry_sdk\n\nHEADER = "X-OpenReplay-SessionToken"\n',
            "views.py": 'import flask\n\nprint "Any file may read it"  # expect: RT900\n',
        }
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for path, line, column, message in project.unreadable():
        place = Place(path, Span.point(line, column))
        yield META.diagnostic(place, f"Not Python 3: {message}")
