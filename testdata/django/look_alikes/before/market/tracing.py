"""A tracer with the interface of OpenTracing's."""

from contextlib import contextmanager


class Span:
    def __init__(self, name):
        self.name = name
        self.tags = {}

    def set_tag(self, key, value):
        self.tags[key] = value
        return self


class Scope:
    def __init__(self, span):
        self.span = span

    def set_tag(self, key, value):
        self.span.set_tag(key, value)


@contextmanager
def start(name):
    yield Scope(Span(name))


def set_tag(key, value):
    Span("").set_tag(key, value)
