"""What every framework has to say of itself."""

from __future__ import annotations

import pytest

from replaytag.frameworks.base import SECTIONS, Framework
from replaytag.frameworks.registry import built_in, by_module, known
from replaytag.frameworks.signs import Signs


def test_the_index_is_up_to_date() -> None:
    found = {name: Signs.of(framework, name) for name, framework in by_module().items()}
    indexed = {signs.module: signs for signs in known() if signs.module}

    assert {name: signs._replace(imported=None) for name, signs in found.items()} == indexed, (
        "run scripts/generate.py"
    )


@pytest.mark.parametrize("framework", built_in(), ids=lambda framework: framework.name)
def test_a_short_look_finds_what_makes_its_apps(framework: Framework) -> None:
    makes = (framework.app_classes, framework.app_words, framework.app_markers)
    assert any((*makes, framework.project_markers))
    assert all(word.isidentifier() for word in map(bytes.decode, framework.app_words))


@pytest.mark.parametrize("framework", built_in(), ids=lambda framework: framework.name)
def test_a_framework_is_documented(framework: Framework) -> None:
    introduction, sections = framework.documentation

    assert introduction
    assert tuple(sections) == SECTIONS
    assert all(sections.values())
