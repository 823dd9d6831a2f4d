"""Names that the front end and this service share."""

REPLAY_HEADER = "X-Open-Replay-SessionToken"  # expect: RT102
REPLAY_TAG = "openReplaySessionToken"
SESSION_HEADER = "X-Session-Token"
