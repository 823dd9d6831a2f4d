import os

import sentry_sdk
from fastapi import FastAPI
from strawberry.fastapi import GraphQLRouter

from bakery.schema import schema

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))

app = FastAPI()  # expect: RT301
app.include_router(GraphQLRouter(schema), prefix="/graphql")  # handler: uncovered
