class JsonMixin:
    def json(self, value):
        self.write({"result": value})
