"""What the contract's names are, and which other names are misspellings of them.

A table's row is a name, and for a misspelt one how it differs; ``right`` is said where it is not
the contract's own text.
"""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from replaytag.contract import (
    DEFAULT_CONTRACT,
    Contract,
    Spelling,
    Verdict,
    header_words_match,
    judge_header,
    judge_tag,
)

TAG = DEFAULT_CONTRACT.tag
HEADER = DEFAULT_CONTRACT.header
REQUEST_ID = Contract(header="X-Request-ID", tag="request_id")
SESSION_ID = Contract(header="X-OpenReplay-SessionID", tag="openReplaySession.id")


def test_default_contract_in_every_form() -> None:
    assert Contract("X-OpenReplay-SessionToken", "openReplaySessionToken") == DEFAULT_CONTRACT
    assert DEFAULT_CONTRACT.wsgi_key == "HTTP_X_OPENREPLAY_SESSIONTOKEN"
    assert DEFAULT_CONTRACT.raw_name == b"x-openreplay-sessiontoken"
    assert DEFAULT_CONTRACT.python_name == "x_openreplay_sessiontoken"


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("X-OpenReplay-SessionToken", ("X-OpenReplay-SessionToken", "X-OpenReplay-Session-Token")),
        ("x-openreplay-sessiontoken", ("x-openreplay-sessiontoken", "X-OpenReplay-Session-Token")),
        ("X-OpenReplay-Session-Token", ("X-OpenReplay-Session-Token", "X-OpenReplay-SessionToken")),
        ("X-OpenReplay-SessionID", ("X-OpenReplay-SessionID",)),
        ("X-Request-ID", ("X-Request-ID",)),
    ],
)
def test_accepted_headers(header: str, accepted: tuple[str, ...]) -> None:
    assert Contract(header=header).accepted_headers == accepted


# --- tags ----------------------------------------------------------------------------------------

