"""What every blueprint shares; bound to the application by the factory."""


class PageStore:
    def __init__(self):
        self._pages = {}

    def init_app(self, app):
        self._pages = dict(app.config["PAGES"])

    def all(self):
        return self._pages

    def get(self, title):
        return self._pages.get(title)


class Search:
    def __init__(self):
        self.index = None

    def init_app(self, app):
        self.index = app.config.get("SEARCH_INDEX")

    def query(self, words):
        if self.index is None:
            raise RuntimeError("the search index is not there")
        return [title for title in self.index if words in title]


pages = PageStore()
search = Search()
