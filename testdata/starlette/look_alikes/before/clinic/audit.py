"""The audit trail: it has scopes and tags of its own."""

import contextlib


class AuditScope:
    def __init__(self):
        self.tags = {}

    def set_tag(self, key, value):
        self.tags[key] = value


trail = []


@contextlib.contextmanager
def push_scope():
    scope = AuditScope()
    yield scope
    trail.append(scope.tags)


def set_tag(key, value):
    trail.append({key: value})
