"""A client of somebody else's GraphQL, and an app that serves none."""

import sentry_sdk
import strawberry
from fastapi import FastAPI

sentry_sdk.init()


@strawberry.type
class Query:
    @strawberry.field
    def name(self) -> str:
        return "name"


print(strawberry.Schema(Query).as_str())
app = FastAPI()
app.mount("/static", object())
