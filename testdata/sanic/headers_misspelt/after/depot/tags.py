from sentry_sdk import set_tag

TAG = "openReplaySessionToken"


async def tag_parcels(request):
    token = request.headers.get("X-OpenReplay-SessionToken")
    if token:
        set_tag(TAG, token)


def tag_vans(request):
    token = request.headers.get("X-OpenReplay-SessionToken", "")
    if token:
        set_tag(TAG, token)
