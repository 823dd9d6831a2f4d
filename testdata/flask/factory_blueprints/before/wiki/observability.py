import logging


def start(config):
    """Start error reporting where a DSN is configured; development runs without one."""
    dsn = config.get("SENTRY_DSN")
    if not dsn:
        logging.getLogger(__name__).info("error reporting is off")
        return
    import sentry_sdk
    from sentry_sdk.integrations.flask import FlaskIntegration

    sentry_sdk.init(
        dsn=dsn,
        integrations=[FlaskIntegration()],
        environment=config.get("ENV_NAME", "production"),
    )
