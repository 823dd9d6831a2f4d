"""Dependencies of the app run for its routes, and not for what is mounted on it."""

import sentry_sdk
import strawberry
from fastapi import Depends, FastAPI, Request
from strawberry.asgi import GraphQL

sentry_sdk.init()


def replay(request: Request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@strawberry.type
class Query:
    @strawberry.field
    def planks(self) -> int:
        return 8


app = FastAPI(dependencies=[Depends(replay)])
app.mount("/graphql", GraphQL(strawberry.Schema(Query)))  # expect: RT302  # handler: uncovered


@app.get("/planks")
def planks():  # handler: covered
    return 8
