"""What a tag's value is made from, where that is certainly not the contract's header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from replaytag.evaluator.values import (
    Choice,
    Constant,
    External,
    Item,
    Made,
    Member,
    Operation,
    Value,
)
from replaytag.project.absence import is_null

if TYPE_CHECKING:
    from replaytag.project.project import Project

_RANDOM = frozenset({"uuid", "secrets", "random", "ulid", "nanoid", "shortuuid"})
"""Modules whose functions give something that nobody has had before."""
_TEXTS = frozenset({"builtins.str", "builtins.repr", "builtins.format"})
_COOKIES = frozenset({"cookies", "COOKIES"})
_COOKIE_GETTERS = frozenset({"get_cookie", "get_signed_cookie", "get_secure_cookie"})
_DEPTH = 12

Origins = frozenset[str] | None
"""What people call the origins; none of them are known to be the header. None: not known."""


def foreign_origins(project: Project, value: Value | None) -> Origins:
    """Where ``value`` comes from, if all of it is known and no header of the contract is in it.

    Nothing at all (None, an empty text) comes from nowhere.
    """
    return None if value is None else _Origins(project).of(value, 0)


class _Origins:
    def __init__(self, project: Project) -> None:
        self._project = project
        self._reader = project.reader

    def of(self, value: Value, depth: int) -> Origins:
        if depth > _DEPTH:
            return None
        read = self._reader.own(value)
        if read is not None:
            if read.key is None or self._project.absence.means(read):
                return None
            return frozenset({f"the header {_text(read.key.value)!r}"})
        depth += 1
        if self._is_cookie(value):
            return frozenset({"a cookie"})
        if self._is_session(value):
            return frozenset({"the session"})
        match value:
            case Constant(known):
                return frozenset() if is_null(known) else frozenset({f"the constant {known!r}"})
            case Choice(values):
                return _union(self.of(option, depth) for option in values)
            case Operation("join" | "+" | "%", parts):
                found = _union(self.of(part, depth) for part in parts)
                return found and (_without_constants(found) or found)
            case Made(callee=External(name)) if name.split(".")[0] in _RANDOM:
                return frozenset({"a random id"})
            case Made(callee=External(name), arguments=(argument, *_)) if name in _TEXTS:
                return self.of(argument, depth)
            case Made(callee=Member(owner, _)) | Member(owner, _):
                found = self.of(owner, depth)
                return found if found == frozenset({"a random id"}) else None
        return None

    def _is_cookie(self, value: Value) -> bool:
        """``request.cookies["x"]``, ``request.cookies.get("x")``, ``self.get_cookie("x")``."""
        match value:
            case Made(callee=Member(owner, name)) if name in _COOKIE_GETTERS:
                return self._reader.is_request(owner)
            case Made(callee=Member(Member(owner, name), "get")) | Item(Member(owner, name), _):
                return name in _COOKIES and self._reader.is_request(owner)
        return False

    def _is_session(self, value: Value) -> bool:
        """``session["x"]`` of Flask, ``request.session["x"]`` of others."""
        match value:
            case Made(callee=Member(owner, "get")) | Item(owner, _):
                pass
            case Member(owner, "session_key" | "sid"):
                pass
            case _:
                return False
        match owner:
            case External("flask.session" | "flask.globals.session" | "quart.session"):
                return True
            case Member(request, "session"):
                return self._reader.is_request(request)
        return False


def _union(found: Iterable[Origins]) -> Origins:
    known: set[str] = set()
    for origins in found:
        if origins is None:
            return None
        known |= origins
    return frozenset(known)


def _without_constants(origins: frozenset[str]) -> frozenset[str]:
    return frozenset(origin for origin in origins if not origin.startswith("the constant "))


def _text(key: object) -> str:
    return key.decode("latin-1") if isinstance(key, bytes) else str(key)
