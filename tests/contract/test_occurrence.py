"""In which files a contract's names may stand: never missed, rarely suspected."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replaytag.contract import (
    DEFAULT_CONTRACT,
    Contract,
    Occurrence,
    Verdict,
    judge_header,
    judge_tag,
)

SESSION_ID = Contract(header="X-OpenReplay-SessionID", tag="openReplaySession.id")
OTHER_VENDOR = Contract(header="X-Acme-Recorder-SessionToken", tag="acmeRecorderSessionToken")
REQUEST_ID = Contract(header="X-Request-ID", tag="request_id")


@pytest.mark.parametrize(
    "text",
    [
        'request.headers.get("X-OpenReplay-SessionToken")',
        'environ["HTTP_X_OPENREPLAY_SESSIONTOKEN"]',
        'set_tag("open-replay_session-token", token)',
        'TAG = "openRelpaySessionToken"',
        'TAG = "openRplySessionToken"',
        'TAG = "openRepSessTok"',
        'TAG = "opnReplySessionToken"',
        'TAG = "oepnreplaysessiontoken"',
        'TAG = "openReply" + "SessionToken"',
        "def view(x_openreplay_sessiontoken: str = Header()): ...",
        "# the OpenReplay session",
    ],
)
def test_may_stand_in(text: str) -> None:
    assert Occurrence(DEFAULT_CONTRACT)(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "",
        'with open(path) as file:\n    session["token"] = file.read()',
        "reply = display(layout, report=open(path))",
        'session_token = request.headers.get("X-Session-Token")',
        "from openid import session, responses",
        "def open_session(self, token): ...",
        "def open_event_session(self, token): ...",
        "def replay(self, events): ...",
        "# allows to replay requests",
        "openai_responses_replay: object = None",
        "def run(self, *, replay_openai_history: bool = False): ...",
        "return await respond(await litellm.aresponses(**replay_kwargs))",
        "# a session token\n# could be replayed",
        "SESSION_REPLAY = 'session_replay'",
    ],
)
def test_cannot_stand_in(text: str) -> None:
    assert not Occurrence(DEFAULT_CONTRACT)(text.encode())


def test_may_stand_anywhere_if_the_name_is_made_of_common_words() -> None:
    assert Occurrence(REQUEST_ID)(b"")


@st.composite
def variants(draw: st.DrawFn, name: str) -> str:
    """``name`` with some letters changed, added, left out, swapped or put in another form."""
    text = name
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(text)))
        end = draw(st.integers(place, min(len(text), place + 4)))
        put = draw(
            st.one_of(
                st.text(string.ascii_letters + "-_ .", max_size=2),
                st.just(text[place:end][::-1]),
                st.sampled_from(["Session", "Token", "ID", "Rep", "sess", "tok", "Header", "-"]),
            )
        )
        text = text[:place] + put + text[end:]
    return draw(st.sampled_from([text, text.lower(), text.upper(), text.replace("-", "_")]))


@pytest.mark.parametrize("contract", [DEFAULT_CONTRACT, SESSION_ID, OTHER_VENDOR], ids=repr)
@given(data=st.data())
def test_misses_no_name_but_with_two_neighbouring_words_amiss(
    contract: Contract, data: st.DataObject
) -> None:
    name = data.draw(variants(data.draw(st.sampled_from([contract.tag, contract.header]))))
    verdicts = {judge_tag(name, contract).verdict, judge_header(name, contract).verdict}
    if verdicts != {Verdict.FOREIGN} and not Occurrence(contract)(f'NAME = "{name}"'.encode()):
        # Two neighbouring words amiss, as in `x-opernepay-sessiontoken`: passed over, and known.
        # One that is split by other than a dash is amiss, too: `op.enrepay-sessiontoken`.
        text = name.lower().translate(str.maketrans("", "", "-_"))
        first, second = ("acme", "recorder") if contract is OTHER_VENDOR else ("open", "replay")
        assert first not in text
        assert second not in text
