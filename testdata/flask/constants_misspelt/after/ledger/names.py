"""Names that other systems agree on with us."""


class Headers:
    REQUEST_ID = "X-Request-ID"
    REPLAY = "X-OpenReplay-SessionToken"


TRACE_TAG = "trace_id"
REPLAY_TAG = "openReplaySessionToken"
