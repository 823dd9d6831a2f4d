"""Names that the front end and we agree on."""

PAGE_SIZE = 20
REPLAY_TAG = "openReplaySessionId"  # expect: RT101
EDITION_TAG = "edition"
