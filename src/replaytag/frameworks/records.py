"""What a framework module reports about a project: apps, handlers, hooks, how they nest."""

from __future__ import annotations

import enum

from replaytag.actions import Action
from replaytag.evaluator.values import Opaque, Value
from replaytag.source import Place, frozen

CONTINUE = Opaque("replaytag.continuation")
"""What a middleware is handed to call the rest of the app: ``get_response``, ``call_next``, ..."""

ANY = "declared"
"""The framework of handlers and routers that the app of any framework may serve."""


class When(enum.Enum):
    """When a hook runs, seen from the handler."""

    BEFORE = "before the handler"
    LATE = "after the response or the error"


class Reach(enum.Enum):
    """Which handlers a hook runs for."""

    OWNER = "the handlers of the object it is registered on, and of what that includes"
    APP = "every handler of the app that serves the object"


class Scope(enum.Enum):
    """Where a hook runs, seen from the request scope that Sentry opens."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    """Nobody has opened a scope yet: a plain ``set_tag`` leaks into later requests."""
    BARE = "outside, and further in than where errors are captured"
    """As outside; and a scope of one's own is closed before an error is captured."""
    SHORT = "short"
    """A scope is open, and closed before an error that nobody handles is reported."""
    UNKNOWN = "unknown"
    """It cannot be told whether anybody has opened a scope."""


@frozen
class Run:
    """One way to call a hook or handler: ``function`` with ``arguments`` and ``keywords``."""

    function: Value
    arguments: tuple[Value, ...] = ()
    when: When = When.BEFORE
    keywords: tuple[tuple[str, Value], ...] = ()
    scope: Scope | None = None
    """Where it runs, if not where the hook does; a handler runs inside."""
    whole: bool = False
    """Whether handlers run within this call, though no call of the continuation may show it."""


@frozen
class App:
    """An object that is served (``serves``) or that groups handlers for one (router, blueprint).

    ``value`` identifies it; ``place`` is where a diagnostic about it belongs; ``name`` is for
    people.
    """

    value: Value
    place: Place
    name: str
    framework: str
    serves: bool = True
    scope: Scope = Scope.INSIDE
    """Where its handlers run, what it includes too, and those hooks that are ``INSIDE``."""
    optional: bool = False
    """Whether browsers may well not reach it: without any attempt to tag it is not reported."""


@frozen
class Handler:
    """A handler registered on ``owner``. ``runs`` are the calls whose trace shows what tags it.

    ``place`` is the span of its ``def`` or ``class``.
    """

    owner: Value
    place: Place
    name: str
    framework: str
    routes: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    group: str = ""
    """Name of the view class it belongs to, if any, and where that stands."""
    group_place: Place | None = None
    websocket: bool = False
    """Browsers cannot send the header here: such a handler is judged, but never reported."""
    doubt: str = ""
    """Why a tag that it sets itself may not be on all of its errors; empty where it is."""
    scope: Scope = Scope.INSIDE
    """Where its code runs. ``OUTSIDE``, it has to open a scope of its own round all it does."""


@frozen
class Includes:
    """``parent`` serves the handlers of ``child``; hooks of the parent run for them if ``hooked``.

    ``mounted`` is whether the child stays an app of its own, which handles requests by itself.
    """

    parent: Value
    child: Value
    hooked: bool = True
    mounted: bool = False


@frozen
class Alias:
    """``value``, which a call of the library gives, stands for ``app`` where it is mounted."""

    value: Value
    app: Value


@frozen
class Earlier:
    """How a function that runs too late is registered to run before handlers.

    The one word ``now`` of the registration becomes ``then``, and only the first ``parameters`` of
    its parameters are handed to it.
    """

    now: str
    then: str
    parameters: int = 0


@frozen
class Order:
    """When a hook runs among others of its ``group``: the lower its ``rank``, the sooner.

    ``display`` is the list that it is an element of, where that is written out: the last part of
    the rank is its index there.
    """

    group: Place
    rank: tuple[int, ...]
    display: Place | None = None


@frozen
class Hook:
    """Something registered to run around handlers. ``target`` is the function or class as
    registered, for people and for RT303; ``runs`` is how to call it."""

    owner: Value
    target: Value
    place: Place
    runs: tuple[Run, ...]
    reach: Reach = Reach.OWNER
    scope: Scope = Scope.INSIDE
    websockets: bool = True
    """Whether it runs for websocket handlers too."""
    requests: bool = True
    """Whether it runs for handlers of plain requests, not for those of websockets alone."""
    mounts: bool = True
    """Whether it runs for what is mounted on its owner too."""
    sees_errors: bool = False
    """Whether errors of the handler are captured before the hook's call of it returns, so that a
    scope opened round that call is still open."""
    slot: str = ""
    """Hooks with the same one replace each other: of these, the nearest to a handler runs."""
    doubt: str = ""
    """Why it may not run for all of these handlers; empty where it does."""
    order: Order | None = None
    """When it runs, seen from other hooks; None where that is not certain, and where errors of such
    hooks are not reported at all."""
    earlier: Earlier | None = None
    """For a function that runs too late: how it could run in time."""


@frozen
class Unresolved:
    """A registration on ``owner`` that cannot be resolved: what it covers is unknown, and why."""

    owner: Value
    reason: str
    place: Place


Record = App | Handler | Includes | Alias | Hook | Unresolved


@frozen
class Recipe:
    """How to hook a tagger up: ``actions`` if a place is certain, else ``reason`` why not.

    ``snippet`` is the ready code for a person.
    """

    message: str
    snippet: str
    actions: tuple[Action, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
