"""The settings of a project, and what they mean together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import field, replace
from pathlib import Path

from replaytag.contract import CONTRACTS, Contract, Kind
from replaytag.declarations import Declarations
from replaytag.source import frozen

ALL = "ALL"
"""Selects every rule."""


class ConfigError(Exception):
    """The configuration cannot be used. The message names the place and what to do."""


@frozen
class Config:
    """The settings of one project. ``exclude`` holds gitignore patterns, from ``directory`` on."""

    generation: str | None = None
    """The name of OpenReplay's contract; None: none is chosen, which means ``token``."""
    header: str | None = None
    tag: str | None = None
    contracts: tuple[Contract, ...] = ()
    """Further contracts, of the project's own."""
    known_tags: tuple[str, ...] = ()
    """Tags of the project's own of which misspellings are reported, too."""
    select: tuple[str, ...] = (ALL,)
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    handlers: Declarations = Declarations()
    taggers: Declarations = Declarations()
    directory: Path | None = field(default=None, compare=False)
    """Where the ``pyproject.toml`` lies that these settings are from; None: from none."""

    @property
    def contract(self) -> Contract:
        """OpenReplay's contract, as it is to hold here."""
        contract = CONTRACTS[self.generation or "token"]
        if self.tag is not None:
            kind = next((c.kind for c in CONTRACTS.values() if c.tag == self.tag), Kind.HEADER)
            contract = contract._replace(tag=self.tag, kind=kind)
        if self.header is None:
            return contract
        is_known = self.header.lower() in map(str.lower, contract.accepted_headers)
        derives = self.generation is not None and not contract.is_id_header(self.header)
        kind = contract.kind if is_known or derives else Kind.HEADER
        return contract._replace(header=self.header, kind=kind)

    @property
    def is_chosen(self) -> bool:
        """Whether anything says which contract holds."""
        return self.generation is not None or self.tag is not None or self.header is not None

    @property
    def has_selectors(self) -> bool:
        """Whether any rule is named: else all of them are wanted."""
        return bool(self.ignore) or self.select != (ALL,)

    def override(
        self,
        *,
        select: Collection[str] = (),
        ignore: Collection[str] = (),
        contract: str | None = None,
    ) -> Config:
        """The settings with those of the command line.

        ``select`` replaces, ``ignore`` adds, and ``contract`` replaces all but the header.

        Raises:
            ConfigError: The header that is configured goes with no such contract.
        """
        config = replace(
            self,
            select=tuple(select) or self.select,
            ignore=(*self.ignore, *ignore),
        )
        if contract is None:
            return config
        config = replace(config, generation=contract, tag=None)
        if problem := mismatch(config):
            raise ConfigError(f"--contract {contract}: {problem}")
        return config

    def selects(self, code: str) -> bool:
        """Whether the rule ``code`` is wanted. The longer of two matching prefixes decides."""
        selected = _longest_match(self.select, code)
        ignored = _longest_match(self.ignore, code)
        return selected > ignored


def mismatch(config: Config) -> str:
    """Why the contract and the header do not go together; empty where they do."""
    contract = config.contract
    if contract.also and contract.is_id_header(contract.header):
        return (
            f"the header {contract.header!r} brings the session id, of which the tag "
            f"`{contract.tag}` cannot be made: take the contract `session-id`"
        )
    return ""


def _longest_match(prefixes: Iterable[str], code: str) -> int:
    lengths = (0 if prefix == ALL else len(prefix) for prefix in prefixes if _matches(prefix, code))
    return max(lengths, default=-1)


def _matches(prefix: str, code: str) -> bool:
    return prefix == ALL or (bool(prefix) and code.startswith(prefix))


def check_selectors(config: Config, codes: Collection[str]) -> None:
    """Checks that all of ``select`` and ``ignore`` are codes of rules or beginnings of them.

    Raises:
        ConfigError: One is not. The message names it and the codes there are.
    """
    for option, selectors in (("select", config.select), ("ignore", config.ignore)):
        for selector in selectors:
            if selector != ALL and not any(_matches(selector, code) for code in codes):
                raise ConfigError(_unknown_code(option, selector, codes))


def _unknown_code(option: str, selector: str, codes: Collection[str]) -> str:
    import difflib

    close = difflib.get_close_matches(selector.upper(), codes, n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}?" if close else ""
    return " ".join(
        f"{option}: no rule has the code `{selector}`; {hint} give beginnings of "
        f"{', '.join(sorted(codes))}, or {ALL}".split()
    )
