def session_token(request):
    """The session's token; the tracker names the header differently for axios and for fetch."""
    return request.headers.get("X-OpenReplay-SessionToken") or request.headers.get(
        "X-OpenReplay-Session-Token"
    )