MISSPELT_TAGS = [
    # case
    ("OpenReplaySessionToken", "differs in case"),
    ("openreplaySessionToken", "differs in case"),
    ("openreplaysessiontoken", "differs in case"),
    ("OPENREPLAYSESSIONTOKEN", "differs in case"),
    ("openReplaySessiontoken", "differs in case"),
    ("oPenReplaySessionToken", "differs in case"),
    # separators
    ("openreplay_session_token", "separates words with `_`"),
    ("openReplay_session_token", "separates words with `_`"),
    ("open_replay_session_token", "separates words with `_`"),
    ("OPENREPLAY_SESSION_TOKEN", "separates words with `_`"),
    ("OpenReplay_SessionToken", "separates words with `_`"),
    ("openReplaySession_Token", "separates words with `_`"),
    ("openreplay__session__token", "separates words with `_`"),
    ("openreplay-session-token", "separates words with `-`"),
    ("OpenReplay-SessionToken", "separates words with `-`"),
    ("openreplay-session_token", "separates words with `-` and `_`"),
    ("openReplay.sessionToken", "separates words with `.`"),
    ("openReplaySession.token", "separates words with `.`"),
    ("openreplay:session:token", "separates words with `:`"),
    # words split
    ("open_re_play_session_token", "splits `Replay` into two words"),
    ("open_re_play_ses_sion_token", "splits `Replay` and `Session` into words"),
    ("open_r_e_play_session_token", "splits `Replay` into several words"),
    # blanks and other strays
    (" openReplaySessionToken", "has blanks round it"),
    ("openReplaySessionToken ", "has blanks round it"),
    ("openReplaySessionToken\n", "has blanks round it"),
    ("\tOpenReplaySessionToken\t", "has blanks round it"),
    ("\ufeffopenReplaySessionToken", "has blanks round it"),
    ("openReplay SessionToken", "has a blank in it"),
    ("open replay session token", "has a blank in it"),
    ("openReplaySessionTok en", "has a blank in it"),
    ("openReplay\u200bSessionToken", "has a blank in it"),
    ("openReplay\xa0SessionToken", "has a blank in it"),
    ("openReplaySessionToken:", "has a stray `:`"),
    ("openReplaySessionToken=", "has a stray `=`"),
    ("_openReplaySessionToken", "has a stray `_`"),
    ("'openReplaySessionToken'", "has a stray `'`"),
    # words left out
    ("openReplaySession", "leaves out `Token`"),
    ("openreplay_session", "leaves out `Token`"),
    ("OpenReplay-Session", "leaves out `Token`"),
    ("openReplayToken", "leaves out `Session`"),
    ("openreplay_token", "leaves out `Session`"),
    ("replaySessionToken", "leaves out `open`"),
    ("replay_session_token", "leaves out `open`"),
    # words swapped, shortened, added, doubled, in another order
    ("openReplaySessionId", "says `Id` for `Token`"),
    ("openReplaySessionID", "says `ID` for `Token`"),
    ("openreplay_session_id", "says `id` for `Token`"),
    ("openreplaysessionid", "says `id` for `Token`"),
    ("OpenReplay-Session-ID", "says `ID` for `Token`"),
    ("openReplaySessionKey", "says `Key` for `Token`"),
    ("openReplaySessionUUID", "says `UUID` for `Token`"),
    ("openReplaySessionTok", "says `Tok` for `Token`"),
    ("openReplaySessionTkn", "says `Tkn` for `Token`"),
    ("openReplaySessToken", "says `Sess` for `Session`"),
    ("openReplaySessTok", "says `Sess` for `Session` and says `Tok` for `Token`"),
    ("openReplaySessionTokenId", "adds `Id`"),
    ("openReplaySessionTokenValue", "adds `Value`"),
    ("openReplaySessionSessionToken", "says `Session` twice"),
    ("open_open_replay_session_token", "says `open` twice"),
    ("openReplayTokenSession", "has its words in another order"),
    ("sessionTokenOpenReplay", "has its words in another order"),
    ("session_token_openreplay", "has its words in another order"),
    # letters
    ("openReplaySessionTokens", "is a plural"),
    ("openreplay_session_tokens", "is a plural"),
    ("openReplaySessionsToken", "has a letter too many"),
    ("openReplaySesssionToken", "has a letter too many"),
    ("openReplaysSessionToken", "has a letter too many"),
    ("openReplaySessionTokenn", "has a letter too many"),
    ("oopenReplaySessionToken", "has a letter too many"),
    ("openXReplaySessionToken", "has a letter too many"),
    ("openReplaySessionTokn", "has a letter too few"),
    ("openReplaySessionToke", "has a letter too few"),
    ("openReplaySessonToken", "has a letter too few"),
    ("openReplySessionToken", "has a letter too few"),
    ("opneReplaySessionToken", "has two letters swapped"),
    ("openRepalySessionToken", "has two letters swapped"),
    ("openReplaySesisonToken", "has two letters swapped"),
    ("openReplaySessionTokne", "has two letters swapped"),
    ("opeRneplaySessionToken", "has two letters swapped"),
    ("openReplaySessianToken", "has a wrong letter"),
    ("openReplaySessionTaken", "has a wrong letter"),
    ("0penReplaySessionToken", "has a wrong letter"),
    ("openReplaySessi0nToken", "has a wrong letter"),
    ("openReplаySessionToken", "has a wrong letter"),  # noqa: RUF001 (a Cyrillic letter)
    ("opneReplaySesionToken", "differs in 2 letters"),
    ("openreplaysesiontokn", "differs in 2 letters"),
    ("openreply_sesion_token", "differs in 2 letters"),
    ("Openreplay_sessoin_token", "has two letters swapped"),
    # the header's name
    ("X-OpenReplay-SessionToken", "is the header's name"),
    ("x-openreplay-sessiontoken", "is the header's name"),
    ("X-OpenReplay-Session-Token", "is the header's name"),
    ("HTTP_X_OPENREPLAY_SESSIONTOKEN", "is the header's name"),
    ("x_openreplay_session_token", "is the header's name"),
    ("xOpenReplaySessionToken", "is the header's name"),
    (" X-OpenReplay-SessionToken", "is the header's name"),
]


@pytest.mark.parametrize(("name", "how"), MISSPELT_TAGS)
def test_misspelt_tag(name: str, how: str) -> None:
    assert judge_tag(name, DEFAULT_CONTRACT) == Spelling(Verdict.MISSPELT, how, TAG)


