import os

import sentry_sdk
import uvicorn
from sentry_sdk.integrations.asgi import SentryAsgiMiddleware

from seedbank import SeedBank

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

bank = SeedBank({"rye": 12})  # expect: RT301
application = SentryAsgiMiddleware(bank, unsafe_context_data=True)

if __name__ == "__main__":
    uvicorn.run(application)
