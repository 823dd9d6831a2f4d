"""Helpers for what an ASGI server hands over."""


def header(scope, name: bytes) -> str | None:
    """The first value of a header; ``name`` is in lower case."""
    return next(
        (value.decode("latin-1") for key, value in scope["headers"] if key == name),
        None,
    )
