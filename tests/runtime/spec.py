"""The contents of a project's ``runtime.toml``: how it is served and what is asked of it.

The file's keys are described in ``README.md`` beside this module.
"""

from __future__ import annotations

import tomllib
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeVar

from replaytag.contract import CONTRACTS
from tests.runtime.servers import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EVENTS = ("unhandled", "handled", "logged", "unhandled and logged", "none")
TAGGED = ("before", "after", "never")


class SpecError(ValueError):
    """A ``runtime.toml`` that does not say what it must."""


@dataclass(frozen=True)
class Serve:
    """How the project is served.

    ``app`` is ``module.path:attribute``; a trailing ``()`` calls what is found there. ``path`` is
    the directory to import from, relative to the project; ``requires`` names modules that must be
    importable. ``init`` starts Sentry in the project's place, as the platform of some does.
    ``events`` is how a platform that calls functions writes a request down, where there are several
    ways.
    """

    kind: str
    app: str
    path: str = "."
    env: Mapping[str, str] = field(default_factory=dict)
    requires: tuple[str, ...] = ()
    init: bool = False
    events: str = ""


@dataclass(frozen=True, eq=False)
class Row(ABC):
    """What every row has: the events it makes, and when they carry the tag.

    ``tagged`` says from when on: ``before`` any fix, only ``after`` it, or ``never``. Rows are
    compared by identity.
    """

    event: str
    tagged: str

    @property
    @abstractmethod
    def title(self) -> str:
        """The row as reports name it."""


@dataclass(frozen=True, eq=False)
class Request(Row):
    """One HTTP request; ``body`` is a part of the expected response's text."""

    path: str = ""
    method: str = "GET"
    status: int = 200
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    data: str | None = None

    @property
    def title(self) -> str:
        """The row as reports name it."""
        return f"{self.method} {self.path}"


@dataclass(frozen=True, eq=False)
class WebSocket(Row):
    """One WebSocket connection: texts sent, texts then expected, and the code that closes it."""

    path: str = ""
    send: tuple[str, ...] = ()
    receive: tuple[str, ...] = ()
    close: int = 1000

    @property
    def title(self) -> str:
        """The row as reports name it."""
        return f"WS {self.path}"


@dataclass(frozen=True, eq=False)
class Invoke(Row):
    """One call without a request: ``function`` (``module:attribute``) gets ``payload``."""

    function: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The row as reports name it."""
        return f"INVOKE {self.function}"


@dataclass(frozen=True)
class Spec:
    """A whole ``runtime.toml``. ``contract`` is the name of OpenReplay's contract that must hold."""

    serve: Serve
    contract: str = "token"
    requests: tuple[Request, ...] = ()
    websockets: tuple[WebSocket, ...] = ()
    invocations: tuple[Invoke, ...] = ()

    @property
    def rows(self) -> tuple[Request | WebSocket | Invoke, ...]:
        """All rows; a probe names its row by the position in this."""
        return (*self.requests, *self.websockets, *self.invocations)


_Entry = TypeVar("_Entry", Serve, Request, WebSocket, Invoke)


def load(project: Path) -> Spec:
    """Read ``runtime.toml`` of the project in this directory.

    Raises ``SpecError`` for an unknown key or value, and what ``tomllib`` and ``open`` raise.
    """
    data = tomllib.loads((project / "runtime.toml").read_text(encoding="utf-8"))
    default = "after" if (project / "after").is_dir() else "before"
    serve = _entry(Serve, data.pop("serve", {}))
    spec = Spec(
        serve=serve,
        contract=data.pop("contract", "token"),
        requests=_with_missing_page(serve, _rows(Request, data.pop("request", []), default)),
        websockets=_rows(WebSocket, data.pop("websocket", []), default),
        invocations=_rows(Invoke, data.pop("invoke", []), "never"),
    )
    if data:
        raise SpecError(f"unknown tables: {', '.join(data)}")
    if spec.serve.kind not in KINDS:
        raise SpecError(f"serve.kind must be one of {tuple(KINDS)}, is {spec.serve.kind!r}")
    if spec.contract not in CONTRACTS:
        raise SpecError(f"contract must be one of {tuple(CONTRACTS)}, is {spec.contract!r}")
    for row in spec.rows:
        if row.event not in EVENTS or row.tagged not in TAGGED:
            raise SpecError(f"{row.title}: event must be one of {EVENTS}, tagged one of {TAGGED}")
    return spec


def _with_missing_page(serve: Serve, requests: tuple[Request, ...]) -> tuple[Request, ...]:
    """Platforms that answer for missing pages themselves are not asked for any."""
    kind = KINDS.get(serve.kind)
    if kind is None or not kind.missing_page or any(request.status == 404 for request in requests):
        return requests
    return (*requests, Request(event="none", tagged="before", path="/no-such-page", status=404))


def _rows(kind: type[_Entry], tables: list[dict[str, Any]], tagged: str) -> tuple[_Entry, ...]:
    return tuple(_entry(kind, {"tagged": tagged, **table}) for table in tables)


def _entry(kind: type[_Entry], table: Mapping[str, Any]) -> _Entry:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    unknown = values.keys() - {item.name for item in fields(kind)}
    if unknown:
        raise SpecError(f"[{kind.__name__.lower()}] has no key {', '.join(sorted(unknown))}")
    try:
        return kind(**values)
    except TypeError as error:
        raise SpecError(str(error)) from error
