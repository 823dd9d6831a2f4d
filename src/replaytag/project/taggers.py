"""Does a hook or handler tag the request? Judged from the trace of calling it."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from replaytag.contract import (
    Contract,
    Kind,
    Tag,
    Verdict,
    brings_session_id,
    judge_header,
    judge_tag,
)
from replaytag.contract.target import tag_target
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.sharing import name_of, shared_in
from replaytag.evaluator.state import Call, Context, Handling, Inside, Step, Store, Under
from replaytag.evaluator.values import (
    Choice,
    Constant,
    Element,
    Entered,
    External,
    FunctionValue,
    Item,
    Made,
    Member,
    Opaque,
    Operation,
    Parameter,
    SequenceValue,
    Unknown,
    Value,
    undecorated,
)
from replaytag.frameworks.records import CONTINUE, Run, Scope, When
from replaytag.project import sentry
from replaytag.project.carried import Carried, carried
from replaytag.project.declared_taggers import FORM, DeclaredTaggers
from replaytag.project.headers import HeaderRead, HeaderReader
from replaytag.project.scope_blocks import ScopeBlock, scope_blocks
from replaytag.source import Place, frozen


class Outcome(enum.Enum):
    """What becomes of an attempt to tag, best first."""

    TAGS = "tags the request"
    UNKNOWN = "may tag the request"
    MISSPELT = "would tag but for a misspelt name"
    MIXED = "mixes the generations of OpenReplay's contract"
    LATE = "tags too late"
    SHARED = "tags with what may be another request's token"
    CLOSED = "tags a scope that is closed before the error is reported"
    ASIDE = "puts it where it is no tag of the error"
    LEAKS = "tags outside the request's scope"
    FOREIGN = "sets the tag from something else"


RANK = {outcome: rank for rank, outcome in enumerate(Outcome)}
_MEANT_WELL = (Outcome.TAGS, Outcome.MISSPELT)


@frozen
class Attempt:
    """One tag call that means the contract's tag, and what becomes of it.

    ``tag`` is which of the contract's; None: one of another generation, or any of them.
    """

    call: sentry.TagCall
    reads: tuple[HeaderRead, ...]
    outcome: Outcome
    reason: str
    tag: Tag | None = None
    blocks: tuple[ScopeBlock, ...] = ()
    """Where its scope is closed too early: the blocks with whose end the tag is gone."""
    isolated: bool = False
    """Where its scope is closed too early: whether Sentry's own for the request is round it."""
    mendable: bool = False
    """Whether a plain ``set_tag`` in its place would tag the request; of a call that is one and
    leaks, whether it would in a scope opened round it and the rest of the request."""
    after: Place | None = None
    """The call that hands the request on, where it comes after one."""

    @property
    def place(self) -> Place:
        return self.call.place


