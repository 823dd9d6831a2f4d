"""Reports `configure_scope`, `push_scope`, `Hub` and Raven round the contract's tag, or anywhere.

## What it does

Finds the functions for scopes that sentry-sdk deprecates since 2.12 (`configure_scope`,
`push_scope`) and 2.11 (`Hub`), and calls of Raven, the SDK before it, where they set the
contract's tag. Selected by its whole code (`--select RT404`), it finds them in all of the
project, whatever they do: with `--fix`, that migrates a project from sentry-sdk 1 to 2.

A method that is called on `configure_scope()` itself, without `with`, is an error: it raises
`AttributeError` when it runs.

## Why is this bad?

The pre-releases of sentry-sdk 3 have none of them, so that the next major version breaks the
code. With sentry-sdk 2 they warn each time they are called.

## Example

```python
with configure_scope() as scope:
    scope.set_tag("openReplaySessionToken", token)
```

## Use instead

```python
sentry_sdk.set_tag("openReplaySessionToken", token)
```

## Fix safety

What was compared by the events of sentry-sdk 1.45.1 and 2.75.0 is safe:

- `configure_scope`, as a block or with a callback, and `Hub.current.scope` that are used for
  `set_tag`, `set_tags`, `set_user`, `set_context`, `set_extra` and `set_level` only become these
  functions of the SDK, which are the same in all versions from 0.13.1 to the pre-releases of 3.0.
- Where the scope is used otherwise, it becomes that of `sentry_sdk.get_isolation_scope()`, or of
  `sentry_sdk.Scope.get_isolation_scope()`, if the declared dependencies promise sentry-sdk 2.12
  or 2.0.
- `Hub.current.capture_exception` and the like become `sentry_sdk.capture_exception`.
- `push_scope` becomes `new_scope` if sentry-sdk 2 is declared. In sentry-sdk 2 `push_scope` keeps
  what `sentry_sdk.set_tag` sets in the block from the rest of the request, and `new_scope` does
  not: there is no fix for a block in which such a function is called, and an unsafe one where a
  block calls other code of which that is not known, or clears the scope.

There is no fix for `Hub(...)` and for Raven.

## References

- [Sentry: migrate from 1.x to 2.x](https://docs.sentry.io/platforms/python/migration/1.x-to-2.x/)
- [getsentry/sentry: the same migration by hand](https://github.com/getsentry/sentry/issues/73430)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.contract import Verdict, judge_tag
from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.project import sentry
from replaytag.project.old_calls import Old, OldCall, behind, old_calls
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.closed_scopes import closed_scopes
from replaytag.rules.scope_migration import UnusedImport, migrate, unused_imports
from replaytag.thorough import named

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.source import Place

META = RuleMeta(
    code="RT404",
    name="deprecated-scope-api",
    severity=Severity.WARNING,
    summary="A tag is set by functions that the SDK's next major version has no more.",
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

_TOP = 'sentry_sdk.set_tag("openReplaySessionToken", token)'
_TAG = 'scope.set_tag("openReplaySessionToken", token)'
_EXPECT = "  # expect: RT404"
_2_0 = {"requirements.txt": "sentry-sdk>=2.0\n"}
_2_12 = {"requirements.txt": "sentry-sdk[flask]==2.14.0\n"}


def _app(*lines: str, imports: str = "") -> str:
    body = "".join(f"        {line}\n" for part in lines for line in part.splitlines())
    return _APP.format(imports=f"{imports}\n" if imports else "", body=body)


VALID = (
    Example(_app(_TOP)),
    Example(_app(f"sentry_sdk.get_isolation_{_TAG.replace('scope.', 'scope().', 1)}")),
    Example(_app("with sentry_sdk.new_scope():", f"    {_TOP}")),
    # Other libraries have such functions, too.
    Example(
        _app("with push_scope() as scope:", f"    {_TAG}", imports="from tracer import push_scope")
    ),
    Example(_app("Hub.current.scope.set_tag('a', 1)", imports="from cameras import Hub")),
)

INVALID = (
    Example(
        _app(f"with sentry_sdk.configure_scope() as scope:{_EXPECT}", f"    {_TAG}"),
        _app(_TOP),
    ),
    # Everything that it is used for has a function of the SDK.
    Example(
        _app(
            f"with configure_scope() as scope:{_EXPECT}",
            '    scope.set_user({"id": token})',
            "    if app.debug:",
            f"        {_TAG}",
            imports="from sentry_sdk import configure_scope",
        ),
        _app('sentry_sdk.set_user({"id": token})', "if app.debug:", f"    {_TOP}"),
    ),
    Example(_app(f"sentry_sdk.configure_scope(lambda scope: {_TAG}){_EXPECT}"), _app(_TOP)),
    # Without `with` it raises.
    Example(
        _app(f'sentry_sdk.configure_scope().set_tag("openReplaySessionToken", token){_EXPECT}'),
        _app(_TOP),
    ),
    # Hubs.
    Example(
        _app(
            f'Hub.current.scope.set_tag("openReplaySessionToken", token){_EXPECT}',
            f"with Hub.current.configure_scope() as scope:{_EXPECT}",
            '    scope.set_extra("a", 1)',
            f"Hub.current.capture_message('x'){_EXPECT}",
            imports="from sentry_sdk import Hub",
        ),
        _app(_TOP, 'sentry_sdk.set_extra("a", 1)', "sentry_sdk.capture_message('x')"),
    ),
    # The scope itself is needed.
    Example(
        {
            "app.py": _app(
                f"with sentry_sdk.configure_scope() as scope:{_EXPECT}",
                "    scope.clear_breadcrumbs()",
                f"    {_TAG}",
            ),
            **_2_12,
        },
        _app("scope = sentry_sdk.get_isolation_scope()", "scope.clear_breadcrumbs()", _TAG),
    ),
    Example(
        {"app.py": _app(f"sentry_sdk.configure_scope(app.tag){_EXPECT}"), **_2_0},
        _app("app.tag(sentry_sdk.Scope.get_isolation_scope())"),
    ),
    Example(
        _app(
            f"with sentry_sdk.configure_scope() as scope:{_EXPECT}", "    scope.clear_breadcrumbs()"
        ),
    ),
    # Another scope for one event.
    Example(
        {
            "app.py": _app(
                f"with push_scope() as scope:{_EXPECT}",
                f"    {_TAG}",
                "    sentry_sdk.capture_message('x')",
                imports="from sentry_sdk import push_scope",
            ),
            **_2_0,
        },
        _app(
            "with sentry_sdk.new_scope() as scope:",
            f"    {_TAG}",
            "    sentry_sdk.capture_message('x')",
        ),
    ),
    Example(
        {
            "app.py": _app(
                f"with sentry_sdk.push_scope():{_EXPECT}",
                f"    {_TOP}",
                "    sentry_sdk.capture_message('x')",
            ),
            **_2_0,
        },
    ),
    # What is not used any more fails with the next major version all the same.
    Example(
        "from sentry_sdk import Hub, init  # expect: RT404\n\ninit()\n",
        "from sentry_sdk import init\n\ninit()\n",
    ),
    Example(
        "import raven\n\nclient = raven.Client()  # expect: RT404\n"
        'client.tags_context({"a": 1})  # expect: RT404\n'
    ),
)


def check(project: Project) -> Iterable[Diagnostic]:
    everywhere = META.code in named(project.workspace.config.select)
    parsed = [facts for facts in project.parsed.values() if facts is not None]
    found = old_calls(project.ev.made, parsed) if everywhere else _of_contract(project)
    graver = {scope.opener for scope in closed_scopes(project)}
    supporting = project.workspace.is_supporting
    done = set()
    for old in found:
        place = old.made.place
        if not everywhere and _is_all_there_is(project, old):
            continue
        if place not in graver and place not in done and not supporting(place.path):
            done.add(place)
            yield _diagnostic(project, old)
    tagging = {call.place.path for call in project.sentry_tags if _is_meant(project, call)}
    for path in sorted(project.parsed if everywhere else tagging):
        if not supporting(path):
            yield from map(_unused, unused_imports(project, path))


def mends(project: Project) -> Iterable[Place]:
    return [
        attempt.place
        for attempt in project.attempts
        if attempt.isolated and attempt.call.form.startswith("configure_scope() without with")
    ]


def _is_all_there_is(project: Project, old: OldCall) -> bool:
    """Whether a hub of one's own is what the SDK of the project has for a scope of one's own."""
    return old.kind is Old.HUB and project.sdk_at_least(old.made.place.path, "2.0") is False


def _of_contract(project: Project) -> Iterator[OldCall]:
    """The deprecated calls by which the contract's tag is set."""
    for made in project.ev.made if project.tags else ():
        if any(_is_meant(project, call) for call in sentry.tag_calls(made, made.contexts)):
            yield from behind(made)


