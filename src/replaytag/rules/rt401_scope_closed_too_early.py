"""Reports a tag on a scope that is closed before the error is reported.

## What it does

Finds the contract's tag on the scope of a `push_scope`, `new_scope` or `isolation_scope` block,
or of a callback handed to `push_scope`, that ends before the request's errors are reported. So
does a plain `sentry_sdk.set_tag` in a `push_scope` or `isolation_scope` block, since these fork
the scope that it writes to; in a `new_scope` block it does not, and is right.

Nothing is said of a block in which an event is sent: the tag is meant for that event. A scope
that is open round the rest of the request is isolation-inside-sentry.

## Why is this bad?

Errors that nothing in the block catches are reported by Sentry's integration, long after the
block has ended and its scope is gone. Their events carry no tag, even if they were raised inside
the block.

## Example

```python
@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        with sentry_sdk.push_scope() as scope:
            scope.set_tag("openReplaySessionToken", token)
```

## Use instead

```python
@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

Safe where the block does nothing else with Sentry and Sentry has opened a scope for the request
round it: the block goes, and what it held stays. Unsafe where more is set in the block, which
would then stay on the request's scope as well, or where it is not known what calls the function.
There is no fix where the scope is handed to other code, where it is entered in one function and
tagged in another, and outside of Sentry's request scope, where a plain tag would leak into other
requests.

## References

- [sentry-python: tags of `new_scope` are not on unhandled errors](https://github.com/getsentry/sentry-python/issues/2857)
- [Sentry: scopes](https://docs.sentry.io/platforms/python/enriching-events/scopes/)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.diagnostics import Applicability, Diagnostic, Related, Severity
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.closed_scopes import closed_scopes, fix_of, safely_fixed

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.rules.closed_scopes import ClosedScope
    from replaytag.source import Place

META = RuleMeta(
    code="RT401",
    name="scope-closed-too-early",
    severity=Severity.ERROR,
    summary="The tag is set on a scope that is closed before the error is reported.",
    fixable=Applicability.SAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, request
{imports}
sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_openreplay_session():
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
{body}

@app.get("/")
def index():
    raise RuntimeError("no index")
"""

_EXPECT = "  # expect: RT401"
_FIXED = '        sentry_sdk.set_tag("openReplaySessionToken", token)\n'


def _app(body: str, *, imports: str = "") -> str:
    """The app whose hook tags by the lines of ``body``."""
    lines = "".join(f"        {line}\n" for line in body.splitlines())
    return _APP.format(imports=f"{imports}\n" if imports else "", body=lines)


def _block(opener: str, *inside: str) -> str:
    return "\n".join([f"with {opener}:", *(f"    {line}" for line in inside)])


_TAG = 'scope.set_tag("openReplaySessionToken", token)'
_OTHER = 'sentry_sdk.set_tag("tenant", "blue")'
_SENT = "sentry_sdk.capture_message('x')"
_TOP = 'sentry_sdk.set_tag("openReplaySessionToken", token)'

VALID = (
    # What is set so stays on the request's scope.
    Example(_app(_TOP)),
    Example(_app(f"sentry_sdk.get_isolation_{_TAG.replace('scope.', 'scope().', 1)}")),
    Example(_app(f"sentry_sdk.get_current_{_TAG.replace('scope.', 'scope().', 1)}")),
    Example(_app(_block("sentry_sdk.configure_scope() as scope", _TAG))),
    Example(_app(f"sentry_sdk.configure_scope(lambda scope: {_TAG})")),
    Example(_app(_block("sentry_sdk.new_scope()", _TOP))),
    # An event is sent in the block.
    Example(_app(_block("sentry_sdk.push_scope() as scope", _TAG, _SENT))),
    Example(_app(_block("sentry_sdk.new_scope() as scope", _TAG, "app.logger.error('x')"))),
    Example(_app(_block("sentry_sdk.new_scope() as scope", _TAG, "scope.capture_message('x')"))),
    # Another team's tag, and another library's scope.
    Example(
        _app(
            f"{_TOP}\n"
            + _block("sentry_sdk.push_scope() as scope", 'scope.set_tag("tenant", "blue")')
        )
    ),
    Example(
        _app(f"{_TOP}\n" + _block("tracer.push_scope() as scope", _TAG), imports="import tracer")
    ),
    # What the request needs is tagged otherwise.
    Example(_app(f"{_TOP}\n" + _block("sentry_sdk.push_scope() as scope", _TAG))),
    # A context manager of the project's own, round what sends an event.
    Example(
        _app(f"{_TOP}\nwith tagged(token):\n    sentry_sdk.capture_message('x')")
        + """

@contextmanager
def tagged(token):
    with sentry_sdk.push_scope() as scope:
        scope.set_tag("openReplaySessionToken", token)
        yield
""".replace("\n\n@", "\n\nfrom contextlib import contextmanager\n\n\n@", 1)
    ),
)

INVALID = (
    Example(
        _app(_block("sentry_sdk.push_scope() as scope", _TAG + _EXPECT)),
        _app(_TOP),
    ),
    Example(
        _app(_block("sentry_sdk.new_scope() as scope", _TAG + _EXPECT)),
        _app(_TOP),
    ),
    Example(
        _app(_block("sentry_sdk.isolation_scope() as scope", "# late", _TAG + _EXPECT)),
        _app(f"# late\n{_TOP}"),
    ),
    Example(_app(_block("sentry_sdk.push_scope()", _TOP + _EXPECT)), _app(_TOP)),
    Example(_app(f"sentry_sdk.push_scope(lambda scope: {_TAG}){_EXPECT}"), _app(_TOP)),
    Example(
        _app(_block("push_scope() as scope", _TAG + _EXPECT)).replace(
            "import Flask, request\n", "import Flask, request\nfrom sentry_sdk import push_scope\n"
        ),
        _app(_TOP),
    ),
    # More is set: it would stay on the request as well.
    Example(
        _app(
            _block(
                "sentry_sdk.push_scope()", _TOP + _EXPECT, 'sentry_sdk.set_tag("tenant", "blue")'
            )
        ),
        _app(f'{_TOP}\nsentry_sdk.set_tag("tenant", "blue")'),
    ),
    # The scope is handed on, or one is opened in the other.
    Example(
        _app(_block("sentry_sdk.push_scope() as scope", _TAG + _EXPECT, "app.scope = scope")),
    ),
    Example(
        _app(
            _block("sentry_sdk.isolation_scope()", "with sentry_sdk.new_scope() as scope:")
            + f"\n        {_TAG}{_EXPECT}"
        ),
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    for scope in closed_scopes(project):
        if not scope.wraps:
            yield _diagnostic(project, scope)


def mends(project: Project) -> Iterable[Place]:
    return safely_fixed(project, wraps=False)


def _diagnostic(project: Project, scope: ClosedScope) -> Diagnostic:
    fix, reason = fix_of(project, scope)
    first, *others = scope.attempts
    related = [Related(scope.opener, "the scope is open in this block only")]
    related += [Related(other.place, "so is this tag") for other in others]
    help = f'Tag the request\'s own scope: `sentry_sdk.set_tag("{scope.tag}", ...)`.'
    if fix is None:
        help += f" It is not written for you: {reason}."
    return META.diagnostic(
        first.place,
        f"The tag `{scope.tag}` is gone with the scope of `{scope.block.name}()`, which is closed "
        "before an error of the request is reported",
        help=help,
        related=related,
        fix=fix,
    )
