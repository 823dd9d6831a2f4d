"""Serves one function by the Functions Framework's own WSGI app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import functions_framework

from tests.runtime.serve_wsgi import serve

if TYPE_CHECKING:
    from pathlib import Path

    from tests.runtime.spec import Serve

__all__ = ["load", "serve"]


def load(code: Path, serve: Serve) -> Any:
    """The app that serves the function ``main:hello`` of the file ``main.py``."""
    module, _, target = serve.app.partition(":")
    source = code / serve.path / f"{module}.py"
    create_app: Any = functions_framework.create_app
    return create_app(target=target, source=str(source.resolve()))
