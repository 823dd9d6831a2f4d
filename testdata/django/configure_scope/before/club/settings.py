import os

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration

SECRET_KEY = os.environ.get('SECRET_KEY', 'local')
ALLOWED_HOSTS = ['*']
INSTALLED_APPS = ['members']
MIDDLEWARE = [
    'club.middleware.OpenReplayMiddleware',
    'club.middleware.ClubMiddleware',
    'django.middleware.common.CommonMiddleware',
]
ROOT_URLCONF = 'club.urls'
WSGI_APPLICATION = 'club.wsgi.application'

sentry_sdk.init(dsn=os.environ.get('SENTRY_DSN'), integrations=[DjangoIntegration()])
