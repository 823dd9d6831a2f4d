import os

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

SECRET_KEY = os.environ.get('SECRET_KEY', 'local')
ALLOWED_HOSTS = ['*']
INSTALLED_APPS = ('phonebook',)
MIDDLEWARE_CLASSES = (
    'intranet.middleware.OpenReplayMiddleware',
    'django.middleware.common.CommonMiddleware',
)
ROOT_URLCONF = 'intranet.urls'
WSGI_APPLICATION = 'intranet.wsgi.application'

sentry_sdk.init(os.environ.get('SENTRY_DSN'), integrations=[DjangoIntegration()])
