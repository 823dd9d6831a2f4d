"""The endpoint of an ASGI callable: what stands inside all wrappers."""

from __future__ import annotations

from tests.routes.wsgi import endpoints

__all__ = ["endpoints"]
