"""``replaytag rule``: the documentation of rules."""

from __future__ import annotations

import click

from replaytag.cli.options import output_format_option, write


@click.command()
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="Explain all rules.")
@output_format_option("text", "json")
def rule(code: str | None, every: bool, output_format: str) -> None:
    """Explain the rule CODE, or all rules."""
    from replaytag.reports import documentation
    from replaytag.rules.registry import load_rules

    if (code is None) != every:
        raise click.UsageError("Give the code of a rule, or --all.")
    rules = load_rules()
    chosen = [found for found in rules if every or code in (found.code, found.name)]
    if not chosen:
        import difflib

        codes = [found.code for found in rules]
        close = difflib.get_close_matches((code or "").upper(), codes, n=1, cutoff=0.6)
        hint = f" Did you mean {close[0]}?" if close else f" There are {', '.join(codes)}."
        raise click.BadParameter(f"No rule has the code {code}.{hint}", param_hint="CODE")
    if output_format == "json":
        write(documentation.as_json(chosen))
    else:
        write("\n".join(documentation.markdown(found) for found in chosen))
