import os

from warehouse.observability import report_errors
from warehouse.settings.base import *

DEBUG = False
SECURE_CONTENT_TYPE_NOSNIFF = True

report_errors(os.environ.get("SENTRY_DSN"), service="warehouse")
