from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route


class Scope:
    def set_tag(self, name, value):
        setattr(self, name, value)


async def home(request):  # handler: uncovered
    scope = Scope()
    scope.set_tag("openReplaySessionID", request.headers.get("X-OpenReplay-SessionID"))
    return PlainTextResponse("home")


class Visits(HTTPEndpoint):
    def get(self, request):  # handler: uncovered
        request.session["visits"] = request.session.get("visits", 0) + 1
        return PlainTextResponse(str(request.session["visits"]))


app = Starlette(
    routes=[Route("/", home), Route("/visits", Visits)],
    middleware=[Middleware(SessionMiddleware, secret_key="not a secret")],
)