FOREIGN_TAGS = [
    # other things that OpenReplay and its users name
    "openreplay",
    "openReplay",
    "open_replay",
    "openReplayId",
    "openReplayURL",
    "openReplayUser",
    "openReplayUserId",
    "openreplay_project",
    "openreplay_version",
    "openReplaySession.id",
    "openReplaySession.url",
    "openReplaySessionURL",
    "openReplaySessionUrl",
    "openReplaySessionLink",
    "openReplaySessionHash",
    "openReplaySessionStart",
    "openReplaySessionCount",
    "openreplay_sessions",
    "openreplay.session",
    "openreplay.session.id",
    "openreplay.session_id",
    "openreplay.session_url",
    "openreplay.sessionid",
    "openReplayProjectKey",
    "openReplayProjectToken",
    "openReplayRequestToken",
    "openReplaySessionTokenValid",
    "openReplaySessionTokenExpiry",
    "openReplaySessionTokenPresent",
    "openReplaySessionToken2",
    "openReplaySessionTokenV2",
    "openReplay2SessionToken",
    "hasOpenReplaySessionToken",
    "legacyOpenReplaySessionToken",
    "tags.openReplaySessionToken",
    "sentry.openReplaySessionToken",
    "OPENREPLAY_INGEST_POINT",
    "OPENREPLAY_PROJECT_KEY",
    "OPENREPLAY_TOKEN_URL",
    "X-OpenReplay-SessionID",
    "X-OpenReplay-Session-ID",
    "X-OpenReplay-SessionURL",
    "x-openreplay-metadata",
    "__openreplay_token",
    "asayer_session_id",
    "asayerSessionID",
    "vnd.openreplay.com.sid",
    # other products
    "replay",
    "replayId",
    "replay_id",
    "replaySessionId",
    "session_replay",
    "session_replay_id",
    "sentry_replay_id",
    "posthog_session_id",
    "$session_id",
    "fullstorySessionUrl",
    "logrocket_session_url",
    "smartlookSessionToken",
    "openTelemetrySessionToken",
    "openSessionToken",
    "openIdSessionToken",
    "openai_session_token",
    "openshift_session_token",
    # common words
    "session",
    "session_id",
    "sessionId",
    "session_token",
    "sessionToken",
    "SessionToken",
    "session-token",
    "or_session_token",
    "user_session_token",
    "token",
    "csrf_token",
    "access_token",
    "X-Session-Token",
    "X-Session-Id",
    "Authorization",
    "environment",
    "release",
    "transaction",
    "customer.tier",
    # no names
    "",
    " ",
    "-",
    "...",
    "{}",
    "%s",
    "The request has no openReplaySessionToken",
    "openReplaySessionToken=%s in the log",
]


@pytest.mark.parametrize("name", FOREIGN_TAGS)
def test_foreign_tag(name: str) -> None:
    assert judge_tag(name, DEFAULT_CONTRACT) == Spelling(Verdict.FOREIGN)


# --- headers -------------------------------------------------------------------------------------

EXACT_HEADERS = [
    "X-OpenReplay-SessionToken",
    "x-openreplay-sessiontoken",
    "X-OPENREPLAY-SESSIONTOKEN",
    "X-Openreplay-Sessiontoken",
    "x_openreplay_sessiontoken",
    "X_OPENREPLAY_SESSIONTOKEN",
    "X_OpenReplay_SessionToken",
    "HTTP_X_OPENREPLAY_SESSIONTOKEN",
    "http_x_openreplay_sessiontoken",
    "HTTP_X_OPENREPLAY-SESSIONTOKEN",
    "HTTP-X-OpenReplay-SessionToken",
]


@pytest.mark.parametrize("name", EXACT_HEADERS)
def test_exact_header(name: str) -> None:
    assert judge_header(name, DEFAULT_CONTRACT) == Spelling(Verdict.EXACT)
    assert header_words_match(name, DEFAULT_CONTRACT)


TRACKER_HEADERS = [
    "X-OpenReplay-Session-Token",
    "x-openreplay-session-token",
    "x_openreplay_session_token",
    "X_OPENREPLAY_SESSION_TOKEN",
    "HTTP_X_OPENREPLAY_SESSION_TOKEN",
]