class TaggerJudge:
    """Judges traces by a contract."""

    def __init__(
        self, ev: Evaluator, contract: Contract, reader: HeaderReader, declared: DeclaredTaggers
    ) -> None:
        self._ev = ev
        self._contract = contract
        self._reader = reader
        self._declared = declared

    def run(
        self,
        run: Run,
        scope: Scope,
        sees_errors: bool = False,
        *,
        alone: bool = False,
        sequential: bool = False,
    ) -> list[Attempt]:
        """The attempts to tag in one way of calling a hook, or a handler, which is ``alone``.

        ``sequential`` is whether no other request is handled meanwhile.
        """
        scope = run.scope or scope
        steps = self._ev.trace_of(run.function, run.arguments, run.keywords)
        around = [
            self._trusted(call, run.when is When.LATE, scope, sees_errors, set())
            for call in self._declared.around(run.function)
        ]
        ends = _open_to_the_end(run.function, steps) if alone else frozenset[Inside]()
        found = self.judge(steps, run.when, scope, sees_errors, ends, sequential=sequential)
        return [*around, *found]

    def judge(
        self,
        steps: tuple[Step, ...],
        when: When,
        scope: Scope,
        sees_errors: bool = False,
        ends: AbstractSet[Inside] = frozenset(),
        *,
        sequential: bool = False,
    ) -> Iterator[Attempt]:
        """The attempts to tag in a trace.

        ``ends`` are the ``with`` blocks that it ends in, where it hands requests on to nothing
        else: a scope has to be open round whatever it does itself.
        """
        continued: list[Call] = []
        inside: set[Inside] = set()
        handing_on: set[Place | None] = set()
        for step in steps:
            if isinstance(step, Call) and sentry.root(step.made.callee) == CONTINUE:
                inside.update(c for c in step.contexts if isinstance(c, Inside))
                handing_on.add(step.made.within)
        if scope is Scope.OUTSIDE and not inside:
            inside.update(ends)
        for step in steps:
            if isinstance(step, Call):
                if sentry.root(step.made.callee) == CONTINUE:
                    continued.append(step)
                    continue
                calls = chain(
                    sentry.tag_calls(step.made, step.contexts),
                    sentry.data_calls(step.made, step.contexts),
                    self._declared.calls(step.made, step.contexts),
                )
            elif isinstance(step, Store):
                calls = chain(sentry.stored_tags(step))
            else:
                continue
            for call in calls:
                after = [c for c in continued if not _exclusive(c.contexts, call.contexts)]
                runs_on_errors = _handling(call.contexts) - _handling(
                    tuple(context for c in after for context in c.contexts)
                )
                # An error passes through such a clause on its way to where it is captured.
                in_time = not sees_errors and bool(runs_on_errors)
                late = (bool(after) and not in_time) or when is When.LATE
                attempt = self._attempt(call, late, scope, sees_errors, inside)
                if attempt is None:
                    continue
                if attempt.outcome is Outcome.CLOSED and call.scope == "closed":
                    blocks = scope_blocks(call, steps)
                    attempt = replace(attempt, blocks=blocks, isolated=scope is Scope.INSIDE)
                if attempt.outcome in (Outcome.ASIDE, Outcome.LEAKS):
                    own = scope is Scope.OUTSIDE and call.within in handing_on
                    where = Scope.INSIDE if call.scope == "request" and own else scope
                    plain = replace(call, scope=sentry.plain_scope(call.contexts))
                    mended = self._attempt(plain, late, where, sees_errors, inside)
                    mendable = mended is not None and mended.outcome in _MEANT_WELL
                    attempt = replace(attempt, mendable=mendable)
                if after and in_time:
                    attempt = doubted(attempt, "it tags only errors that nothing reports before")
                if after:
                    attempt = replace(attempt, after=after[0].made.place)
                yield attempt if sequential else self._mixed(attempt)

    def _attempt(
        self,
        call: sentry.TagCall,
        late: bool,
        scope: Scope,
        sees_errors: bool,
        around: set[Inside],
    ) -> Attempt | None:
        if call.form == FORM:
            return self._trusted(call, late, scope, sees_errors, around)
        reads = tuple(self._reader.reads(call.value))
        if call.key is None or call.name is None:
            if call.scope != "data" and any(self._right_header(read) for read in reads):
                return Attempt(call, reads, Outcome.UNKNOWN, "the tag's name is not resolved")
            return None
        spelling = judge_tag(call.name, self._contract)
        if spelling.verdict is Verdict.FOREIGN:
            return self._rival(call, reads)
        name = spelling.right or call.name
        tag = next(tag for tag in self.tags if tag.name == name)
        if call.scope == "data" and not (
            tag_target(name).is_distinctive or any(map(self._right_header, reads))
        ):
            return None  # a context may well have a `request_id` of its own
        outcome, reason = self._placed(call, late, scope, sees_errors, around)
        if outcome is not Outcome.TAGS:
            return Attempt(call, reads, outcome, reason, tag)
        outcome, reason = self._valued(call, reads, tag)
        if outcome is Outcome.TAGS and spelling.is_misspelt:
            outcome, reason = Outcome.MISSPELT, f"the tag is misspelt as {call.name!r}"
        return Attempt(call, reads, outcome, reason, tag)

    def _rival(self, call: sentry.TagCall, reads: tuple[HeaderRead, ...]) -> Attempt | None:
        """An attempt by the tag of another generation of OpenReplay's, from a header of its."""
        if all(call.name != tag.name for tag in self._contract.rivals):
            return None
        if not any(self._right_header(read) or self._brings_id(read) for read in reads):
            return None
        return Attempt(call, reads, Outcome.MIXED, f"it sets `{call.name}`, which is another tag")

    def _mixed(self, attempt: Attempt) -> Attempt:
        """``attempt`` where requests run at the same time: what they share may be another's."""
        part = shared_in(attempt.call.value)
        right = any(self._right_header(read) or self._brings_id(read) for read in attempt.reads)
        if part is None or not right:
            return attempt
        reason = f"concurrent requests share `{name_of(part)}`"
        return Attempt(attempt.call, attempt.reads, Outcome.SHARED, reason, attempt.tag)

    def _trusted(
        self,
        call: sentry.TagCall,
        late: bool,
        scope: Scope,
        sees_errors: bool,
        around: set[Inside],
    ) -> Attempt:
        """The verdict on what is declared to tag, of which only the place is known."""
        outcome, reason = self._placed(call, late, scope, sees_errors, around)
        if outcome is Outcome.LEAKS:
            outcome, reason = Outcome.UNKNOWN, "whether it opens a scope of its own is not declared"
        return Attempt(call, (), outcome, reason)

    def _placed(
        self,
        call: sentry.TagCall,
        late: bool,
        scope: Scope,
        sees_errors: bool,
        around: set[Inside],
    ) -> tuple[Outcome, str]:
        if call.scope == "span":
            return Outcome.ASIDE, "a span's tags are not on the error event"
        if call.scope == "data":
            return Outcome.ASIDE, f"what {call.form} sets is no tag"
        if call.scope == "unknown":
            return Outcome.UNKNOWN, "it is not known which scope it is handed"
        if call.scope == "capture":
            return Outcome.CLOSED, "it tags one event only"
        if call.scope == "global":
            return Outcome.LEAKS, "the global scope is shared by all requests"
        leaks = scope in (Scope.OUTSIDE, Scope.BARE) and call.scope == "request"
        if late and not leaks:
            return Outcome.LATE, "it tags only after the handler has run"
        own = [c for c in call.contexts if sentry.opened_scope(c) is not None]
        if call.scope == "closed":
            open_round_rest = bool(own) and all(c in around for c in own)
            if not open_round_rest or (scope is not Scope.OUTSIDE and not sees_errors):
                return Outcome.CLOSED, "its scope is closed before the error is reported"
        elif leaks:
            return Outcome.LEAKS, "it runs outside the request's scope: the tag leaks"
        elif call.scope == "request" and scope is Scope.SHORT and not sees_errors:
            return Outcome.CLOSED, "its scope is closed before the error is reported"
        elif call.scope == "request" and scope is Scope.UNKNOWN:
            return Outcome.UNKNOWN, "whether it runs inside the request's scope is not known"
        return Outcome.TAGS, ""

    def _valued(
        self, call: sentry.TagCall, reads: tuple[HeaderRead, ...], tag: Tag
    ) -> tuple[Outcome, str]:
        if any(self._right_header(read) or self._brings_id(read) for read in reads):
            outcome, reason = self._kind(call, reads, tag)
            condition = self._foreign_condition(call.contexts)
            if outcome is Outcome.TAGS and condition is not None:
                return Outcome.UNKNOWN, condition
            return outcome, reason
        for read in reads:
            if read.key is None:
                return Outcome.UNKNOWN, "the name of the header that it reads is not resolved"
            text = _as_text(read.key)
            if text is None:
                continue
            if read.header() is None:
                return Outcome.MISSPELT, f"the look-up of {text!r} can never match"
            if judge_header(text, self._contract).verdict is not Verdict.FOREIGN:
                # What no rule for names can point at is said of the app.
                shown = read.place is not None or read.key.place is not None
                outcome = Outcome.MISSPELT if shown else Outcome.FOREIGN
                return outcome, f"the header is misspelt as {text!r}"
        if reads:
            return Outcome.FOREIGN, "the tag is set from another header"
        if isinstance(call.value, Constant):
            return Outcome.FOREIGN, "the tag is set from a constant"
        return Outcome.UNKNOWN, "where the tag's value comes from is not resolved"

    def _kind(
        self, call: sentry.TagCall, reads: tuple[HeaderRead, ...], tag: Tag
    ) -> tuple[Outcome, str]:
        """Whether what the tag is given is what it carries by the contract."""
        token = carried(call.value, self._is_token)
        if token is None and not any(self._right_header(read) for read in reads):
            # The header brings the id itself.
            if tag.kind is Kind.SESSION_ID:
                return Outcome.TAGS, ""
            return Outcome.MIXED, "it is given the session id, not the token"
        if tag.kind is Kind.HEADER:
            if token is Carried.SESSION_ID:
                return Outcome.MIXED, "it is given the session id, not the token"
            return Outcome.TAGS, ""
        if token is Carried.SESSION_ID:
            return Outcome.TAGS, ""
        if token in (Carried.UNKNOWN, None):
            return Outcome.UNKNOWN, "how the session id is made of the token is not resolved"
        what = "the token" if token is Carried.HEADER else "a part of the token"
        return Outcome.MIXED, f"it is given {what}, not the session id"

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The contract's tags, all of which an event has to carry."""
        return self._contract.tags

    def _is_token(self, value: Value) -> bool:
        read = self._reader.own(value)
        return read is not None and self._right_header(read)

    def _brings_id(self, read: HeaderRead) -> bool:
        header = read.header()
        return header is not None and brings_session_id(header, self._contract)

    def _right_header(self, read: HeaderRead) -> bool:
        return read.header() == self._contract.header.lower()

    def _foreign_condition(self, contexts: tuple[Context, ...]) -> str | None:
        """A test on the request, other than on the header itself, that the tag depends on."""
        for context in contexts:
            if not isinstance(context, Under) or self._reader.concerns_headers(context.test):
                continue
            if depends_on_request(context.test, self._reader.is_request):
                return "it tags only under a condition on the request"
        return None


