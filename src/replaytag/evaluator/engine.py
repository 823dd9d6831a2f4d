"""The evaluator: runs module bodies and calls of project code over symbolic values.

It answers one question, *which value does this expression hold?*, across modules, calls, branches,
unpacking, attributes and decorators. Nothing of the project is imported or executed.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from replaytag.evaluator import classes, statements
from replaytag.evaluator.calls import Caller, Follows
from replaytag.evaluator.modules import Found, ModuleIndex
from replaytag.evaluator.signatures import Signatures
from replaytag.evaluator.state import Frame, Module, Pending, Store
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    FunctionValue,
    Made,
    ModuleValue,
    Unknown,
    Value,
    choice,
)
from replaytag.facts import model
from replaytag.source import Place

if TYPE_CHECKING:
    from replaytag.evaluator.state import Binding

_BUILTINS = frozenset(dir(builtins))


class Evaluator(Caller):
    """Evaluates the modules of one project.

    ``load`` gives a file's facts, or None where it cannot be read; ``follows`` says whether calls
    of a function, given its file, are worth following; ``eager`` whether all of a module's body is
    evaluated, and not just the statements that bind a name which is looked up.
    """

    def __init__(
        self,
        index: ModuleIndex,
        load: Callable[[str], model.FileFacts | None],
        signatures: Signatures,
        follows: Follows = lambda path, node: True,
        eager: Callable[[str], bool] = lambda path: True,
    ) -> None:
        super().__init__(signatures, follows)
        self.index = index
        self._load = load
        self._eager = eager
        self._touching: dict[str, dict[str, list[int]]] = {}
        self._modules: dict[str, Module] = {}
        self._classes: list[ClassValue] = []
        self._imported: dict[str, set[str]] = {}

    # --- modules ---------------------------------------------------------------------------------

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

    def _execute(self, module: Module, body: tuple[model.Statement, ...]) -> None:
        frame = Frame(module, module.names, None, None)
        with self.entered(frame):
            statements.execute_block(self, body, frame)

    def facts(self, path: str) -> model.FileFacts | None:
        """What the file at ``path`` says, not evaluated; None where it cannot be read."""
        return self._load(path)

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
                value = self.attribute(value, name)
            return None if isinstance(value, (External, Unknown)) else value
        return None

    def bind_import(self, frame: Frame, node: model.Import) -> None:
        """Binds the names of an import statement."""
        for imported in node.names:
            if not node.is_from:
                found = self._find(frame.module, imported.name)
                top = imported.name.split(".")[0]
                if imported.asname:
                    frame.names[imported.asname] = _module_value(found, imported.name)
                else:
                    frame.names[top] = _module_value(self._find(frame.module, top), top)
                continue
            if node.level:
                found = self.index.relative(frame.module.path, node.level, node.module or "")
            else:
                found = self._find(frame.module, node.module or "")
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
            module = Module("", path, "", facts.body if facts else ())
            self._imported[path] = {
                found.path
                for node in statements.imports(module.body)
                for found in self._targets(module, node)
                if found.path
            }
        return self._imported[path]

    def _targets(self, module: Module, node: model.Import) -> Iterator[Found]:
        for imported in node.names:
            base = node.module if node.is_from else imported.name
            if node.level:
                found = self.index.relative(module.path, node.level, base or "")
            else:
                found = self._find(module, base or "")
            if found is not None:
                yield found
                if node.is_from and (sub := self.index.submodule(found.directory, imported.name)):
                    yield sub

    def _find(self, module: Module, name: str) -> Found | None:
        if name.split(".", maxsplit=1)[0] in self.signatures.libraries:
            return None
        return self.index.absolute(module.path, name)

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

    def _star_sources(self, module: Module) -> Iterator[Found]:
        for node in statements.imports(module.body):
            if node.is_from and node.names[0].name == "*":
                if node.level:
                    found = self.index.relative(module.path, node.level, node.module or "")
                else:
                    found = self._find(module, node.module or "")
                if found is not None:
                    yield found

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
        if module.path is not None:
            loaded = self.module(module.path)
            if loaded is not None:
                value = self.global_name(loaded, name)
                if value is not None:
                    return value
        if module.path is None or module.path.endswith("__init__.py"):
            found = self.index.submodule(module.directory, name)
            if found is not None:
                return ModuleValue(found.name, found.directory, found.path)
        if module.path is None:
            # A folder that merely shares a library's name.
            return External(f"{module.name}.{name}")
        return Unknown(f"{module.name} binds no {name}")

    # --- names -----------------------------------------------------------------------------------

    def lookup(self, name: str, frame: Frame) -> Value:
        """What ``name`` means in ``frame``."""
        if name in frame.names and name not in frame.global_names:
            return self._settle(frame.names, name)
        scope = frame.enclosing
        while scope is not None:
            if name in scope.names:
                return self._settle(scope.names, name)
            scope = scope.parent
        value = self.global_name(frame.module, name)
        if value is not None:
            return value
        if name in _BUILTINS:
            return External(f"builtins.{name}")
        if frame.module.stars:
            return choice([External(f"{library}.{name}") for library in frame.module.stars])
        return Unknown(f"the name {name} is not bound in {frame.module.path}")

    def global_name(self, module: Module, name: str) -> Value | None:
        """What ``name`` is bound to at the top level of ``module``; None: nothing."""
        if module.state == "lazy":
            self._demand(module, name)
        elif module.state == "running" and name not in module.names:
            self._look_ahead(module, name)
        return self._settle(module.names, name) if name in module.names else None

    def _demand(self, module: Module, name: str) -> None:
        """Evaluates the statements of a lazy module that bind ``name``."""
        indices = self._touchers(module).get(name)
        if indices is None and name not in module.names:
            for found in self._star_sources(module):
                if found.path is not None and name in self._exported(found.path, {module.path}):
                    module.names[name] = Pending(found, name)
        for index in indices or ():
            if index not in module.ran:
                module.ran.add(index)
                self._execute(module, (module.body[index],))

    def _look_ahead(self, module: Module, name: str) -> None:
        """In an import cycle: evaluates just the top-level statements that will bind ``name``."""
        for index in self._touchers(module).get(name, ())[:1]:
            module.names[name] = Unknown("an import cycle")
            self._execute(module, (module.body[index],))

    def _settle(self, names: dict[str, Binding], name: str) -> Value:
        value = names[name]
        if not isinstance(value, Pending):
            return value
        cycle = Unknown("an import cycle")
        names[name] = cycle
        resolved = self.resolve(value)
        if names[name] is cycle:
            names[name] = resolved
        return resolved

    def resolve(self, binding: Binding) -> Value:
        """The value of a binding, importing what it names if that is still pending."""
        if not isinstance(binding, Pending):
            return binding
        found = binding.module
        owner = ModuleValue(found.name, found.directory, found.path)
        return self.member_of_module(owner, binding.name)

    def assign_name(self, name: str, value: Value, frame: Frame) -> None:
        """Binds a plain name, honouring ``global`` and ``nonlocal``."""
        if name in frame.global_names:
            old = frame.module.names.get(name)
            known = [] if old is None else [self.resolve(old)]
            frame.module.names[name] = choice([*known, value])
            return
        if name in frame.nonlocal_names:
            scope = frame.enclosing
            while scope is not None:
                if name in scope.names:
                    scope.names[name] = choice([self.resolve(scope.names[name]), value])
                    return
                scope = scope.parent
        frame.names[name] = value

    # --- attributes ------------------------------------------------------------------------------

    def attribute(self, owner: Value, name: str) -> Value:
        """``owner.name``."""
        return classes.attribute(self, owner, name)

    def store_attribute(self, owner: Value, name: str, value: Value, place: Place) -> None:
        """``owner.name = value``; earlier values from other functions stay possible."""
        frame = self.frame
        within = frame.function.place if frame.function else None
        store = Store(owner, name, value, place, within, frame.contexts)
        self.record_store(store)
        for target in classes.store_targets(owner):
            key = (target, name)
            if isinstance(target, Made):
                old = target.attributes.get(name)
            elif isinstance(target, ClassValue):
                old = target.namespace.get(name)
            else:
                old = self.heap.get(key)
            if old is not None and self._writers.get(key) != within and old != Constant(None):
                value = choice([old, value])
            self._writers[key] = within
            if isinstance(target, Made):
                target.attributes[name] = value
            elif isinstance(target, ClassValue):
                target.namespace[name] = value
            else:
                self.heap[key] = value

    @contextmanager
    def entered(self, frame: Frame) -> Iterator[None]:
        """Makes ``frame`` the current one."""
        self._frames.append(frame)
        try:
            yield
        finally:
            self._frames.pop()

    def execute_class_body(self, cls: ClassValue, frame: Frame) -> None:
        """Evaluates the body of ``cls``; what it binds becomes the class's namespace."""
        with self.entered(frame):
            statements.execute_block(self, cls.node.body, frame)
        cls.namespace.update({name: self.resolve(binding) for name, binding in frame.names.items()})
        self._classes.append(cls)

    def classes(self) -> list[ClassValue]:
        """Every class of the project evaluated so far."""
        return list(self._classes)

    def terms(self) -> Iterator[Value]:
        """Every call, item and loop selection that evaluation met."""
        yield from list(self.made)
        yield from list(self.items)

    # --- standalone analysis ---------------------------------------------------------------------

    def functions(self) -> list[FunctionValue]:
        """Every function value seen, methods and nested functions included."""
        return list(self._functions)

    def analyse_uncalled(self) -> None:
        """Evaluates each function that nothing in the analysed code calls, with open parameters."""
        done = 0
        while done < len(self._functions):
            function = self._functions[done]
            done += 1
            if isinstance(function.node, model.Lambda) or function.place in self.called:
                continue
            if not self._follows(function.module.path, function.node):
                continue
            self.run(function)

    def method_value(self, function: FunctionValue) -> FunctionValue:
        """``function``; a method as bound to a generic instance of its class."""
        if function.owner is None or function.receiver is not None:
            return function
        return classes.bind_method(self, function, self.generic_instance(function.owner))

    def run(self, function: FunctionValue) -> None:
        """Evaluates ``function`` with open parameters, on a generic instance if it is a method."""
        function = self.method_value(function)
        self.budget = self.BUDGET
        self.call_function(function, (), (), False, function.place)

    def generic_instance(self, cls: ClassValue) -> Value:
        """An instance of ``cls`` made nowhere in particular, its ``__init__`` run once."""
        made = self._generic.get(cls)
        if made is None:
            known = self.instances.get(cls)
            if known:
                made = known[0]
                self._generic[cls] = made
            else:
                made = Made(cls, (), (), cls.place, None, False)
                self._generic[cls] = made
                init = classes.find_method(self, cls, "__init__")
                if init is not None:
                    self.call_function(
                        classes.bind_method(self, init, made), (), (), True, cls.place
                    )
        return made


def _module_value(found: Found | None, name: str) -> Value:
    if found is None or (found.path is None and found.directory == ""):
        return External(name)
    return ModuleValue(found.name, found.directory, found.path)
