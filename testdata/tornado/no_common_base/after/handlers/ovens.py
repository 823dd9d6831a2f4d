import logging

import sentry_sdk
import tornado.web


class OvenHandler(tornado.web.RequestHandler):
    def initialize(self, ovens):
        self.ovens = ovens

    def prepare(self):
        """Only the baker may come near."""
        openreplay_token = self.request.headers.get("X-OpenReplay-SessionToken")
        if openreplay_token:
            sentry_sdk.set_tag("openReplaySessionToken", openreplay_token)
        token = self.get_cookie("baker", "")
        self.is_baker = token == "secret"

    def get(self, number):
        self.write({"heat": self.ovens[int(number)]})

    async def put(self, number):
        if not self.is_baker:
            logging.error("somebody is at the ovens")
        self.write("hot")
