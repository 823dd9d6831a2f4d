import sentry_sdk

from . import Tag


class Reporter:
    """All that the airport tells Sentry goes through here."""

    def __init__(self, sdk=sentry_sdk):
        self._sdk = sdk

    def tag(self, tag: Tag, value):
        if value is None:
            return
        self._sdk.set_tag(tag.value, value)

    def report(self, error):
        self._sdk.capture_exception(error)


reporter = Reporter()
