"""Modules of the project: evaluating their bodies, and what imports bind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from replaytag.evaluator import statements
from replaytag.evaluator.calls import Caller, Follows
from replaytag.evaluator.modules import Found, ModuleIndex
from replaytag.evaluator.signatures import Signatures
from replaytag.evaluator.state import Delayed, Frame, Module, Pending
from replaytag.evaluator.values import Constant, External, ModuleValue, Unknown, Value
from replaytag.facts import model
from replaytag.workspace.documents import Documents

if TYPE_CHECKING:
    from replaytag.evaluator.state import Binding


_PLAIN = (model.Function, model.Class, model.Import)
"""Statements that bind a name to one thing, whatever it was before."""

_CYCLE = Unknown("an import cycle")


class Importer(Caller):
    """The part of the evaluator that knows modules.

    ``load`` gives a file's facts, or None where it cannot be read; ``follows`` says whether calls
    of a function, given its file, are worth following; ``eager`` whether all of a module's body is
    evaluated, and not just the statements that bind a name which is looked up; ``mentions`` whether
    a name occurs in a file. ``documents`` are what names handlers outside of Python.
    """

    def __init__(
        self,
        index: ModuleIndex,
        load: Callable[[str], model.FileFacts | None],
        signatures: Signatures,
        follows: Follows,
        documents: Documents,
        eager: Callable[[str], bool] = lambda path: True,
        mentions: Callable[[str, str], bool] = lambda path, name: True,
    ) -> None:
        super().__init__(signatures, follows)
        self.documents = documents
        self.index = index
        self._load = load
        self._eager = eager
        self._mentions = mentions
        self._touching: dict[str, dict[str, list[int]]] = {}
        self._modules: dict[str, Module] = {}
        self._imported: dict[str, set[str]] = {}
        self._sources: dict[str, list[Found]] = {}
        self._remembered: dict[str, tuple[object, object]] = {}
        self._without: set[tuple[str, str]] = set()
        """Names of modules that no ``import *`` of theirs has."""

    def module(self, path: str) -> Module | None:
        """The module at ``path``, its body evaluated; None where the file cannot be read."""
        module = self._modules.get(path)
        if module is None:
            facts = self._load(path)
            if facts is None:
                return None
            name = self.index.name_of(path)
            module = Module(name, path, self.index.package_of(path), facts.body)
            module.names["__name__"] = Constant(name)
            module.names["__file__"] = Unknown("a file's own path")
            self._modules[path] = module
            if not self._eager(path):
                module.state = "lazy"
        if module.state == "new":
            module.state = "running"
            self._execute(module, module.body)
            module.state = "done"
        return module

    def finish(self, path: str) -> None:
        """Evaluates what is left of a module of which names were looked up one by one."""
        module = self.module(path)
        if module is not None and module.state == "lazy":
            module.state = "running"
            self._run(module, list(range(len(module.body))))
            module.state = "done"

    def _execute(self, module: Module, body: tuple[model.Statement, ...]) -> None:
        frame = Frame(module, module.names, None, None)
        with self.entered(frame):
            statements.execute_block(self._this, body, frame)

    def facts(self, path: str) -> model.FileFacts | None:
        """What the file at ``path`` says, not evaluated; None where it cannot be read."""
        return self._load(path)

    def mentions(self, path: str, name: str) -> bool:
        """Whether ``name`` stands anywhere in the file at ``path``, which is not parsed for it."""
        return self._mentions(path, name)

    def modules(self) -> list[Module]:
        """Every module evaluated so far."""
        return list(self._modules.values())

    def value_of(self, path: str, name: str) -> Value | None:
        """What ``name`` is bound to in the module at ``path``; None where it is not bound."""
        module = self.module(path)
        return self.global_name(module, name) if module else None

    def resolve_dotted(self, from_path: str, dotted: str) -> Value | None:
        """The object of the project that a dotted string such as ``"shop.views.index"`` names."""
        parts = dotted.split(".")
        for end in range(len(parts), 0, -1):
            found = self.index.absolute(from_path, ".".join(parts[:end]))
            if found is None or (found.path is None and end < len(parts)):
                continue
            value: Value = ModuleValue(found.name, found.directory, found.path)
            for name in parts[end:]:
                value = self._this.attribute(value, name)
            return None if isinstance(value, (External, Unknown)) else value
        return None

    def bind_import(self, frame: Frame, node: model.Import) -> None:
        """Binds the names of an import statement."""
        for imported in node.names:
            if not node.is_from:
                found = self._find(frame.module.path, imported.name)
                top = imported.name.split(".")[0]
                if imported.asname:
                    frame.names[imported.asname] = _module_value(found, imported.name)
                else:
                    frame.names[top] = _module_value(self._find(frame.module.path, top), top)
                continue
            if node.level:
                found = self.index.relative(frame.module.path, node.level, node.module or "")
            else:
                found = self._find(frame.module.path, node.module or "")
            if imported.name == "*":
                self._bind_star(frame, found, node.module or "")
                continue
            bound = imported.asname or imported.name
            if found is None:
                root = node.module or ""
                if node.level:
                    frame.names[bound] = Unknown(
                        f"no module {'.' * node.level}{root} in the project"
                    )
                else:
                    frame.names[bound] = External(f"{root}.{imported.name}")
            else:
                frame.names[bound] = Pending(found, imported.name)

    def imported_paths(self, path: str) -> set[str]:
        """Files of the project that the file at ``path`` imports, at any level of nesting."""
        if path not in self._imported:
            facts = self._load(path)
            self._imported[path] = {
                found
                for node in statements.imports(facts.body if facts else ())
                for found in self._paths_of_import(path, node)
            }
        return self._imported[path]

    def _paths_of_import(self, path: str, node: model.Import) -> Iterator[str]:
        names = [imported.name for imported in node.names]
        if node.is_from:
            yield from self.paths_of(path, node.module or "", node.level, names)
        else:
            for name in names:
                yield from self.paths_of(path, name)

    def paths_of(
        self, path: str, module: str, level: int = 0, names: Iterable[str] = ()
    ) -> Iterator[str]:
        """The files that ``from module import names`` in the file at ``path`` takes from.

        Without ``names`` it is ``import module``; ``level`` is the number of dots before it.
        """
        found = self.index.relative(path, level, module) if level else self._find(path, module)
        if found is None:
            return
        submodules = (self.index.submodule(found.directory, name) for name in names)
        yield from (one.path for one in (found, *submodules) if one is not None and one.path)

    def _find(self, path: str, name: str) -> Found | None:
        if name.split(".", maxsplit=1)[0] in self.signatures.libraries:
            return None
        return self.index.absolute(path, name)

    def _bind_star(self, frame: Frame, found: Found | None, name: str) -> None:
        if found is None or found.path is None:
            frame.module.stars.append(name)
            return
        for exported in self._exported(found.path, set()):
            frame.names[exported] = Pending(found, exported)

    def _exported(self, path: str, seen: set[str]) -> Iterator[str]:
        """The public names that ``from module import *`` takes from the file at ``path``."""
        seen.add(path)
        module = self.module(path)
        if module is None:
            return
        yield from (name for name in self._touchers(module) if not name.startswith(("_", "*")))
        for found in self._star_sources(module):
            if found.path is not None and found.path not in seen:
                yield from self._exported(found.path, seen)

    def _star_sources(self, module: Module) -> list[Found]:
        """What ``module`` takes all names from, wherever it says so."""
        found = self._sources.get(module.path)
        if found is None:
            nodes = statements.imports(
                module.body[index] for index in self._touchers(module).get("*", ())
            )
            sources = [self._source(module, node) for node in nodes if _is_star(node)]
            found = self._sources[module.path] = [s for s in sources if s is not None]
        return found

    def _source(self, module: Module, node: model.Import) -> Found | None:
        if node.level:
            return self.index.relative(module.path, node.level, node.module or "")
        return self._find(module.path, node.module or "")

    def _branching_stars(self, module: Module) -> list[int]:
        """The statements with an ``import *`` within them."""
        indices = self._touchers(module).get("*", [])
        return [index for index in indices if not isinstance(module.body[index], model.Import)]

    def _take_from_stars(self, module: Module, name: str) -> None:
        """Binds ``name`` in a lazy module by its last ``import *`` that has it.

        Nothing else of what they have is looked at: a package's ``__init__`` may consist of them.
        """
        if (module.path, name) in self._without:
            return
        for index in reversed(self._touchers(module).get("*", [])):
            node = module.body[index]
            if isinstance(node, model.Import) and _is_star(node):
                found = self._source(module, node)
                if found is None or found.path is None:
                    if (root := node.module or "") not in module.stars:
                        module.stars.append(root)
                elif self._exports(found.path, name, set()):
                    module.names[name] = Pending(found, name)
                    return
        self._without.add((module.path, name))

    def _exports(self, path: str, name: str, seen: set[str]) -> bool:
        """Whether ``from module import *`` takes ``name`` from the file at ``path``."""
        if path in seen or name.startswith("_"):
            return False
        seen.add(path)
        if not self._mentions(path, name) and not self._mentions(path, "*"):
            return False
        module = self.module(path)
        if module is None:
            return False
        return name in self._touchers(module) or any(
            found.path is not None and self._exports(found.path, name, seen)
            for found in self._star_sources(module)
        )

    def _touchers(self, module: Module) -> dict[str, list[int]]:
        """For each name, the top-level statements that bind or change it."""
        known = self._touching.get(module.path)
        if known is None:
            known = self._touching[module.path] = {}
            for index, statement in enumerate(module.body):
                for name in dict.fromkeys(statements.touched(statement)):
                    known.setdefault(name, []).append(index)
        return known

    def member_of_module(self, module: ModuleValue, name: str) -> Value:
        """``module.name``: a name its body binds, or a submodule."""
        value: Value | None = None
        if module.path is not None:
            loaded = self.module(module.path)
            if loaded is not None:
                value = self.global_name(loaded, name)
                # ``from . import name`` in a package's own file binds the submodule.
                if value is not None and value is not _CYCLE:
                    return value
        if module.path is None or module.path.endswith("__init__.py"):
            found = self.index.submodule(module.directory, name)
            if found is not None:
                return ModuleValue(found.name, found.directory, found.path)
        if value is not None:
            return value
        if module.path is None:
            # A folder that merely shares a library's name.
            return External(f"{module.name}.{name}")
        return Unknown(f"{module.name} binds no {name}")

    def global_name(self, module: Module, name: str) -> Value | None:
        """What ``name`` is bound to at the top level of ``module``; None: nothing."""
        if module.state == "lazy":
            self._demand(module, name)
        elif module.state == "running" and name not in module.names:
            self._look_ahead(module, name)
        return self._settle(module.names, name) if name in module.names else None

    def _demand(self, module: Module, name: str) -> None:
        """Evaluates the statements of a lazy module that bind ``name``."""
        indices = self._touchers(module).get(name, [])
        plain = indices and isinstance(module.body[indices[0]], _PLAIN)
        if name not in module.names and not plain:
            # What a statement changes, or binds in a branch, may come from another module.
            bound = dict(module.names)
            self._run(module, self._branching_stars(module))
            module.names.update(bound)
            if name not in module.names:
                self._take_from_stars(module, name)
        self._run(module, indices)

    def _run(self, module: Module, indices: list[int]) -> None:
        """Evaluates those of the given statements that have not been yet."""
        for index in indices:
            if index not in module.ran:
                module.ran.add(index)
                self._execute(module, (module.body[index],))

    def _look_ahead(self, module: Module, name: str) -> None:
        """In an import cycle: evaluates just the top-level statements that will bind ``name``."""
        for index in self._touchers(module).get(name, ())[:1]:
            module.names[name] = _CYCLE
            self._execute(module, (module.body[index],))
            if module.names[name] is _CYCLE:
                # It changes what another statement binds, or an ``import *`` of a library.
                del module.names[name]

    def _settle(self, names: dict[str, Binding], name: str) -> Value:
        value = names[name]
        if not isinstance(value, (Delayed, Pending)):
            return value
        if isinstance(value, Delayed):
            return self._late(value)
        names[name] = _CYCLE
        resolved = self.resolve(value)
        if names[name] is _CYCLE:
            names[name] = resolved
        return resolved

    def resolve(self, binding: Binding) -> Value:
        """The value of a binding, importing what it names if that is still pending."""
        if isinstance(binding, Delayed):
            return self._late(binding)
        if not isinstance(binding, Pending):
            return binding
        found = binding.module
        owner = ModuleValue(found.name, found.directory, found.path)
        return self.member_of_module(owner, binding.name)

    def _late(self, binding: Delayed) -> Value:
        """What a delayed expression holds, evaluated as if nothing else were under way."""
        if binding.value is None:
            binding.value = Unknown("a class attribute that refers to itself")
            frame = binding.frame
            # To its own expression the name means what it means outside of the class.
            waiting = frame.names.get(binding.name)
            if waiting is binding:
                del frame.names[binding.name]
            state = self.decorating, self._active
            self.decorating, self._active = [], []
            try:
                with self.entered(frame):
                    binding.value = self._this.evaluate(binding.node, frame)
            finally:
                self.decorating, self._active = state
                if waiting is binding:
                    frame.names[binding.name] = binding
        return binding.value


def _is_star(node: model.Import) -> bool:
    return node.is_from and node.names[0].name == "*"


def _module_value(found: Found | None, name: str) -> Value:
    if found is None or (found.path is None and found.directory == ""):
        return External(name)
    return ModuleValue(found.name, found.directory, found.path)
