import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration


def start_monitoring(dsn):
    if not dsn:
        return
    sentry_sdk.init(dsn, integrations=[DjangoIntegration()], send_default_pii=False)
