import cherrypy


class Staff:
    @cherrypy.expose
    def index(self, **query):  # handler: covered
        cherrypy.log("nobody is there", severity=40)
        return "nobody"
