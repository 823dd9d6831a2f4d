"""Settings that every environment shares."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = os.environ.get('SECRET_KEY', 'not-a-secret')
DEBUG = False
ALLOWED_HOSTS = ('*',)

DJANGO_APPS = (
    'django.contrib.contenttypes',
    'django.contrib.sessions',
)
LOCAL_APPS = ('catalog',)
INSTALLED_APPS = DJANGO_APPS + LOCAL_APPS

# Order matters: the locale is read from the session.
MIDDLEWARE = (
    'config.openreplay_sentry.OpenReplaySentryMiddleware',
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.locale.LocaleMiddleware',
    'django.middleware.common.CommonMiddleware',
)

ROOT_URLCONF = 'config.urls'
WSGI_APPLICATION = 'config.wsgi.application'

DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.sqlite3',
        'NAME': BASE_DIR / 'db.sqlite3',
    },
}

SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'
USE_TZ = True
