"""The inventory of Sentry tag calls: which form a call has, and whether its tag reaches an event."""

from __future__ import annotations

import pytest

from tests.linked import linked

SDK = "import sentry_sdk\nfrom sentry_sdk import *\nfrom sentry_sdk import Hub, Scope\n"

# What stands in a function, and the rows that the inventory has for it: form, tags, reaches.
FORMS = [
    ('sentry_sdk.set_tag("k", v)', [("set_tag", ("k",), "yes")]),
    ('set_tag("k", v)', [("set_tag", ("k",), "yes")]),
    ('sentry_sdk.api.set_tag("k", v)', [("set_tag", ("k",), "yes")]),
    ('sentry_sdk.set_tags({"k": v, "l": 1})', [("set_tags", ("k", "l"), "yes")]),
    ("sentry_sdk.set_tags(v)", [("set_tags", (None,), "yes")]),
    ("sentry_sdk.set_tag(v, 1)", [("set_tag", (None,), "yes")]),
    (
        'sentry_sdk.get_isolation_scope().set_tag("k", v)',
        [("get_isolation_scope.set_tag", ("k",), "yes")],
    ),
    (
        'Scope.get_isolation_scope().set_tag("k", v)',
        [("get_isolation_scope.set_tag", ("k",), "yes")],
    ),
    (
        'sentry_sdk.get_current_scope().set_tag("k", v)',
        [("get_current_scope.set_tag", ("k",), "yes")],
    ),
    (
        'sentry_sdk.get_global_scope().set_tag("k", v)',
        [("get_global_scope.set_tag", ("k",), "yes")],
    ),
    (
        'with sentry_sdk.configure_scope() as scope:\n    scope.set_tag("k", v)',
        [("configure_scope scope.set_tag", ("k",), "yes")],
    ),
    (
        'sentry_sdk.configure_scope(lambda scope: scope.set_tag("k", v))',
        [("configure_scope callback.set_tag", ("k",), "yes")],
    ),
    ('Hub.current.scope.set_tag("k", v)', [("Hub scope.set_tag", ("k",), "yes")]),
    (
        'with Hub.current.configure_scope() as scope:\n    scope.set_tag("k", v)',
        [("configure_scope scope.set_tag", ("k",), "yes")],
    ),
    (
        'with sentry_sdk.push_scope() as scope:\n    scope.set_tag("k", v)',
        [("push_scope scope.set_tag", ("k",), "no")],
    ),
    (
        'with sentry_sdk.push_scope() as scope:\n    scope.set_tag("k", v)\n'
        "    sentry_sdk.capture_exception()",
        [("push_scope scope.set_tag", ("k",), "yes")],
    ),
    (
        'sentry_sdk.push_scope(lambda scope: scope.set_tag("k", v))',
        [("push_scope callback.set_tag", ("k",), "no")],
    ),
    (
        'with sentry_sdk.push_scope():\n    sentry_sdk.set_tag("k", v)',
        [("set_tag", ("k",), "no")],
    ),
    (
        'with Hub(Hub.current):\n    sentry_sdk.set_tag("k", v)',
        [("set_tag", ("k",), "no")],
    ),
    (
        'with sentry_sdk.Hub(sentry_sdk.Hub.current):\n    sentry_sdk.set_tag("k", v)\n'
        "    sentry_sdk.capture_exception()",
        [("set_tag", ("k",), "yes")],
    ),
    (
        'with sentry_sdk.Hub(sentry_sdk.Hub.current) as hub:\n    hub.scope.set_tag("k", v)',
        [("Hub scope.set_tag", ("k",), "no")],
    ),
    (
        'with sentry_sdk.new_scope() as scope:\n    scope.set_tag("k", v)',
        [("new_scope scope.set_tag", ("k",), "no")],
    ),
    (
        'with sentry_sdk.new_scope():\n    sentry_sdk.set_tag("k", v)',
        [("set_tag", ("k",), "yes")],
    ),
    (
        'with sentry_sdk.isolation_scope() as scope:\n    scope.set_tag("k", v)',
        [("isolation_scope scope.set_tag", ("k",), "no")],
    ),
    (
        'sentry_sdk.capture_exception(v, tags={"k": v})',
        [("capture_exception(tags=...)", ("k",), "yes")],
    ),
    (
        'sentry_sdk.capture_message("m", scope=lambda s: s.set_tag("k", v))',
        [("capture_message(scope=...).set_tag", ("k",), "yes")],
    ),
    ('sentry_sdk.get_current_span().set_tag("k", v)', [("span.set_tag", ("k",), "no")]),
    (
        'with sentry_sdk.start_span(op="x") as span:\n    span.set_tag("k", v)',
        [("span.set_tag", ("k",), "no")],
    ),
    (
        'with sentry_sdk.start_transaction() as transaction:\n    transaction.set_tag("k", v)',
        [("span.set_tag", ("k",), "no")],
    ),
    # Not Sentry's.
    ('tracer.scope.set_tag("k", v)', []),
    ('v.set_tag("k", 1)', []),
    ('scope["set_tag"]("k", v)', []),
    ('import mlflow\nmlflow.set_tag("k", v)', []),
    ('from ddtrace import tracer\ntracer.current_span().set_tag("k", v)', []),
    ('import opentracing\nwith opentracing.tracer.start_active_span("x") as scope:\n'
     '    scope.span.set_tag("k", v)', []),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rows"), FORMS)
def test_forms(body: str, rows: list[tuple[str, tuple[str | None, ...], str]]) -> None:
    indented = "".join(f"    {line}\n" for line in body.splitlines())
    project = linked(f"{SDK}\ndef work(v, tracer, scope):\n{indented}")
    found = [(row.form, row.tags, row.reaches) for row in project.tag_calls()]
    assert found == rows


MODULES: list[tuple[str, dict[str, str], list[tuple[str, int, tuple[str | None, ...]]]]] = [
    (
        "before_send adds to the event",
        {
            "app.py": """
                import sentry_sdk

                def add(event, hint):
                    event["tags"]["a"] = 1
                    event.setdefault("tags", {})["b"] = 2
                    event["tags"] = {"c": 3}
                    event["extra"]["d"] = 4
                    return event

                sentry_sdk.init(before_send=add)
            """
        },
        [("app.py", 4, ("a",)), ("app.py", 5, ("b",)), ("app.py", 6, ("c",))],
    ),
    (
        "an event processor on a scope",
        {
            "app.py": """
                from sentry_sdk import get_isolation_scope

                def process(event, hint):
                    event["tags"].update({"a": 1})
                    return event

                get_isolation_scope().add_event_processor(process)
            """
        },
        [("app.py", 4, ("a",))],
    ),
    (
        "Raven",
        {
            "app.py": """
                from raven import Client

                client = Client("dsn")
                client.tags_context({"a": 1})
            """
        },
        [("app.py", 4, ("a",))],
    ),
    (
        "constants of other modules, enum members, class attributes, f-strings",
        {
            "names.py": """
                import enum

                PREFIX = "open"

                class Tag(enum.Enum):
                    REPLAY = "replay"

                class Names:
                    USER = "user"
            """,
            "app.py": """
                import sentry_sdk as sdk
                from names import PREFIX, Names, Tag as T

                sdk.set_tag(T.REPLAY.value, 1)
                sdk.set_tag(Names.USER, 1)
                sdk.set_tag(f"{PREFIX}Replay", 1)
                sdk.set_tag(PREFIX + "Session", 1)
            """,
        },
        [
            ("app.py", 4, ("replay",)),
            ("app.py", 5, ("user",)),
            ("app.py", 6, ("openReplay",)),
            ("app.py", 7, ("openSession",)),
        ],
    ),
    (
        "a helper that is handed the scope",
        {
            "helpers.py": """
                def tag(scope, value):
                    scope.set_tag("helped", value)
            """,
            "app.py": """
                import sentry_sdk
                from helpers import tag

                with sentry_sdk.configure_scope() as scope:
                    tag(scope, 1)
            """,
        },
        [("helpers.py", 2, ("helped",))],
    ),
    (
        "the SDK behind the project's own module",
        {
            "compat.py": "from sentry_sdk import set_tag as put\n",
            "app.py": "from compat import put\n\nput('a', 1)  # sentry\n",
        },
        [("app.py", 3, ("a",))],
    ),
    (
        "tests are left out",
        {"tests/test_app.py": "import sentry_sdk\n\nsentry_sdk.set_tag('a', 1)\n"},
        [],
    ),
]


def test_a_tag_on_a_scope_that_nothing_passes_is_not_known_to_reach_the_event() -> None:
    (row,) = linked(
        "from sentry_sdk import Scope\n\ndef tag(scope: Scope):\n    scope.set_tag('a', 1)\n"
    ).tag_calls()
    assert (row.reaches, bool(row.reason)) == ("unknown", True)


@pytest.mark.parametrize(
    ("files", "rows"), [row[1:] for row in MODULES], ids=[row[0] for row in MODULES]
)
def test_projects(
    files: dict[str, str], rows: list[tuple[str, int, tuple[str | None, ...]]]
) -> None:
    found = [(row.path, row.line, row.tags) for row in linked(files).tag_calls()]
    assert found == rows
