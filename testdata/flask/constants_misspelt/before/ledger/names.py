"""Names that other systems agree on with us."""


class Headers:
    REQUEST_ID = "X-Request-ID"
    REPLAY = "X-OpenReply-SessionToken"  # expect: RT102


TRACE_TAG = "trace_id"
REPLAY_TAG = "openReplaySessionId"  # expect: RT101