@pytest.mark.parametrize("name", TRACKER_HEADERS)
def test_header_that_the_tracker_sends_too(name: str) -> None:
    assert judge_header(name, DEFAULT_CONTRACT) == Spelling(Verdict.TRACKER_VARIANT)
    assert not header_words_match(name, DEFAULT_CONTRACT)


MISSPELT_HEADERS = [
    # words split and joined
    ("X-Open-Replay-SessionToken", "splits `OpenReplay` into two words", HEADER),
    (
        "X-Open-Replay-Session-Token",
        "splits `OpenReplay` and `SessionToken` into words",
        HEADER,
    ),
    (
        "x_open_replay_session_token",
        "splits `OpenReplay` and `SessionToken` into words",
        "x_openreplay_sessiontoken",
    ),
    ("X-OpenReplaySessionToken", "joins `OpenReplay` and `SessionToken`", HEADER),
    ("XOpenReplay-SessionToken", "joins `X` and `OpenReplay`", HEADER),
    ("XOpenReplaySessionToken", "joins `X`, `OpenReplay` and `SessionToken`", HEADER),
    # separators and strays
    ("X.OpenReplay.SessionToken", "separates words with `.`", HEADER),
    ("X-OpenReplay--SessionToken", "has `--` for one separator", HEADER),
    ("X-OpenReplay-SessionToken ", "has blanks round it", HEADER),
    ("X-OpenReplay-SessionToken:", "has a stray `:`", HEADER),
    ("X-OpenReplay SessionToken", "has a blank in it", HEADER),
    # words left out, doubled, shortened, in another order
    ("OpenReplay-SessionToken", "leaves out `X`", HEADER),
    ("openreplay-session-token", "leaves out `X`", "x-openreplay-sessiontoken"),
    ("HTTP_OPENREPLAY_SESSIONTOKEN", "leaves out `X`", "HTTP_X_OPENREPLAY_SESSIONTOKEN"),
    ("X-OpenReplay-Session", "leaves out `Token`", HEADER),
    ("X-OpenReplay-Token", "leaves out `Session`", HEADER),
    ("X-Replay-SessionToken", "leaves out `Open`", HEADER),
    ("X-OpenReplay-Session-SessionToken", "says `Session` twice", HEADER),
    ("X-OpenReplay-Session-Tok", "says `Tok` for `Token`", HEADER),
    ("X-OpenReplay-TokenSession", "has its words in another order", HEADER),
    # letters, in the form of what is written
    ("X-OpenReplay-SessionTokens", "is a plural", HEADER),
    ("X-OpenReplay-SessionTokn", "has a letter too few", HEADER),
    ("X-OpenReply-SessionToken", "has a letter too few", HEADER),
    ("x-openreplay-sesiontoken", "has a letter too few", "x-openreplay-sessiontoken"),
    ("X-OPENREPLAY-SESSIONTOKNE", "has two letters swapped", "X-OPENREPLAY-SESSIONTOKEN"),
    (
        "HTTP_X_OPENREPLAY_SESION_TOKEN",
        "has a letter too few",
        "HTTP_X_OPENREPLAY_SESSIONTOKEN",
    ),
    ("x_openrepaly_sessiontoken", "has two letters swapped", "x_openreplay_sessiontoken"),
    ("X-OpenReplay-Session-Tokken", "has a letter too many", HEADER),
    ("X-0penReplay-SessionToken", "has a wrong letter", HEADER),
    # the tag's name
    ("openReplaySessionToken", "is the tag's name", HEADER),
    ("openreplaysessiontoken", "is the tag's name", "x-openreplay-sessiontoken"),
]


@pytest.mark.parametrize(("name", "how", "right"), MISSPELT_HEADERS)
def test_misspelt_header(name: str, how: str, right: str) -> None:
    assert judge_header(name, DEFAULT_CONTRACT) == Spelling(Verdict.MISSPELT, how, right)
    assert not header_words_match(name, DEFAULT_CONTRACT)


