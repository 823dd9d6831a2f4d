import logging

from sentry_sdk import init
from sentry_sdk.integrations.logging import LoggingIntegration

from .settings import settings


def start_monitoring() -> None:
    if settings.dsn:
        init(
            settings.dsn,
            environment=settings.environment,
            integrations=[LoggingIntegration(event_level=logging.ERROR)],
        )
