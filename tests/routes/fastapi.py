"""Endpoints of a FastAPI app: Starlette's ``routes``."""

from __future__ import annotations

from tests.routes.starlette import endpoints

__all__ = ["endpoints"]
