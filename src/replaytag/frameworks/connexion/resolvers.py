"""From an operation of a description to the function that answers it, as the resolver says."""

from __future__ import annotations

import re

from replaytag.evaluator.values import Constant, Made, ModuleValue, Value, options
from replaytag.frameworks.connexion.specifications import Endpoint
from replaytag.frameworks.reading.types import is_a

_RELATIVE = "connexion.RelativeResolver"
_VIEWS = ("connexion.MethodViewResolver", "connexion.MethodResolver")
_RESTY = ("connexion.RestyResolver", *_VIEWS)


def function_names(endpoint: Endpoint, resolver: Value | None) -> tuple[str, ...]:
    """The dotted names that an operation's function may have; empty where nothing names one."""
    name, controller = endpoint.operation_id, endpoint.controller
    chosen = next(options(resolver)) if resolver is not None else None
    if name:
        if not controller and chosen is not None and is_a(chosen, _RELATIVE):
            controller = _start(chosen)
        return (f"{controller}.{name}" if controller else name,)
    if not isinstance(chosen, Made) or not is_a(chosen, *_RESTY):
        return ()
    module, function = _by_path(endpoint, chosen)
    if is_a(chosen, *_VIEWS):
        package, _, resource = module.rpartition(".")
        module = f"{package}.{_camel_case(resource)}View"
        # In version 3 Flask chooses the method of a ``MethodView``.
        return (f"{module}.{function}", f"{module}.{endpoint.method}")
    return (f"{module}.{function}",)


def _by_path(endpoint: Endpoint, resolver: Made) -> tuple[str, str]:
    """Module and function by the rules of ``RestyResolver``."""
    parts = [part for part in endpoint.path.split("/") if part]
    resource = ".".join(part for part in parts if not _is_variable(part)).replace("-", "_")
    module = endpoint.controller or _start(resolver)
    if not endpoint.controller and resource:
        module = f"{module}.{resource}"
    if endpoint.method == "get" and resource and not _is_variable(parts[-1]):
        return module, _constant(resolver.keyword("collection_endpoint_name")) or "search"
    return module, endpoint.method


def _is_variable(part: str) -> bool:
    return part.startswith("{") and part.endswith("}")


def _start(resolver: Value) -> str:
    """The module that a resolver looks in."""
    given = None
    if isinstance(resolver, Made):
        given = resolver.argument(0, "default_module_name") or resolver.keyword("root_path")
    return given.name if isinstance(given, ModuleValue) else _constant(given)


def _constant(value: Value | None) -> str:
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""


def _camel_case(name: str) -> str:
    return re.sub(r"(?:^|_)(.)", lambda found: found[1].upper(), name)
