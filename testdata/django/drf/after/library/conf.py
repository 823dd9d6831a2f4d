import os

from library.monitoring import start_monitoring

SECRET_KEY = os.getenv('SECRET_KEY', 'development')
DEBUG = False
ALLOWED_HOSTS = ['*']

INSTALLED_APPS = ['django.contrib.contenttypes', 'django.contrib.auth', 'rest_framework', 'library.api', 'library.loans']
MIDDLEWARE = ['library.openreplay_sentry.OpenReplaySentryMiddleware', 'django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']
ROOT_URLCONF = 'library.urls'
WSGI_APPLICATION = 'library.wsgi.application'

DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'

REST_FRAMEWORK = {
    'DEFAULT_AUTHENTICATION_CLASSES': [],
    'DEFAULT_PERMISSION_CLASSES': [],
    'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer'],
    'EXCEPTION_HANDLER': 'library.errors.exception_handler',
    'UNAUTHENTICATED_USER': None,
}

start_monitoring(os.getenv('SENTRY_DSN'))
