import re


class Router:
    """Finds the view for a request, and calls it with what its pattern has found."""

    def __init__(self, routes):
        self.routes = [(method, re.compile(pattern), view) for method, pattern, view in routes]

    def __call__(self, environ, start_response):  # handler: uncovered
        for method, pattern, view in self.routes:
            found = pattern.fullmatch(environ["PATH_INFO"])
            if found and method == environ["REQUEST_METHOD"]:
                body = view(environ, *found.groups())
                start_response("200 OK", [("Content-Type", "text/plain")])
                return body
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"no such page"]
