from .sentry import SentryContextMiddleware, setup_sentry

__all__ = ["SentryContextMiddleware", "setup_sentry"]
