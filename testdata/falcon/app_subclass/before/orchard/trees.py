class Trees:
    kinds = ("apple", "pear")

    def on_get(self, req, resp, kind):  # handler: uncovered
        resp.media = self.kinds.index(kind)
