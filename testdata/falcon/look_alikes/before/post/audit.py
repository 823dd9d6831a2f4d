class Trail:
    """Has routes and tags of its own."""

    def __init__(self):
        self.routes = {}
        self.tags = []

    def add_route(self, name, resource):
        self.routes[name] = resource

    def set_tag(self, name, value):
        self.tags.append((name, value))
