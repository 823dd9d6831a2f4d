"""Names that the front end and we agree on."""

PAGE_SIZE = 20
REPLAY_TAG = "openReplaySessionToken"
EDITION_TAG = "edition"