def _is_meant(project: Project, call: sentry.TagCall) -> bool:
    if call.name is None or call.scope == "span":
        return False
    return judge_tag(call.name, project.contract).verdict is not Verdict.FOREIGN


_SINCE = {
    Old.CONFIGURE: "`configure_scope` is deprecated since sentry-sdk 2.12, and 3.0 has it no more",
    Old.PUSH: "`push_scope` is deprecated since sentry-sdk 2.12, and 3.0 has it no more",
    Old.HUB: "`Hub` is deprecated since sentry-sdk 2.11, and 3.0 has it no more",
    Old.RAVEN: "Raven is no longer maintained: sentry-sdk has taken its place",
}
_INSTEAD = {
    Old.CONFIGURE: "Use `sentry_sdk.set_tag` and the like, or `sentry_sdk.get_isolation_scope()`.",
    Old.PUSH: "Use `sentry_sdk.new_scope()`, and `sentry_sdk.isolation_scope()` for more.",
    Old.HUB: "Use the functions of `sentry_sdk`, and `sentry_sdk.isolation_scope()` for a hub.",
    Old.RAVEN: "Use `sentry_sdk.init` and `sentry_sdk.set_tag`.",
}


def _diagnostic(project: Project, old: OldCall) -> Diagnostic:
    fix, reason = migrate(project, old)
    message, severity = _SINCE[old.kind], META.severity
    if old.broken:
        message = (
            f"`{old.kind.value}().{old.broken}(...)` raises `AttributeError`: only `with` gives "
            "the scope"
        )
        severity = Severity.ERROR
    help = _INSTEAD[old.kind]
    if fix is None:
        help += f" It is not written for you: {reason}."
    return META.diagnostic(old.made.place, message, help=help, fix=fix, severity=severity)


def _unused(unused: UnusedImport) -> Diagnostic:
    return META.diagnostic(
        unused.place,
        f"`{unused.name}` is imported and not used, and sentry-sdk 3.0 has it no more",
        help="Take the import away: it will fail.",
        fix=unused.fix,
    )
