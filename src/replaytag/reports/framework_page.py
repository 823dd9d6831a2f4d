"""``docs/frameworks.md``, from the framework modules themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from replaytag.contract import Contract
from replaytag.frameworks.base import Framework
from replaytag.frameworks.reading.lookups import UNKNOWN

_INTRODUCTION = """\
What of each framework is recognised, where the hook of `--fix` goes and in which form, and what is
left to a person. Where nothing can be told from the code alone, handlers are *unknown*, with the
reason.

The form of the hook depends on who opens Sentry's scope for a request. *Inside* such a scope it is
a plain, guarded `sentry_sdk.set_tag`; *outside* of any it has to open an `isolation_scope()` of its
own round the request, or the tag would stay for the next one.
"""
_TABLE = "| of | is | key |\n|---|---|---|\n"


def page(frameworks: Sequence[Framework], contract: Contract) -> str:
    """A list of all ``frameworks``, then a section for each; headers are spelt by ``contract``."""
    ordered = sorted(frameworks, key=lambda framework: framework.title.casefold())
    parts = [
        "# Frameworks\n",
        "<!-- Generated from src/replaytag/frameworks by scripts/generate.py. -->\n",
        _INTRODUCTION,
        "".join(f"- [{f.title}](#{f.name})\n" for f in ordered),
    ]
    for framework in ordered:
        introduction, sections = framework.documentation
        parts += [
            f'<a id="{framework.name}"></a>\n',
            f"## {framework.title}\n",
            f"{introduction}\n",
        ]
        for heading, text in sections.items():
            parts.append(f"### {heading}\n\n{text}\n")
        rows = "".join(f"| {' | '.join(row)} |\n" for row in _reads(framework, contract))
        if rows:
            parts.append(f"### Header reads\n\n{_TABLE}{rows}")
    return "\n".join(parts).replace("``", "`")


def _reads(framework: Framework, contract: Contract) -> Iterator[tuple[str, str, str]]:
    """Where headers are read, by which kind of look-up, and how the key has to be spelt."""
    for (owner, attribute), lookup in {**framework.headers, **framework.readers}.items():
        if lookup is not UNKNOWN:
            shown = attribute if attribute.startswith("[") else f".{attribute}".rstrip(".")
            yield f"`{owner}{shown}`", lookup.name, f"`{lookup.spelling(contract.header)!r}`"