class NoTaggers(TaggerJudge):
    """The judge of a project in which no name of the contract occurs: nothing can tag by it."""

    def run(
        self,
        run: Run,
        scope: Scope,
        sees_errors: bool = False,
        *,
        alone: bool = False,
        sequential: bool = False,
    ) -> list[Attempt]:
        return []


def _open_to_the_end(function: Value, steps: tuple[Step, ...]) -> frozenset[Inside]:
    """The ``with`` blocks that a handler ends in: they are open round whatever it does.

    Those that end where the function does, and those that the last of the ``steps`` is in beside
    those that open scopes and set tags.
    """
    within = {c for step in steps for c in step.contexts if isinstance(c, Inside)}
    written = undecorated(function)
    found: set[Inside] = set()
    if isinstance(written, FunctionValue):
        end = (written.place.path, written.place.span.end_line)
        found = {c for c in within if (c.place.path, c.place.span.end_line) == end}
    calls = [
        step
        for step in steps
        if isinstance(step, Call)
        and not sentry.opens_scope(step.made)
        and not any(sentry.tag_calls(step.made, ()))
    ]
    last = calls[-1].contexts if calls else ()
    return frozenset(found | {context for context in last if isinstance(context, Inside)})


def doubted(attempt: Attempt, reason: str) -> Attempt:
    """The attempt, where it is not certain that it tags though it seems to."""
    if attempt.outcome is not Outcome.TAGS:
        return attempt
    return replace(attempt, outcome=Outcome.UNKNOWN, reason=reason)


