"""A trivial codemod for ``libcst.tool``: it visits every name and changes none."""

from __future__ import annotations

import libcst
from libcst.codemod import VisitorBasedCodemodCommand


class Rename(VisitorBasedCodemodCommand):
    """Renames something that no corpus has."""

    DESCRIPTION = "Renames something that no corpus has."

    def leave_Name(  # noqa: N802
        self, original_node: libcst.Name, updated_node: libcst.Name
    ) -> libcst.BaseExpression:
        """The node, renamed if it is the one."""
        if original_node.value == "a_name_that_no_corpus_has":
            return updated_node.with_changes(value="renamed")
        return updated_node
