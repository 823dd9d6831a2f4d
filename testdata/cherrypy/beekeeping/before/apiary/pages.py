import logging

import cherrypy


class Queens:
    @cherrypy.expose
    def older(self, **query):  # handler: uncovered
        logging.getLogger("apiary").error("no queen is marked")
        return "none"

    def mark(self):
        return None


@cherrypy.popargs("number")
class Hives:
    def __init__(self, weights):
        self.weights = weights

    @cherrypy.expose
    @cherrypy.tools.json_out()
    def index(self, number=None, **query):  # handler: uncovered
        return {"weight": self.weights[number]}


class Root:
    queens = Queens()

    def __init__(self):
        self.hives = Hives({"1": 30, "2": 28})

    @cherrypy.expose
    def index(self, **query):  # handler: uncovered
        return f"{len(self.hives.weights)} hives"
