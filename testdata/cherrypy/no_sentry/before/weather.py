import cherrypy


class Weather:
    @cherrypy.expose
    def index(self):  # handler: uncovered
        return "rain"


if __name__ == "__main__":
    cherrypy.quickstart(Weather())