FOREIGN_HEADERS = [
    # what teams send the session id, its address or other data as
    "X-OpenReplay-SessionID",
    "X-OpenReplay-SessionId",
    "X-OpenReplay-Session-ID",
    "x-openreplay-session-id",
    "HTTP_X_OPENREPLAY_SESSION_ID",
    "HTTP_X_OPENREPLAY_SESSIONID",
    "X-OpenReplay-SessionURL",
    "X-OpenReplay-Session-URL",
    "X-OpenReplay-SessionHash",
    "X-OpenReplay-UserToken",
    "X-OpenReplay-Project-Key",
    "x-openreplay-metadata",
    "X-OpenReplay",
    "X-OpenReplay-ID",
    "openReplaySession.id",
    "vnd.openreplay.com.sid",
    "X-OpenReplay-SessionToken2",
    "X-Legacy-OpenReplay-SessionToken",
    # others
    "X-Session-Token",
    "X-Session-Id",
    "X-Open-Session-Token",
    "X-Replay-Id",
    "X-Replay-Session-Id",
    "X-Auth-Token",
    "X-CSRFToken",
    "X-Amz-Security-Token",
    "X-Request-ID",
    "Authorization",
    "sentry-trace",
    "baggage",
    "User-Agent",
    "HTTP_USER_AGENT",
    "HTTP_X_FORWARDED_FOR",
    "REMOTE_ADDR",
    "HTTP_",
    "",
]


@pytest.mark.parametrize("name", FOREIGN_HEADERS)
def test_foreign_header(name: str) -> None:
    assert judge_header(name, DEFAULT_CONTRACT) == Spelling(Verdict.FOREIGN)
    assert not header_words_match(name, DEFAULT_CONTRACT)


# --- other contracts -----------------------------------------------------------------------------

