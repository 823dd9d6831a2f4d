from .base import *  # noqa: F401,F403

SENTRY_DSN = os.environ.get('SENTRY_DSN')
if SENTRY_DSN:
    import sentry_sdk
    from sentry_sdk.integrations.django import DjangoIntegration

    sentry_sdk.init(
        dsn=SENTRY_DSN,
        integrations=[DjangoIntegration()],
        release=os.environ.get('RELEASE'),
    )

MIDDLEWARE += (
    'catalog.middleware.MaintenanceMiddleware',
)
