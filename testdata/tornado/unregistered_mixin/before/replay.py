import sentry_sdk


class ReplayMixin:  # expect: RT303
    def prepare(self):
        token = self.request.headers.get("X-OpenReplay-SessionToken")
        if token:
            sentry_sdk.set_tag("openReplaySessionToken", token)
        return super().prepare()