def _handling(contexts: tuple[Context, ...]) -> set[str]:
    """The kinds of clauses that run when an error passes, among ``contexts``."""
    return {context.what for context in contexts if isinstance(context, Handling)}


def _exclusive(contexts: tuple[Context, ...], others: tuple[Context, ...]) -> bool:
    """Whether no request runs through both: they are in different branches of one test."""
    return any(
        isinstance(context, Under) and Under(context.test, not context.holds) in others
        for context in contexts
    )


def _as_text(key: Constant) -> str | None:
    if isinstance(key.value, bytes):
        return key.value.decode("latin-1")
    return key.value if isinstance(key.value, str) else None


def depends_on_request(test: Value, is_request: Callable[[Value], bool], depth: int = 0) -> bool:
    """Whether a test looks at the request (its path, user, ...), not just at configuration.

    The kind of an ASGI scope (``scope["type"] == "http"``) and whether a request is at hand at
    all do not count: they hold for every request. ``is_request`` knows a library's own names for
    the current request, and its attributes that hold one.
    """
    if depth > 8:
        return False
    match test:
        case Item(Opaque("asgi.Scope"), Constant("type")):
            return False
        case Made(callee=Member(Opaque("asgi.Scope"), "get"), arguments=(Constant("type"), *_)):
            return False
        case Operation("is" | "is not", (_, Constant(None))) | Operation("match", _):
            return False
        case Operation(_, operands, _):
            return any(depends_on_request(operand, is_request, depth + 1) for operand in operands)
        case Choice(operands):
            return any(depends_on_request(operand, is_request, depth + 1) for operand in operands)
        case Made(
            callee=External("builtins.hasattr" | "builtins.isinstance" | "builtins.callable")
        ):
            return False
        case Made():
            parts = (test.callee, *test.arguments)
            return any(depends_on_request(part, is_request, depth + 1) for part in parts)
        case Member(owner, _) | Item(owner, _):
            return not isinstance(owner, Parameter) and (
                isinstance(owner, Opaque)
                or is_request(owner)
                or depends_on_request(owner, is_request, depth + 1)
            )
        case External():
            return is_request(test)
        case SequenceValue(_, elements, _, _):
            return any(depends_on_request(element, is_request, depth + 1) for element in elements)
        case Element(owner) | Entered(owner):
            return depends_on_request(owner, is_request, depth + 1)
        case Unknown():
            return False
    return False
