"""Error reporting, the same in all of our services."""

from __future__ import annotations


def report_errors(dsn: str | None, *, service: str) -> None:
    if dsn is None:
        return
    try:
        import sentry_sdk
    except ImportError:
        return
    sentry_sdk.init(dsn=dsn, server_name=service, max_breadcrumbs=20)


def noted(error: Exception) -> None:
    """Reports an error that the caller has dealt with."""
    try:
        from sentry_sdk import capture_exception
    except ImportError:
        return
    capture_exception(error)
