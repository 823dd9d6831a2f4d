"""Endpoints of Powertools' resolvers: the routes of the apps that Lambda handlers call."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The functions of all routes of the resolvers that the handlers' modules hold."""
    from aws_lambda_powertools.event_handler import ApiGatewayResolver

    for function in app:
        handler = function.handler
        names = vars(sys.modules[getattr(handler, "__wrapped__", handler).__module__])
        found = {id(v): v for v in names.values() if isinstance(v, ApiGatewayResolver)}
        resolver = getattr(handler, "__self__", None)
        if isinstance(resolver, ApiGatewayResolver):
            found = {id(resolver): resolver}
        for one in found.values():
            for route in (*one._static_routes, *one._dynamic_routes):
                yield route.func
