class Berths:
    def __init__(self, depths):
        self.depths = depths

    def on_get(self, req, resp):  # handler: uncovered
        resp.media = self.depths

    def on_get_one(self, req, resp, name):  # handler: uncovered
        resp.media = {"lots": 4 // self.depths[name]}

    def on_delete_one(self, req, resp, name):  # handler: uncovered
        raise BlockingIOError(f"{name} is sunk")

    def on_board(self, req, resp):
        """No method of HTTP."""
