"""Names that the front end and this service share."""

REPLAY_HEADER = "X-OpenReplay-SessionToken"
REPLAY_TAG = "openReplaySessionToken"
SESSION_HEADER = "X-Session-Token"
