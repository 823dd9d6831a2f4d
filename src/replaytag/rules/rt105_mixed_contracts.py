"""Reports what mixes the generations of OpenReplay's contract.

## What it does

OpenReplay up to 1.20 looks for the tag `openReplaySessionToken`, which carries the session's token;
OpenReplay 1.21 and newer looks for `openReplaySession.id`, which carries the decimal session id.
Reported are

- a tag that is given what belongs to the other one: the token as `openReplaySession.id`, the id (or
  the header `openReplaySession.id`, which brings it) as `openReplaySessionToken`;
- a tag of the other generation where handlers lack the tag of the chosen one: a part of a project
  that was not converted with the rest;
- with `contract = "both"`, code that sets only one of the two tags.

## Why is this bad?

OpenReplay compares tags and values exactly, and finds nothing under the other tag or by the other
value. No error says so.

## Example

```python
sentry_sdk.set_tag("openReplaySession.id", request.headers.get("X-OpenReplay-SessionToken"))
```

## Use instead

```python
token = request.headers.get("X-OpenReplay-SessionToken")
if token:
    head = token.split(".")[0]
    if head != token and len(head) < 14 and head.isascii() and head.isalnum():
        sentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))
```

## Fix safety

Safe where a contract is chosen by `contract` or `--contract`, and the call is a statement that has
the token at hand: it is rewritten to set the tags of that contract. No fix is offered where none is
chosen and the call may be right for a newer OpenReplay, where only the session id or a part of the
token is at hand, nor where the function uses the names that the new lines need.

## References

- [OpenReplay: Sentry integration](https://docs.openreplay.com/en/integrations/sentry/)
- [OpenReplay: Sentry integration of 1.20](https://docs.openreplay.com/en/v1.20.0/integrations/sentry/)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.contract import Kind
from replaytag.diagnostics import Applicability, Diagnostic, Severity
from replaytag.fixes.offer import offer
from replaytag.project.attempts import Outcome
from replaytag.project.nodes import Coverage
from replaytag.rules.base import Example, RuleMeta
from replaytag.rules.conversion import converted

if TYPE_CHECKING:
    from replaytag.project import Project
    from replaytag.project.attempts import Attempt
    from replaytag.project.nodes import Judged
    from replaytag.source import Place

META = RuleMeta(
    code="RT105",
    name="mixed-contracts",
    severity=Severity.ERROR,
    summary="A tag of one of OpenReplay's contracts has the other's value, or is the other's.",
    fixable=Applicability.SAFE,
)

_APP = """\
import sentry_sdk
from flask import Flask, request

sentry_sdk.init()
app = Flask(__name__)


@app.before_request
def tag_session():
    token = request.headers.get("{header}")
    if token:
{lines}

@app.get("/")
def index():
    raise RuntimeError
"""
_TOKEN = "X-OpenReplay-SessionToken"
_CONFIG = '[tool.replaytag]\ncontract = "{}"\n'
_SET_TOKEN = '        sentry_sdk.set_tag("openReplaySessionToken", token){}\n'
_SET_ID = '        sentry_sdk.set_tag("openReplaySession.id", token){}\n'
_SET_PART = _SET_ID.replace("token)", 'token.split(".")[0])')
_DERIVE = """\
        head = token.split(".")[0]
        if head != token and len(head) < 14 and head.isascii() and head.isalnum():
            sentry_sdk.set_tag("openReplaySession.id", str(int(head, 36)))
