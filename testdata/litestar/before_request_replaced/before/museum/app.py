import os

import sentry_sdk
from litestar import Litestar

from museum.hooks import begin
from museum.rooms import Rooms, Vault

sentry_sdk.init(dsn=os.getenv("SENTRY_DSN"))
app = Litestar([Rooms, Vault], before_request=begin)
