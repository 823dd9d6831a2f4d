import logging

import tornado.web


class OvenHandler(tornado.web.RequestHandler):
    def initialize(self, ovens):
        self.ovens = ovens

    def prepare(self):
        """Only the baker may come near."""
        token = self.get_cookie("baker", "")
        self.is_baker = token == "secret"

    def get(self, number):  # handler: uncovered
        self.write({"heat": self.ovens[int(number)]})

    async def put(self, number):  # handler: uncovered
        if not self.is_baker:
            logging.error("somebody is at the ovens")
        self.write("hot")
