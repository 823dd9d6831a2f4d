"""What every service of the company starts from."""

from fastapi import APIRouter as Router
from fastapi import FastAPI, Request

from acme.observability import observe

__all__ = ["Request", "Router", "Service", "versioned"]


class Service(FastAPI):
    def __init__(self, name: str, **options):
        super().__init__(title=name, **options)
        observe(name)


def versioned(router: Router, path: str, **options):
    """Registers a handler for both versions of the API."""

    def register(handler):
        router.get(f"/v1{path}", deprecated=True, **options)(handler)
        return router.get(f"/v2{path}", **options)(handler)

    return register
