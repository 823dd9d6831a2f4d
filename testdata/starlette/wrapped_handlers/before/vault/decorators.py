import functools
import inspect

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse


def key_required(endpoint):
    async def guarded(request):
        if request.headers.get("x-api-key") == "revoked":
            return JSONResponse({"detail": "key is revoked"}, status_code=403)
        if inspect.iscoroutinefunction(endpoint):
            return await endpoint(request)
        return await run_in_threadpool(endpoint, request)

    return guarded


def as_json(status=200):
    def decorator(endpoint):
        @functools.wraps(endpoint)
        async def respond(request):
            return JSONResponse(await endpoint(request), status_code=status)

        return respond

    return decorator
