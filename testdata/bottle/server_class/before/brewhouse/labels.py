import bottle


class Labels(bottle.Bottle):
    def __init__(self, words):
        super().__init__()
        self.words = words
        self.get("/label", callback=self.print_label)

    def print_label(self):  # handler: uncovered
        return self.words.pop()


app = Labels([])
