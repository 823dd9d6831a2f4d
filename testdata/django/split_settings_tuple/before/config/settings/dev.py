from .base import *

DEBUG = True
MIDDLEWARE += ('catalog.middleware.QueryCountMiddleware',)
INTERNAL_IPS = ('127.0.0.1',)
