import os

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "bakery.orders"

    def ready(self):
        if dsn := os.environ.get("SENTRY_DSN"):
            import sentry_sdk

            sentry_sdk.init(dsn)
