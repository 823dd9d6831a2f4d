"""Is what a tag is given what it has to carry by the contract?"""

from __future__ import annotations

from replaytag.contract import Contract, Kind, Tag, Verdict, brings_session_id, judge_header
from replaytag.evaluator.state import Context, Under
from replaytag.evaluator.values import Constant, Value
from replaytag.project import sentry
from replaytag.project.attempts import Outcome
from replaytag.project.carried import Carried, carried
from replaytag.project.conditions import depends_on_request
from replaytag.project.headers import HeaderRead, HeaderReader


class ValueJudge:
    """Judges the values of tags by a contract."""

    def __init__(self, contract: Contract, reader: HeaderReader) -> None:
        self._contract = contract
        self._reader = reader

    def judge(
        self, call: sentry.TagCall, reads: tuple[HeaderRead, ...], tag: Tag
    ) -> tuple[Outcome, str]:
        """What becomes of a tag by its value, and why."""
        if any(self.is_meant(read) for read in reads):
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
        token = carried(call.value, self.is_token)
        if token is None and not any(self.right_header(read) for read in reads):
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

    def is_token(self, value: Value) -> bool:
        """Whether ``value`` is a read of the contract's header."""
        read = self._reader.own(value)
        return read is not None and self.right_header(read)

    def is_meant(self, read: HeaderRead) -> bool:
        """Whether a read finds a header that brings the session in either form."""
        return self.right_header(read) or self.brings_id(read)

    def brings_id(self, read: HeaderRead) -> bool:
        """Whether a read finds a header that brings the session id."""
        header = read.header()
        return header is not None and brings_session_id(header, self._contract)

    def right_header(self, read: HeaderRead) -> bool:
        """Whether a read finds the contract's header."""
        return read.header() == self._contract.header.lower()

    def _foreign_condition(self, contexts: tuple[Context, ...]) -> str | None:
        """A test on the request, other than on the header itself, that the tag depends on."""
        for context in contexts:
            if not isinstance(context, Under) or self._reader.concerns_headers(context.test):
                continue
            if depends_on_request(context.test, self._reader.is_request):
                return "it tags only under a condition on the request"
        return None


def _as_text(key: Constant) -> str | None:
    if isinstance(key.value, bytes):
        return key.value.decode("latin-1")
    return key.value if isinstance(key.value, str) else None
