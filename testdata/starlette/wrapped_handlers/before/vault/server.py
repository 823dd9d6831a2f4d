import os

import sentry_sdk
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware

from vault.views import routes


class Vault(Starlette):
    """The app, with what it needs at start."""

    def __init__(self):
        sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))
        super().__init__(routes=routes)
        self.add_middleware(CORSMiddleware, allow_origins=["*"], allow_headers=["*"])


app = Vault()  # expect: RT301