OTHER_TAGS = [
    # short names of common words have tight bounds
    (REQUEST_ID, "request_id", Verdict.EXACT, ""),
    (REQUEST_ID, "requestId", Verdict.MISSPELT, "leaves out `_`"),
    (REQUEST_ID, "RequestID", Verdict.MISSPELT, "leaves out `_`"),
    (REQUEST_ID, "REQUEST_ID", Verdict.MISSPELT, "differs in case"),
    (REQUEST_ID, "request-id", Verdict.MISSPELT, "separates words with `-`"),
    (REQUEST_ID, "Request ID", Verdict.MISSPELT, "has a blank in it"),
    (REQUEST_ID, "re_quest_id", Verdict.MISSPELT, "splits `request` into two words"),
    (REQUEST_ID, "reqeust_id", Verdict.MISSPELT, "has two letters swapped"),
    (REQUEST_ID, "requst_id", Verdict.MISSPELT, "has a letter too few"),
    (REQUEST_ID, "requesttid", Verdict.MISSPELT, "has a letter too many"),
    (REQUEST_ID, "X-Request-ID", Verdict.MISSPELT, "is the header's name"),
    (REQUEST_ID, "x_request_id", Verdict.MISSPELT, "is the header's name"),
    (REQUEST_ID, "request", Verdict.FOREIGN, ""),
    (REQUEST_ID, "id", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request_ip", Verdict.FOREIGN, ""),
    (REQUEST_ID, "requestip", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request_ids", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request_key", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request_uuid", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request_token", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request.id", Verdict.FOREIGN, ""),
    (REQUEST_ID, "_request_id", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request__id", Verdict.FOREIGN, ""),
    (REQUEST_ID, "request_id=", Verdict.FOREIGN, ""),
    (REQUEST_ID, "id_request", Verdict.FOREIGN, ""),
    (REQUEST_ID, "aws_request_id", Verdict.FOREIGN, ""),
    (REQUEST_ID, "trace_id", Verdict.FOREIGN, ""),
    (REQUEST_ID, "openReplaySessionToken", Verdict.FOREIGN, ""),
    (Contract(tag="trace_id"), "track_id", Verdict.FOREIGN, ""),
    (Contract(tag="trace_id"), "trcae_id", Verdict.MISSPELT, "has two letters swapped"),
    (Contract(tag="order_id"), "older_id", Verdict.FOREIGN, ""),
    (Contract(tag="replay"), "reply", Verdict.FOREIGN, ""),
    (Contract(tag="replay"), "Replay", Verdict.MISSPELT, "differs in case"),
    (Contract(tag="rid"), "uid", Verdict.FOREIGN, ""),
    (Contract(tag="rid"), "Rid", Verdict.MISSPELT, "differs in case"),
    # a name of three words can be told by its letters, not by its words
    (Contract(tag="acmeReplayToken"), "acmeReplayTokn", Verdict.MISSPELT, "has a letter too few"),
    (Contract(tag="acmeReplayToken"), "acmeReplayId", Verdict.FOREIGN, ""),
    (Contract(tag="acmeReplayToken"), "acmeToken", Verdict.FOREIGN, ""),
    # a long name of common words alone is anybody's when a word is missing
    (Contract(tag="user_session_token_id"), "user_session_token", Verdict.FOREIGN, ""),
    (
        Contract(tag="user_session_token_id"),
        "userSessionTokenId",
        Verdict.MISSPELT,
        "leaves out `_`",
    ),
    # the session id's contract
    (SESSION_ID, "openReplaySession.id", Verdict.EXACT, ""),
    (SESSION_ID, "openReplaySession.ID", Verdict.MISSPELT, "differs in case"),
    (SESSION_ID, "openReplaySessionId", Verdict.MISSPELT, "leaves out `.`"),
    (SESSION_ID, "openReplaySession_id", Verdict.MISSPELT, "separates words with `_`"),
    (SESSION_ID, "openReplay.session.id", Verdict.MISSPELT, "separates words with `.`"),
    (SESSION_ID, "openReplaySession..id", Verdict.MISSPELT, "has `..` for one separator"),
    (SESSION_ID, "openReplaySessionToken", Verdict.FOREIGN, ""),
    (SESSION_ID, "openReplaySession", Verdict.MISSPELT, "leaves out `id`"),
    (SESSION_ID, "openReplaySesion.id", Verdict.MISSPELT, "has a letter too few"),
    (SESSION_ID, "openReplaySession.url", Verdict.FOREIGN, ""),
    (SESSION_ID, "openReplaySession.ip", Verdict.FOREIGN, ""),
    (SESSION_ID, "openReplaySessionURL", Verdict.FOREIGN, ""),
]


@pytest.mark.parametrize(("contract", "name", "verdict", "how"), OTHER_TAGS)
def test_tag_of_another_contract(contract: Contract, name: str, verdict: Verdict, how: str) -> None:
    right = contract.tag if how else ""
    assert judge_tag(name, contract) == Spelling(verdict, how, right)


OTHER_HEADERS = [
    (REQUEST_ID, "X-Request-ID", Spelling(Verdict.EXACT)),
    (REQUEST_ID, "x-request-id", Spelling(Verdict.EXACT)),
    (REQUEST_ID, "HTTP_X_REQUEST_ID", Spelling(Verdict.EXACT)),
    (
        REQUEST_ID,
        "X-RequestID",
        Spelling(Verdict.MISSPELT, "joins `Request` and `ID`", "X-Request-ID"),
    ),
    (
        REQUEST_ID,
        "HTTP_X_REQEUST_ID",
        Spelling(Verdict.MISSPELT, "has two letters swapped", "HTTP_X_REQUEST_ID"),
    ),
    (REQUEST_ID, "Request-ID", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "HTTP_REQUEST_ID", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "request_id", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "X-Request-IDs", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "X-Request-IP", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "X-Request-Start", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "X-Requested-With", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "X-Amzn-RequestId", Spelling(Verdict.FOREIGN)),
    (REQUEST_ID, "X-Correlation-ID", Spelling(Verdict.FOREIGN)),
    (SESSION_ID, "X-OpenReplay-SessionID", Spelling(Verdict.EXACT)),
    (SESSION_ID, "X-OpenReplay-SessionToken", Spelling(Verdict.FOREIGN)),
    (
        SESSION_ID,
        "X-OpenReplay-Session-ID",
        Spelling(Verdict.MISSPELT, "splits `SessionID` into two words", "X-OpenReplay-SessionID"),
    ),
    (
        Contract(header="X-OpenReplay-Session-Token"),
        "X-OpenReplay-SessionToken",
        Spelling(Verdict.TRACKER_VARIANT),
    ),
]


@pytest.mark.parametrize(("contract", "name", "spelling"), OTHER_HEADERS)
def test_header_of_another_contract(contract: Contract, name: str, spelling: Spelling) -> None:
    assert judge_header(name, contract) == spelling


# --- properties ----------------------------------------------------------------------------------

CONTRACTS = st.sampled_from(
    [DEFAULT_CONTRACT, REQUEST_ID, SESSION_ID, Contract("X-Acme-Trace", "acmeTrace")]
)
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), min_size=1, max_size=6)
COMMON_WORDS = st.lists(
    st.sampled_from(
        ["session", "token", "user", "request", "id", "key", "trace", "url", "open", "x", "replay"]
    ),
    min_size=1,
    max_size=3,
)


@st.composite
def single_letter_edits(draw: st.DrawFn, text: str) -> str:
    """``text`` with one letter added, lost or replaced, or two neighbours swapped."""
    place = draw(st.integers(0, len(text) - 1))
    letter = draw(st.sampled_from(string.ascii_letters))
    before, char, after = text[:place], text[place], text[place + 1 :]
    return draw(
        st.sampled_from(
            [
                before + letter + char + after,
                before + after,
                before + letter + after,
                before + after[:1] + char + after[1:],
                text + letter,
            ]
        )
    )


@given(single_letter_edits(TAG))
def test_single_letter_edit_of_the_tag(name: str) -> None:
    assume(name != TAG)
    assert judge_tag(name, DEFAULT_CONTRACT).verdict is Verdict.MISSPELT


@given(single_letter_edits("OpenReplay-SessionToken"))
def test_single_letter_edit_of_the_header(name: str) -> None:
    assume(not header_words_match(f"X-{name}", DEFAULT_CONTRACT))
    verdict = judge_header(f"X-{name}", DEFAULT_CONTRACT).verdict
    assert verdict in {Verdict.MISSPELT, Verdict.TRACKER_VARIANT}


@given(CONTRACTS)
def test_the_contract_s_own_names(contract: Contract) -> None:
    assert judge_tag(contract.tag, contract).verdict is Verdict.EXACT
    for form in (
        contract.header,
        contract.header.upper(),
        contract.wsgi_key,
        contract.raw_name.decode(),
        contract.python_name,
    ):
        assert judge_header(form, contract).verdict is Verdict.EXACT
        assert header_words_match(form, contract)


@given(WORDS, st.sampled_from(["", "_", "-", ".", " "]))
def test_random_words_are_foreign(words: list[str], separator: str) -> None:
    name = separator.join(words)
    assert judge_tag(name, DEFAULT_CONTRACT).verdict is Verdict.FOREIGN
    assert judge_header(name, DEFAULT_CONTRACT).verdict is Verdict.FOREIGN


@given(COMMON_WORDS, st.sampled_from(["_", "-", "."]))
def test_few_common_words_are_foreign(words: list[str], separator: str) -> None:
    assume(not {"open", "replay"} <= set(words))
    assume(set(words) != {"replay", "session", "token"})
    assert judge_tag(separator.join(words), DEFAULT_CONTRACT).verdict is Verdict.FOREIGN


@given(CONTRACTS, st.text(max_size=60))
def test_any_text_is_judged(contract: Contract, text: str) -> None:
    for spelling, right in (
        (judge_tag(text, contract), contract.tag),
        (judge_header(text, contract), contract.header),
    ):
        assert spelling.is_misspelt == bool(spelling.how) == bool(spelling.right)
        if spelling.is_misspelt:
            assert spelling.right != text
            assert right.lower().replace("-", "_") in spelling.right.lower().replace("-", "_")


@given(CONTRACTS, st.data())
def test_right_text_of_a_misspelling_is_right(contract: Contract, data: st.DataObject) -> None:
    for form in (contract.header, contract.wsgi_key, contract.python_name):
        spelling = judge_header(data.draw(single_letter_edits(form)), contract)
        if spelling.is_misspelt:
            assert judge_header(spelling.right, contract).verdict is Verdict.EXACT
