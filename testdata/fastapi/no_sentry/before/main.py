import logging

from fastapi import APIRouter, FastAPI, Request
from opentelemetry import trace

log = logging.getLogger(__name__)
tracer = trace.get_tracer(__name__)

app = FastAPI()
router = APIRouter(prefix="/greetings")


@app.middleware("http")
async def trace_request(request: Request, call_next):
    with tracer.start_as_current_span("request") as span:
        token = request.headers.get("X-OpenReplay-Session-Token")
        span.set_attribute("openreplay_session_token", token or "")
        return await call_next(request)


@router.get("/{name}")
async def greet(name: str):  # handler: uncovered
    return {"text": f"Hello {name}"}


@router.post("/{name}")
def remember(name: str):  # handler: uncovered
    log.info("%s wants to be greeted", name)
    return {"name": name}


app.include_router(router)
