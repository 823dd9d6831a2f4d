import cherrypy


class Mill:
    @cherrypy.expose
    def flour(self, kind):  # handler: uncovered
        return {"rye": "4 sacks"}[kind]
