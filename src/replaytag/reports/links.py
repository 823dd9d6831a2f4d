"""Where a rule is documented."""

from __future__ import annotations

import functools

_LABEL = "documentation"


def anchor(code: str, name: str) -> str:
    """The anchor of a rule in ``docs/rules.md``."""
    return f"{code}-{name}".lower()


def documentation_url(code: str, name: str) -> str | None:
    """The address of a rule's documentation; None where the package names no documentation."""
    base = documentation_base()
    return f"{base}/rules.md#{anchor(code, name)}" if base else None


@functools.cache
def documentation_base() -> str | None:
    """The project URL ``Documentation`` of the installed package; None where it has none."""
    # Only where a report shows addresses: it takes longer to import than a run out of the cache.
    from importlib import metadata

    try:
        urls = metadata.metadata("replaytag").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return None
    for entry in urls:
        label, _, url = entry.partition(",")
        if label.strip().lower() == _LABEL:
            return str(url).strip().rstrip("/")
    return None
