import sentry_sdk
import strawberry
from fastapi import APIRouter, FastAPI, Request
from strawberry.asgi import GraphQL
from strawberry.fastapi import GraphQLRouter

sentry_sdk.init()


@strawberry.type
class Query:
    @strawberry.field
    def films(self) -> list[str]:
        return []


schema = strawberry.Schema(Query)
router = APIRouter(prefix="/api")
router.include_router(GraphQLRouter(schema), prefix="/graphql")  # handler: covered

app = FastAPI()
app.include_router(router)
app.mount("/old", GraphQL(schema))  # handler: covered


@app.middleware("http")
async def replay(request: Request, call_next):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)
    return await call_next(request)
