"""Does a hook or handler tag the request? Judged from the trace of calling it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain

from replaytag.contract import (
    Contract,
    Tag,
    Verdict,
    judge_tag,
)
from replaytag.contract.target import tag_target
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.sharing import name_of, shared_in
from replaytag.evaluator.state import Call, Context, Handling, Inside, Step, Store, Under
from replaytag.evaluator.values import FunctionValue, Made, Value, definition, root, undecorated
from replaytag.frameworks.records import CONTINUE, Run, Scope, When
from replaytag.project import scopes, sentry
from replaytag.project.attempts import Attempt, Outcome, doubted
from replaytag.project.declared_taggers import FORM, DeclaredTaggers
from replaytag.project.headers import HeaderRead, HeaderReader
from replaytag.project.scope_blocks import scope_blocks
from replaytag.project.values import ValueJudge
from replaytag.source import Place

_MEANT_WELL = (Outcome.TAGS, Outcome.MISSPELT)


class TaggerJudge:
    """Judges traces by a contract."""

    def __init__(
        self, ev: Evaluator, contract: Contract, reader: HeaderReader, declared: DeclaredTaggers
    ) -> None:
        self._ev = ev
        self._contract = contract
        self._reader = reader
        self._values = ValueJudge(contract, reader)
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

    def is_cut(self, run: Run) -> bool:
        """Whether so much is called from a hook or handler that not all of it was followed."""
        written = definition(run.function)
        return written is not None and written.place in self._ev.cut

    def is_made_in_part(self, value: Value) -> bool:
        """Whether not all was followed of the function that makes an app: it may add hooks."""
        return isinstance(value, Made) and value.within in self._ev.cut

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
            if isinstance(step, Call) and root(step.made.callee) == CONTINUE:
                inside.update(c for c in step.contexts if isinstance(c, Inside))
                handing_on.add(step.made.within)
        if scope is Scope.OUTSIDE and not inside:
            inside.update(ends)
        for step in steps:
            if isinstance(step, Call):
                if root(step.made.callee) == CONTINUE:
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
                    plain = replace(call, scope=scopes.plain_scope(call.contexts))
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
            if call.scope != "data" and any(self._values.right_header(read) for read in reads):
                return Attempt(call, reads, Outcome.UNKNOWN, "the tag's name is not resolved")
            return None
        spelling = judge_tag(call.name, self._contract)
        if spelling.verdict is Verdict.FOREIGN:
            return self._rival(call, reads)
        name = spelling.right or call.name
        tag = next(tag for tag in self.tags if tag.name == name)
        if call.scope == "data" and not (
            tag_target(name).is_distinctive or any(map(self._values.right_header, reads))
        ):
            return None  # a context may well have a `request_id` of its own
        outcome, reason = self._placed(call, late, scope, sees_errors, around)
        if outcome is not Outcome.TAGS:
            return Attempt(call, reads, outcome, reason, tag)
        outcome, reason = self._values.judge(call, reads, tag)
        if outcome is Outcome.TAGS and spelling.is_misspelt:
            outcome, reason = Outcome.MISSPELT, f"the tag is misspelt as {call.name!r}"
        return Attempt(call, reads, outcome, reason, tag)

    def _rival(self, call: sentry.TagCall, reads: tuple[HeaderRead, ...]) -> Attempt | None:
        """An attempt by the tag of another generation of OpenReplay's, from a header of its."""
        if all(call.name != tag.name for tag in self._contract.rivals):
            return None
        if not any(self._values.is_meant(read) for read in reads):
            return None
        return Attempt(call, reads, Outcome.MIXED, f"it sets `{call.name}`, which is another tag")

    def _mixed(self, attempt: Attempt) -> Attempt:
        """``attempt`` where requests run at the same time: what they share may be another's."""
        part = shared_in(attempt.call.value)
        right = any(self._values.is_meant(read) for read in attempt.reads)
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
        own = [c for c in call.contexts if scopes.opened_scope(c) is not None]
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

    def is_token(self, value: Value) -> bool:
        """Whether ``value`` is a read of the contract's header."""
        return self._values.is_token(value)

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The contract's tags, all of which an event has to carry."""
        return self._contract.tags


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

    def is_cut(self, run: Run) -> bool:
        return False

    def is_made_in_part(self, value: Value) -> bool:
        return False


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
        and not scopes.opens_scope(step.made)
        and not any(sentry.tag_calls(step.made, ()))
    ]
    last = calls[-1].contexts if calls else ()
    return frozenset(found | {context for context in last if isinstance(context, Inside)})


def _handling(contexts: tuple[Context, ...]) -> set[str]:
    """The kinds of clauses that run when an error passes, among ``contexts``."""
    return {context.what for context in contexts if isinstance(context, Handling)}


def _exclusive(contexts: tuple[Context, ...], others: tuple[Context, ...]) -> bool:
    """Whether no request runs through both: they are in different branches of one test."""
    return any(
        isinstance(context, Under) and Under(context.test, not context.holds) in others
        for context in contexts
    )
