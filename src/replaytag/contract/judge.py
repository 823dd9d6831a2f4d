"""Whether a name is the contract's, a misspelling of it, or somebody else's.

Precision comes first: a misspelling is reported only where nothing else can have been meant.
Everything is derived from the contract's own names, so that a team's ``X-Request-ID`` and
``request_id`` are judged by the same code, with the tight bounds that short, common names need.
"""

from __future__ import annotations

from replaytag.contract.names import Contract
from replaytag.contract.shape import header_shape, tag_shape
from replaytag.contract.spelling import Spelling, Verdict
from replaytag.contract.target import header_target, tag_target
from replaytag.contract.words import fold, letters, strip_blanks

_EXACT = Spelling(Verdict.EXACT)
_FOREIGN = Spelling(Verdict.FOREIGN)
_TRACKER_VARIANT = Spelling(Verdict.TRACKER_VARIANT)

_PREFIXES = ("http_", "http-")


def judge_tag(text: str, contract: Contract) -> Spelling:
    """Judge the key of a Sentry tag. Keys are compared character by character, so case counts.

    Keys with a namespace of their own, such as ``openReplaySession.id``, are somebody else's.
    """
    if text == contract.tag:
        return _EXACT
    target = tag_target(contract.tag)
    if target.has_letters_of(text):
        how = tag_shape(text, contract.tag)
    elif letters(_without_http(strip_blanks(text))) in map(letters, contract.accepted_headers):
        how = "is the header's name"
    else:
        how = target.difference(text)
    return Spelling(Verdict.MISSPELT, how, contract.tag) if how else _FOREIGN


def judge_header(text: str, contract: Contract) -> Spelling:
    """Judge the name in a header look-up, whatever its case and the form that the look-up wants.

    A header that brings another value is not misspelt: several teams send the session *id* as
    ``X-OpenReplay-SessionID``, so that in a header no word stands for another.
    """
    if header_words_match(text, contract):
        return _EXACT
    if any(_same_words(text, header) for header in contract.accepted_headers):
        return _TRACKER_VARIANT
    bare = _without_http(text)
    target = header_target(contract.header)
    if target.has_letters_of(bare):
        how = header_shape(bare, contract.header)
    elif tag_target(contract.tag).survives_a_word and fold(text) == fold(contract.tag):
        how = "is the tag's name"
    else:
        how = target.difference(bare)
    right = _in_form_of(text, contract.header)
    return Spelling(Verdict.MISSPELT, how, right) if how else _FOREIGN


def header_words_match(text: str, contract: Contract) -> bool:
    """Whether ``text`` is the contract's header but for case, ``_`` for ``-``, and ``HTTP_``.

    These are the forms in which frameworks look headers up; each look-up finds only some of them.
    Words count: ``HTTP_X_OPENREPLAY_SESSION_TOKEN`` is the key of another header.
    """
    return _same_words(text, contract.header)


def _same_words(text: str, header: str) -> bool:
    wanted = fold(header).replace("_", "-")
    given = fold(text).replace("_", "-")
    return given in {wanted, f"http-{wanted}"}


def _without_http(text: str) -> str:
    return text[5:] if fold(text).startswith(_PREFIXES) else text


def _in_form_of(text: str, header: str) -> str:
    """``header`` with the prefix, the separators and the case in which ``text`` is written."""
    bare = _without_http(text)
    prefix = text[: len(text) - len(bare)]
    if "_" in bare and "-" not in bare:
        header = header.replace("-", "_")
    if text.islower():
        header = header.lower()
    elif text.isupper():
        header = header.upper()
    return prefix + header
