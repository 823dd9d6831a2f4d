"""What a project says of its own functions and classes, where code alone does not tell."""

from __future__ import annotations

from replaytag.source import frozen


@frozen
class Declarations:
    """Dotted names of functions and classes, be they the project's or a library's.

    A method is named with its class: ``acme.web.Service.expose``.
    """

    decorators: tuple[str, ...] = ()
    base_classes: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.decorators or self.base_classes or self.functions)

    @property
    def called(self) -> frozenset[str]:
        """What is called where it is used, as opposed to derived from."""
        return frozenset((*self.decorators, *self.functions))

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.decorators, *self.base_classes, *self.functions)
