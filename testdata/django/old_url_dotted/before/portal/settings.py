# -*- coding: utf-8 -*-
import os

SECRET_KEY = os.environ.get('SECRET_KEY', 'unsafe')
ALLOWED_HOSTS = ['*']

INSTALLED_APPS = [
    'shop.apps.ShopConfig',
    'accounts',
]

MIDDLEWARE = ['django.middleware.security.SecurityMiddleware',  # expect: RT301
              'django.middleware.common.CommonMiddleware']
MIDDLEWARE += ['accounts.middleware.CustomerMiddleware']

ROOT_URLCONF = 'portal.urls'
WSGI_APPLICATION = 'portal.wsgi.application'
USE_TZ = True

SENTRY_DSN = os.environ.get('SENTRY_DSN')
