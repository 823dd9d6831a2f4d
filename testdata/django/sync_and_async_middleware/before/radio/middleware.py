import sentry_sdk
from asgiref.sync import iscoroutinefunction
from django.utils.decorators import sync_and_async_middleware


def _link(request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        sentry_sdk.set_tag("openReplaySessionToken", token)


@sync_and_async_middleware
def replay(get_response):
    if iscoroutinefunction(get_response):

        async def middleware(request):
            _link(request)
            return await get_response(request)

    else:

        def middleware(request):
            _link(request)
            return get_response(request)

    return middleware
