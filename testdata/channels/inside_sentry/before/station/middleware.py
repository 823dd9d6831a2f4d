import sentry_sdk
from asgiref.sync import iscoroutinefunction
from django.utils.decorators import sync_and_async_middleware


@sync_and_async_middleware
def replay(get_response):
    def tag(request):
        if token := request.headers.get("X-OpenReplay-SessionToken"):
            sentry_sdk.set_tag("openReplaySessionToken", token)

    if iscoroutinefunction(get_response):

        async def middleware(request):
            tag(request)
            return await get_response(request)

    else:

        def middleware(request):
            tag(request)
            return get_response(request)

    return middleware
