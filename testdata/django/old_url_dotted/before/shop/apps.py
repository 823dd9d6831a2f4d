from django.apps import AppConfig
from django.conf import settings


class ShopConfig(AppConfig):
    name = 'shop'

    def ready(self):
        import sentry_sdk as sentry

        sentry.init(settings.SENTRY_DSN, release='portal@4.2')
