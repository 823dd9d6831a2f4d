"""The patterns of routes."""

from __future__ import annotations

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Constant, FunctionValue, Made, Value, definition, options
from replaytag.frameworks.pyramid.configs import Configs
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import routes_of


class Routes:
    """The patterns of routes, by the names that views give."""

    def __init__(self, ev: Evaluator, configs: Configs) -> None:
        self._by_name: dict[object, str] = {}
        self._defaults: dict[Value, Made] = {}
        for made in ev.made:
            if isinstance(made.callee, Made) and made.arguments:
                cls = definition(made.arguments[0])
                if cls is not None and is_a(made.callee, "pyramid.view_defaults"):
                    self._defaults[cls] = made.callee
        for _, made, name in configs.calls:
            if name == "add_route":
                named = made.argument(0, "name")
                pattern = made.argument(1, "pattern") or made.keyword("path")
                if isinstance(named, Constant) and isinstance(pattern, Constant):
                    self._by_name[named.value] = _joined(configs.prefix_of(made), pattern)

    def of(self, made: Made) -> tuple[str, ...]:
        """The patterns of the route that ``route_name=`` names, or else the view's own name."""
        named = made.keyword("route_name") or made.argument(5, "route_name")
        if named is None:
            return routes_of(made.keyword("name"))
        names = [v.value for v in options(named) if isinstance(v, Constant)]
        return tuple(self._by_name[name] for name in names if name in self._by_name)

    def defaults(self, target: Value) -> tuple[str, ...]:
        """What ``@view_defaults`` of the class of a view names."""
        found = definition(target)
        cls = found.owner if isinstance(found, FunctionValue) else found
        made = self._defaults.get(cls) if cls is not None else None
        return self.of(made) if made is not None else ()


def _joined(prefix: str, pattern: Constant) -> str:
    text = str(pattern.value)
    return f"/{prefix.strip('/')}/{text.lstrip('/')}" if prefix else text
