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

    Keys with a namespace of their own are somebody else's, and so are the tags of OpenReplay's
    other generations. What may be meant for several tags of the contract is meant for the one
    whose letters it has, or else for the first.
    """
    names = [tag.name for tag in contract.tags]
    if text in names:
        return _EXACT
    if any(text == tag.name for tag in contract.rivals):
        return _FOREIGN
    names.sort(key=lambda name: not tag_target(name).has_letters_of(text))
    for name in names:
        if how := _tag_difference(text, name, contract):
            return Spelling(Verdict.MISSPELT, how, name)
    return _FOREIGN


def _tag_difference(text: str, name: str, contract: Contract) -> str:
    """How ``text`` misspells the tag ``name`` of the contract; empty: not at all."""
    if not tag_target(name).has_letters_of(text):
        bare = letters(_without_http(strip_blanks(text)))
        if bare in map(letters, contract.accepted_headers):
            return "is the header's name"
    return _difference(text, name)


def judge_known_tag(text: str, name: str) -> Spelling:
    """Judge the key of a Sentry tag by ``name``, which is of no contract."""
    if text == name:
        return _EXACT
    how = _difference(text, name)
    return Spelling(Verdict.MISSPELT, how, name) if how else _FOREIGN


def _difference(text: str, name: str) -> str:
    target = tag_target(name)
    return tag_shape(text, name) if target.has_letters_of(text) else target.difference(text)


def judge_header(text: str, contract: Contract) -> Spelling:
    """Judge the name in a header look-up, whatever its case and the form that the look-up wants.

    A header that brings another value is not misspelt: several teams send the session *id* as
    ``X-OpenReplay-SessionID``, so that in a header no word stands for another.
    """
    if header_words_match(text, contract):
        return _EXACT
    if any(_same_words(text, header) for header in contract.accepted_headers):
        return _TRACKER_VARIANT
    if any(_same_words(text, header) for header in contract.id_headers):
        return _FOREIGN
    bare = _without_http(text)
    target = header_target(contract.header)
    if target.has_letters_of(bare):
        how = header_shape(bare, contract.header)
    elif any(
        tag_target(tag.name).survives_a_word and fold(text) == fold(tag.name)
        for tag in contract.tags
    ):
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


def brings_session_id(header: str, contract: Contract) -> bool:
    """Whether ``header``, in whatever case, brings the session id and not the token."""
    return header.lower() in {name.lower() for name in contract.id_headers}


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
