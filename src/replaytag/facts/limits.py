"""How deep code may nest, and how deep facts do.

Whatever walks facts recurses, pickling included. No code that people write comes near any of this.
"""

from __future__ import annotations

MAX_DEPTH = 100
"""How deep an expression's facts nest; what lies deeper is one ``Opaque``."""

MAX_BRANCHES = 100
"""How many ``elif`` nest in each other; those after them stand side by side, after the last one."""

MAX_BRACKETS = 200
"""How many brackets may be open at once: CPython's own limit."""

MAX_CHAIN = 1000
"""How many ``and``, ``or`` and ``lambda`` one line may chain, or ``elif`` one ``if``."""

MAX_PATTERN = 15
"""How many brackets a pattern may nest: each one more doubles the time that libcst takes for it."""
