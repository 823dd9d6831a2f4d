"""Templates and API descriptions: which files they are, and what of them is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from replaytag.workspace import discover
from replaytag.workspace.documents import Documents, is_document

NAMES = {
    "template.yaml": True,
    "infra/sam.yml": True,
    "serverless.yml": True,
    "orders/function.json": True,
    "api/openapi.json": True,
    "specs/pets-api.yaml": True,
    "docker-compose.yml": False,
    "mkdocs.yml": False,
    "translations/en.json": False,
    "capital.yaml": False,
    "api.py": False,
}


@pytest.mark.parametrize(("path", "expected"), NAMES.items())
def test_names(path: str, expected: bool) -> None:
    assert is_document(path) is expected


CONTENTS = {
    "plain": ("a: {b: [1, two]}\n", {"a": {"b": [1, "two"]}}, ()),
    "JSON": ('{"a": null}', {"a": None}, ()),
    "tags of CloudFormation": (
        "a: !Sub '${x}.handler'\nb: !GetAtt [c, d]\ne: !If {f: 1}\n",
        {"a": "${x}.handler", "b": ["c", "d"], "e": {"f": 1}},
        (),
    ),
    "tags of Python are no exception": (
        "a: !!python/object/apply:os.system ['true']\n",
        {"a": ["true"]},
        (),
    ),
    "what looks like a date is text": ("Version: 2010-09-09\n", {"Version": "2010-09-09"}, ()),
    "not YAML": (
        "a: [1\nb: 2\n",
        None,
        ("api.yaml:2:2: cannot be read as YAML: expected ',' or ']', but got ':'",),
    ),
    "several documents": (
        "a: 1\n---\nb: 2\n",
        None,
        ("api.yaml:2:1: cannot be read as YAML: but found another document",),
    ),
    "nested without end": (
        "[" * 3000,
        None,
        (
            "api.yaml: cannot be read as YAML: "
            "maximum recursion depth exceeded while calling a Python object",
        ),
    ),
    "placeholders of Jinja": (
        "{% if x %}\na: {{ b }}\n{% endif %}\nc: [{{ d }}, e]\n",
        {"a": "x", "c": ["x", "e"]},
        (),
    ),
    "placeholders in text are left": ("a: 'b {{ c }}'\n", {"a": "b {{ c }}"}, ()),
    "empty": ("", None, ()),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_contents(name: str, tmp_path: Path) -> None:
    text, expected, notices = CONTENTS[name]
    (tmp_path / "app.py").write_text("")
    (tmp_path / "api.yaml").write_text(text)
    (workspace,) = discover([tmp_path])
    documents = Documents(workspace)

    assert documents.paths == ("api.yaml",)
    assert documents.load("api.yaml") == expected
    assert [notice.partition(" while ")[0] for notice in workspace.notices] == [
        notice.partition(" while ")[0] for notice in notices
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": [1, "\\u00e9", null]}', {"a": [1, "é", None]}),
        ('{"a": 1,}  # not JSON, but YAML', {"a": 1}),
        ("\ufeff{}", {}),
    ],
)
def test_json(text: str, expected: object, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("")
    (tmp_path / "openapi.json").write_text(text, encoding="utf-8")
    (workspace,) = discover([tmp_path])

    assert Documents(workspace).load("openapi.json") == expected
    assert workspace.notices == ()


def test_by_what_is_in_them(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("")
    (tmp_path / "template.yaml").write_text("Type: AWS::Serverless::Function\n")
    (tmp_path / "api.yaml").write_text("openapi: 3.0.0\n")
    (workspace,) = discover([tmp_path])

    assert list(Documents(workspace).holding(b"AWS::")) == ["template.yaml"]


def test_a_document_of_any_name_may_be_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "project"
    (root / "pets").mkdir(parents=True)
    (root / "app.py").write_text("")
    (root / "api.yaml").write_text("a: 1\n")
    (root / "pets" / "all.yaml").write_text("b: 2\n")
    (root / "pets" / "all.txt").write_text("")
    (tmp_path / "outside.yaml").write_text("c: 3\n")
    (root / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (workspace,) = discover([root])
    documents = Documents(workspace)

    assert documents.has("api.yaml")
    assert workspace.consulted == set()
    assert documents.has("pets/all.yaml")
    assert documents.load("pets/all.yaml") == {"b": 2}
    assert not documents.has("pets/all.txt")
    assert not documents.has("pets/none.yaml")
    assert not documents.has("../outside.yaml")
    assert not documents.has("link.yaml")
    # Whether these change is not watched: what they decide is not kept.
    assert {"pets/all.yaml", "pets/none.yaml"} <= workspace.consulted


MAJORS = {
    "nothing": ({}, {2, 3}),
    "of another package": ({"requirements.txt": "connexion-buzz==2.0\n"}, {2, 3}),
    "excluded": ({"requirements.txt": "connexion!=2.7\n"}, {2, 3}),
    "compatible": ({"requirements.txt": "connexion ~= 2.14.0 ; python_version >= '3.8'\n"}, {2}),
    "in the folder of requirements": ({"requirements/base.in": "connexion[flask]>=3\n"}, {3}),
    "Pipenv": ({"Pipfile": '[packages]\nconnexion = "<3"\n'}, {2}),
    "contradicting": (
        {
            "requirements.txt": "connexion==2.1\n",
            "setup.cfg": "[options]\ninstall_requires = connexion==3.1",
        },
        {2, 3},
    ),
}


@pytest.mark.parametrize(("files", "expected"), MAJORS.values(), ids=MAJORS)
def test_major_versions(files: dict[str, str], expected: set[int], tmp_path: Path) -> None:
    for path, text in {"app.py": "", **files}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    (workspace,) = discover([tmp_path])

    majors = Documents(workspace).majors("connexion", "app.py", frozenset({2, 3}))

    assert majors == expected
