import os

import sentry_sdk

from fleet.platform.defaults import OBSERVABILITY_MIDDLEWARE

from .base import *
from .base import MIDDLEWARE as BASE_MIDDLEWARE

MIDDLEWARE = [*OBSERVABILITY_MIDDLEWARE, *BASE_MIDDLEWARE]

sentry_sdk.init(os.environ.get("SENTRY_DSN"))
