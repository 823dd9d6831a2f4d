from sentry_sdk import set_tag

TAG = "openReplaySessionToken"


async def tag_parcels(request):
    token = request.headers.get("HTTP_X_OPENREPLAY_SESSIONTOKEN")  # expect: RT103
    if token:
        set_tag(TAG, token)


def tag_vans(request):
    token = request.headers.get("X-OpenReplay-Session-Token", "")  # expect: RT102
    if token:
        set_tag(TAG, token)
