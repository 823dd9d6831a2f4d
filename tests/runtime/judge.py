"""What must hold for a project: the contract on every event, and answers that did not change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from replaytag.contract import CONTRACTS
from tests.runtime.spec import Invoke, Row, Spec

Report = Mapping[str, Any]
"""What ``tests.runtime.drive`` prints."""


def conduct_problems(spec: Spec, report: Report) -> list[str]:
    """Where the project does not answer, or report errors, as its ``runtime.toml`` says."""
    problems = [f"event of no request: {event}" for event in report["strays"]]
    for answer in report["answers"]:
        row = spec.rows[answer["row"]]
        where = _where(row, answer)
        if not isinstance(row, Invoke):
            expected, text = _expected(row)
            if answer["status"] != expected:
                problems.append(f"{where}: status {answer['status']}, not {expected}")
            if text not in answer["body"]:
                problems.append(f"{where}: {text!r} is not in {answer['body']!r}")
        kinds = {event["kind"] for event in answer["events"]}
        wanted = set() if row.event == "none" else set(row.event.split(" and "))
        if kinds != wanted:
            problems.append(f"{where}: events {answer['events']}, not {row.event}")
    return problems


def tag_problems(spec: Spec, report: Report) -> dict[Row, list[str]]:
    """Rows with events that do not carry their own request's token, or a tag without one."""
    problems: dict[Row, list[str]] = {}
    names = [tag.name for tag in CONTRACTS[spec.contract].tags]
    for answer in report["answers"]:
        row = spec.rows[answer["row"]]
        token = answer["token"]
        values = {
            "openReplaySessionToken": token,
            "openReplaySession.id": token and str(int(token.split(".")[0], 36)),
        }
        wanted = {name: values[name] for name in names} if token else {}
        for event in answer["events"]:
            tags = {name: event["tags"][name] for name in names if name in event["tags"]}
            if tags != wanted:
                problem = f"{_where(row, answer)}: tags {tags}, not {wanted}"
                problems.setdefault(row, []).append(problem)
    return problems


def changed_answers(spec: Spec, unfixed: Report, fixed: Report) -> list[str]:
    """Where the fix changed a status, a body or a WebSocket's texts."""
    return [
        f"{_where(spec.rows[one['row']], one)}: {_answer(one)} became {_answer(other)}"
        for one, other in zip(unfixed["answers"], fixed["answers"], strict=True)
        if _answer(one) != _answer(other)
    ]


def _answer(answer: Mapping[str, Any]) -> tuple[int, str]:
    return answer["status"], answer["body"]


def _expected(row: Any) -> tuple[int, str]:
    if hasattr(row, "close"):
        return row.close, "\n".join(row.receive)
    return row.status, row.body


def _where(row: Any, answer: Mapping[str, Any]) -> str:
    header = "no header" if answer["token"] is None else f"header {answer['token']!r}"
    return f"{row.title} ({answer['phase']}, probe {answer['probe']}, {header})"
