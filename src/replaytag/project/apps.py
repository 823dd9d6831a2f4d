"""The apps of a project: what they serve, what hooks run, and which handlers a tagger covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from replaytag.evaluator.values import Value, options
from replaytag.frameworks.reading.types import library_types
from replaytag.frameworks.records import (
    ANY,
    Alias,
    App,
    Handler,
    Hook,
    Includes,
    Reach,
    Record,
    Scope,
    Unresolved,
)
from replaytag.project.attempts import RANK, Attempt, Outcome, doubted
from replaytag.project.nodes import (
    Coverage,
    Judged,
    Node,
    handlers_below,
    is_above,
    lie_together,
    nodes_below,
    scope_at,
)
from replaytag.project.taggers import TaggerJudge
from replaytag.source import Place

_CUT = "it calls too much to follow all of it"
_FLOATING = "its tagger is registered on an app that cannot be resolved"


class Apps:
    """The apps and routers of a project, linked."""

    def __init__(
        self,
        records: Iterable[Record],
        judge: TaggerJudge,
        sequential: frozenset[str] = frozenset(),
    ) -> None:
        """``sequential`` are the frameworks that never handle two requests at once."""
        self._judge = judge
        self._sequential = sequential
        self._nodes: dict[tuple[Place, str], Node] = {}
        self._by_value: dict[Value, Node] = {}
        self._attempts: dict[Hook, list[Attempt]] = {}
        self._hooks_for: dict[Node, list[Hook]] = {}
        self._hooks_below: dict[Node, list[Hook]] = {}
        self.hooks: list[Hook] = []
        self.floating: list[Hook] = []
        """Hooks on an app that cannot be resolved."""
        kept = list(records)
        for record in kept:
            if isinstance(record, App):
                self._add_app(record)
        for record in kept:
            if isinstance(record, Alias) and record.app in self._by_value:
                self._by_value.setdefault(record.value, self._by_value[record.app])
        for record in kept:
            self.add(record)
        self._adopt()

    # --- linking ---------------------------------------------------------------------------------

    def _add_app(self, app: App) -> None:
        # The same statement may make the object with several sets of arguments (a helper that makes
        # routers): those are different routers, but one served app.
        key = (app.place, "" if app.serves else str(id(app.value)))
        node = self._nodes.setdefault(key, Node(app))
        self._by_value[app.value] = node

    def _find(self, value: Value) -> list[Node]:
        return [self._by_value[o] for o in options(value) if o in self._by_value]

    def add(self, record: Record) -> None:
        """Takes in a record of an app or router that is known."""
        match record:
            case Handler():
                nodes = self._find(record.owner) or self._orphanage(record)
                for node in nodes:
                    _add_handler(node, record)
            case Hook():
                self.hooks.append(record)
                nodes = self._find(record.owner)
                for node in nodes:
                    node.hooks.append(record)
                if not nodes:
                    self.floating.append(record)
            case Includes(parent, child, hooked, mounted):
                for above in self._find(parent):
                    for below in self._find(child):
                        if above is not below and not is_above(below, above):
                            below.parents[above] = hooked
                            above.children.append(below)
                            if mounted:
                                below.mounted_on.add(above)
            case Unresolved(owner, _, _):
                for node in self._find(owner):
                    node.unresolved.append(record)

    def _orphanage(self, handler: Handler) -> list[Node]:
        """A node for handlers whose owner is not resolved, one for each owner."""
        app = App(handler.owner, handler.place, "?", handler.framework, serves=False)
        self._add_app(app)
        return [self._by_value[handler.owner]]

    def _adopt(self) -> None:
        """Gives routers that nothing includes to the framework's app, if there is just one."""
        roots = [node for node in self._nodes.values() if node.serves]
        for node in self._nodes.values():
            if node.app.serves or node.parents or not handlers_below(node):
                continue
            own = node.app.framework
            fitting = [root for root in roots if own in (root.app.framework, ANY)]
            fitting = [r for r in fitting if lie_together(r, node)] or fitting
            if len(fitting) == 1:
                node.assumed = True
                node.parents[fitting[0]] = True
                fitting[0].children.append(node)

    # --- asking ----------------------------------------------------------------------------------

    def add_hook(self, node: Node, hook: Hook) -> None:
        """Registers a further hook on ``node``."""
        self.hooks.append(hook)
        node.hooks.append(hook)
        self._hooks_for.clear()
        self._hooks_below.clear()

    def has_handlers(self, node: Node) -> bool:
        """Whether ``node`` serves any handler, its children's included."""
        return handlers_below(node)

    def served(self) -> list[Node]:
        """The apps that are served, each with handlers or not, in order of their places."""
        return sorted((n for n in self._nodes.values() if n.serves), key=lambda n: n.app.place)

    def verdict_of(self, node: Node) -> Judged:
        """The verdict on a handler of which nothing is known but that ``node`` serves it."""
        handler = Handler(node.app.value, node.app.place, node.app.name, node.app.framework)
        return self._judged(handler, node)

    def covers_all(self, node: Node) -> bool:
        """Whether a hook tags every request that ``node`` serves, whatever is mounted there."""
        tagged = [
            attempt.tag
            for hook in self.hooks_for(node)
            if hook.mounts and hook.requests
            for attempt in self.attempts_of(hook)
            if attempt.outcome is Outcome.TAGS
        ]
        return None in tagged or all(tag in tagged for tag in self._judge.tags)

    def handlers_of(self, node: Node) -> list[Judged]:
        """The handlers that ``node`` serves, its children's included, judged."""
        judged = []
        seen: set[tuple[Place, str]] = set()
        for owner in nodes_below(node):
            for key, handler in owner.handlers.items():
                if key not in seen:
                    seen.add(key)
                    judged.append(self._judged(handler, owner))
        return judged

    def unserved(self) -> list[Judged]:
        """Handlers of routers that no app is known to serve."""
        return [
            self._judged(handler, node)
            for node in self._nodes.values()
            if not node.serves and not node.parents
            for below in nodes_below(node)
            for handler in below.handlers.values()
        ]

    def attempts_of(self, hook: Hook) -> list[Attempt]:
        """The attempts to tag in a hook."""
        if hook not in self._attempts:
            scope = hook.scope
            if scope is Scope.INSIDE:
                scope = scope_at(self._find(hook.owner))
            sequential = self._is_sequential(self._find(hook.owner))
            attempts = [
                attempt
                for run in hook.runs
                for attempt in self._judge.run(
                    run, scope, hook.sees_errors, alone=run.whole, sequential=sequential
                )
            ]
            doubt = hook.doubt
            self._attempts[hook] = [doubted(a, doubt) for a in attempts] if doubt else attempts
        return self._attempts[hook]

    def _is_sequential(self, nodes: list[Node]) -> bool:
        """Whether what is registered on ``nodes`` handles one request at a time."""
        return bool(nodes) and all(node.app.framework in self._sequential for node in nodes)

    def hooks_for(self, node: Node) -> list[Hook]:
        """The hooks that run for the handlers registered on ``node``."""
        if node not in self._hooks_for:
            self._hooks_for[node] = self._collect_hooks(node)
        return self._hooks_for[node]

    def _collect_hooks(self, node: Node) -> list[Hook]:
        hooks: list[Hook] = []
        # Each object on the way up, whether a mount lies between it and the handlers, and the slots
        # that nearer hooks have taken.
        top: dict[tuple[Node, bool, frozenset[str]], None] = {}
        waiting: list[tuple[Node, bool, frozenset[str]]] = [(node, False, frozenset())]
        while waiting:
            current, mounted, taken = state = waiting.pop()
            if state in top:
                continue
            top[state] = None
            run = [h for h in current.hooks if (h.mounts or not mounted) and h.slot not in taken]
            hooks.extend(h for h in run if h not in hooks)
            taken |= {h.slot for h in run if h.slot}
            for parent, hooked in current.parents.items():
                if hooked:
                    waiting.append((parent, mounted or parent in current.mounted_on, taken))
        for root in dict.fromkeys(current for current, *_ in top):
            hooks.extend(h for h in self._app_hooks(root) if h not in hooks)
        return hooks

    def _app_hooks(self, root: Node) -> list[Hook]:
        """The hooks below ``root`` that run for the whole app."""
        if root not in self._hooks_below:
            self._hooks_below[root] = [
                hook
                for below in nodes_below(root)
                for hook in below.hooks
                if hook.reach is Reach.APP
            ]
        return self._hooks_below[root]

    def _judged(self, handler: Handler, node: Node) -> Judged:
        hooks = [
            hook
            for hook in self.hooks_for(node)
            if (hook.websockets if handler.websocket else hook.requests)
        ]
        attempts = [a for hook in hooks for a in self.attempts_of(hook)]
        scope = scope_at([node]) if handler.scope is Scope.INSIDE else handler.scope
        sequential = self._is_sequential([node])
        own = [
            attempt
            for run in handler.runs
            for attempt in self._judge.run(run, scope, alone=True, sequential=sequential)
        ]
        if handler.doubt:
            own = [doubted(attempt, handler.doubt) for attempt in own]
        attempts.extend(own)
        for hook in self.floating:
            if _might_serve(hook, node):
                attempts.extend(doubted(a, _FLOATING) for a in self.attempts_of(hook))
        coverage, reason = self._verdict_on(node, attempts)
        runs = [*handler.runs, *(run for hook in hooks for run in hook.runs)]
        if coverage is Coverage.UNCOVERED and any(map(self._judge.is_cut, runs)):
            coverage, reason = Coverage.UNKNOWN, _CUT
        return Judged(handler, node, coverage, reason, _best(attempts), tuple(attempts))

    def _verdict_on(self, node: Node, attempts: list[Attempt]) -> tuple[Coverage, str]:
        """Coverage and its reason: those of the contract's tag that is worst off."""
        verdicts = []
        for tag in self._judge.tags:
            best = _best([a for a in attempts if a.tag in (tag, None)])
            coverage, reason = self._verdict(node, best)
            if best is None and attempts and coverage is Coverage.UNCOVERED:
                reason = f"nothing sets `{tag.name}`"
            mixed = [a for a in attempts if a.outcome is Outcome.SHARED and a.tag == tag]
            if coverage is Coverage.COVERED and mixed:
                coverage, reason = Coverage.UNKNOWN, mixed[0].reason
            verdicts.append((coverage, reason))
        return max(verdicts, key=lambda verdict: _DEGREE[verdict[0]])

    def _verdict(self, node: Node, best: Attempt | None) -> tuple[Coverage, str]:
        """Coverage and its reason, from the best attempt to tag."""
        if best is not None and best.outcome is Outcome.TAGS:
            return Coverage.COVERED, ""
        if best is not None and best.outcome is Outcome.UNKNOWN:
            return Coverage.UNKNOWN, best.reason
        doubt = self.doubt(node)
        if doubt:
            return Coverage.UNKNOWN, doubt
        return (
            Coverage.UNCOVERED,
            best.reason if best else "no hook or handler code tags the request",
        )

    def doubt(self, node: Node) -> str:
        """Why hooks may exist that were not seen; empty if all were."""
        waiting, seen = [node], set()
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            for record in current.unresolved:
                return record.reason
            if self._judge.is_made_in_part(current.app.value):
                return _CUT
            waiting.extend(current.parents)
        if not node.serves and not node.parents:
            return f"nothing that can be resolved registers {node.app.name} on an app"
        return ""


_DEGREE = {Coverage.COVERED: 0, Coverage.UNKNOWN: 1, Coverage.UNCOVERED: 2}


def _best(attempts: Iterable[Attempt]) -> Attempt | None:
    return min(attempts, key=lambda attempt: RANK[attempt.outcome], default=None)


def _add_handler(node: Node, handler: Handler) -> None:
    key = (handler.place, handler.name)
    known = node.handlers.get(key)
    if known is not None:
        routes = tuple(dict.fromkeys((*known.routes, *handler.routes)))
        runs = tuple(dict.fromkeys((*known.runs, *handler.runs)))
        handler = replace(known, routes=routes, runs=runs)
    node.handlers[key] = handler


def _might_serve(hook: Hook, node: Node) -> bool:
    """Whether a hook on an unresolved object may be one of this node's framework."""
    types = set(library_types(hook.owner))
    name = getattr(hook.owner, "name", "")
    roots = {t.split(".")[0] for t in types} | ({name.split(".")[0]} if name else set())
    return node.app.framework in roots