"""
_EXPECT = "  # expect: RT105"


def _project(contract: str, lines: str, header: str = _TOKEN) -> dict[str, str]:
    return {
        "pyproject.toml": _CONFIG.format(contract),
        "app.py": _APP.format(header=header, lines=lines),
    }


def _fixed(lines: str) -> dict[str, str]:
    return {"app.py": _APP.format(header=_TOKEN, lines=lines)}


VALID = (
    Example(_project("token", _SET_TOKEN.format(""))),
    Example(_project("session-id", _DERIVE)),
    Example(_project("session-id", _SET_ID.format(""), "X-OpenReplay-SessionID")),
    Example(_project("session-id", _SET_ID.format(""), "openReplaySession.id")),
    Example(_project("both", _SET_TOKEN.format("") + _DERIVE)),
    # more than the contract asks for
    Example(_project("token", _SET_TOKEN.format("") + _DERIVE)),
    Example(_project("session-id", _SET_TOKEN.format("") + _DERIVE)),
    # another team's tag
    Example(_project("session-id", _DERIVE + '        sentry_sdk.set_tag("session.id", token)\n')),
)

INVALID = (
    Example(_project("session-id", _SET_ID.format(_EXPECT)), _fixed(_DERIVE)),
    Example(_project("session-id", _SET_TOKEN.format(_EXPECT)), _fixed(_DERIVE)),
    Example(_project("both", _SET_TOKEN.format(_EXPECT)), _fixed(_SET_TOKEN.format("") + _DERIVE)),
    Example(
        _project("both", _DERIVE.rstrip("\n") + f"{_EXPECT}\n"),
        _fixed(_SET_TOKEN.format("") + _DERIVE),
    ),
    Example(
        _project("token", _DERIVE.rstrip("\n") + f"{_EXPECT}\n"), _fixed(_SET_TOKEN.format(""))
    ),
    Example(_project("token", _SET_TOKEN.format(_EXPECT), "openReplaySession.id")),
    # of a part of the token nothing can be made, and `token` or `head` may be other people's
    Example(
        _project("session-id", _SET_ID.replace("token)", 'token.split(".")[0])').format(_EXPECT))
    ),
    Example(_project("session-id", f"{_SET_ID.format(_EXPECT)}        request.head = token\n")),
    Example(
        _project(
            "session-id",
            _SET_ID.replace("token)", f'request.headers.get("{_TOKEN}"))').format(_EXPECT),
            "X-Auth",
        )
    ),
    # no contract is chosen: this may be right
    Example({"app.py": _APP.format(header=_TOKEN, lines=_DERIVE.rstrip("\n") + f"{_EXPECT}\n")}),
)


def check(project: Project) -> Iterable[Diagnostic]:
    if not project.contract.is_openreplay:
        return
    lacking = dict(_lacking(project))
    tolerated = {attempt.place for attempt in _seen(project)} - lacking.keys()
    for attempt in project.attempts:
        if attempt.outcome is Outcome.MIXED:
            if attempt.tag is not None:
                yield _wrong_value(project, attempt)
            elif attempt.place not in tolerated:
                yield _other_generation(project, attempt)
        elif attempt.outcome is Outcome.TAGS and (tags := lacking.get(attempt.place)):
            yield _incomplete(project, attempt, tags)


def _seen(project: Project) -> Iterator[Attempt]:
    """The attempts for handlers of which it is known what tags them."""
    for item in _judged(project):
        yield from item.attempts


def _lacking(project: Project) -> Iterator[tuple[Place, tuple[str, ...]]]:
    """The places of attempts for handlers that lack a tag of the contract, and those tags."""
    for item in _judged(project):
        if item.coverage is not Coverage.UNCOVERED:
            continue
        set_tags = {attempt.tag for attempt in item.attempts}
        missing = tuple(tag.name for tag in project.contract.tags if tag not in set_tags)
        for attempt in item.attempts:
            yield attempt.place, missing


def _judged(project: Project) -> Iterator[Judged]:
    for _, items in project.served:
        yield from items
    yield from project.apps.unserved()


def _wrong_value(project: Project, attempt: Attempt) -> Diagnostic:
    assert attempt.tag is not None
    name, kind = attempt.tag
    help = f"Give `{name}` the decimal session id, which the token begins with in base 36."
    if kind is Kind.HEADER:
        help = f"Give `{name}` the value of the header `{project.contract.header}` as it comes."
    return _diagnostic(
        project,
        attempt,
        f"The Sentry tag `{name}` does not carry what OpenReplay looks for: {attempt.reason}",
        help,
        carries_id=kind is Kind.HEADER,
    )


def _other_generation(project: Project, attempt: Attempt) -> Diagnostic:
    rival = next(tag for tag in project.contract.rivals if tag.name == attempt.call.name)
    names = " and ".join(f"`{tag.name}`" for tag in project.contract.tags)
    message = f"The Sentry tag `{rival.name}` is another contract's: this project's has {names}"
    help = f"Set {names} here."
    if not project.workspace.config.is_chosen:
        contract = "session-id" if rival.kind is Kind.SESSION_ID else "token"
        help = (
            f'Write contract = "{contract}" or "both" in [tool.replaytag] if that is what your '
            f"OpenReplay looks for; else set {names} here."
        )
        return META.diagnostic(attempt.place, message, help=help)
    return _diagnostic(project, attempt, message, help, carries_id=rival.kind is Kind.SESSION_ID)


def _incomplete(project: Project, attempt: Attempt, missing: tuple[str, ...]) -> Diagnostic:
    assert attempt.tag is not None
    names = " and ".join(f"`{name}`" for name in missing)
    return _diagnostic(
        project,
        attempt,
        f"The Sentry tag `{attempt.tag.name}` is set without {names}: the contract has both",
        f"Set {names} as well.",
        carries_id=attempt.tag.kind is Kind.SESSION_ID,
    )


def _diagnostic(
    project: Project, attempt: Attempt, message: str, help: str, *, carries_id: bool
) -> Diagnostic:
    action = converted(project, attempt, carries_id=carries_id)
    fix = None
    if action is not None:
        fix, _ = offer(project, (action,), "Set the tags of the contract")
    return META.diagnostic(attempt.place, message, help=help, fix=fix)
