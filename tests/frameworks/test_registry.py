"""What every framework has to say of itself."""

from __future__ import annotations

import pytest

from replaytag.frameworks.base import SECTIONS, Framework
from replaytag.frameworks.registry import built_in


@pytest.mark.parametrize("framework", built_in(), ids=lambda framework: framework.name)
def test_a_short_look_finds_what_makes_its_apps(framework: Framework) -> None:
    assert framework.app_classes or framework.app_markers
    assert all(word.isidentifier() for word in map(bytes.decode, framework.app_words))


@pytest.mark.parametrize("framework", built_in(), ids=lambda framework: framework.name)
def test_a_framework_is_documented(framework: Framework) -> None:
    introduction, sections = framework.documentation

    assert introduction
    assert tuple(sections) == SECTIONS
    assert all(sections.values())
