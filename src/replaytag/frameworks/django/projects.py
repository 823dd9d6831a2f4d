"""Django projects: settings modules that belong together, and what they name."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    External,
    Made,
    ModuleValue,
    SequenceValue,
    Value,
    options,
)
from replaytag.frameworks.django.bindings import binding, nearest_binding
from replaytag.frameworks.django.displays import Display, Displays
from replaytag.frameworks.django.settings import (
    MIDDLEWARE,
    Mention,
    Settings,
    find_mentions,
    find_settings,
)
from replaytag.source import Place, Span, frozen

WSGI = "django.core.wsgi.get_wsgi_application"
ASGI = "django.core.asgi.get_asgi_application"


@frozen(eq=False)
class Project:
    """One Django project. ``settings`` are all that it may be served with, the likeliest first.

    ``displays`` are the displays of ``MIDDLEWARE`` to change so that each of them changes;
    ``urlconfs`` the files of its root URLconfs; ``mentions`` who names its settings.
    """

    settings: tuple[Settings, ...]
    displays: tuple[Display, ...]
    urlconfs: tuple[str, ...]
    mentions: tuple[Mention, ...]
    place: Place

    @property
    def value(self) -> Value:
        """What stands for the project in records."""
        return self.settings[0].owner

    @property
    def name(self) -> str:
        """The dotted name of its settings."""
        owner, path = self.settings[0].owner, self.settings[0].path
        for mention in self.mentions:
            if mention.settings == path:
                return mention.dotted
        return owner.name if isinstance(owner, (ModuleValue, ClassValue)) else path

    def is_asynchronous(self, ev: Evaluator) -> bool:
        """Whether it is served over ASGI: it says so, or has an entry point for nothing else."""
        if any(settings.get(ev, "ASGI_APPLICATION") for settings in self.settings):
            return True
        return bool(self.entry_points(ev, ASGI)) and not self.entry_points(ev, WSGI)

    def entry_points(self, ev: Evaluator, *names: str) -> list[Made]:
        """The calls of Django's ``names`` that make the application of this project."""
        own = {mention.path for mention in self.mentions}
        return [
            made
            for made in ev.made
            if isinstance(made.callee, External)
            and made.callee.name in names
            and made.place.path in own
        ]


def find_projects(ev: Evaluator) -> list[Project]:
    """The Django projects among the evaluated modules, in order of the paths of their settings."""
    return ev.remembered("django.projects", lambda: _find_projects(ev))


def _find_projects(ev: Evaluator) -> list[Project]:
    mentions = find_mentions(ev)
    served = _served(ev, find_settings(ev, mentions), mentions)
    groups: dict[tuple[str, ...], list[Settings]] = {}
    for settings in served:
        groups.setdefault(_urlconf_names(ev, settings), []).append(settings)
    _join_nameless(ev, groups)
    projects = []
    for group in groups.values():
        paths = {settings.path for settings in group}
        own = tuple(mention for mention in mentions if mention.settings in paths)
        group.sort(key=lambda settings: (_rank(settings, own), settings.path))
        projects.append(_project(ev, tuple(group), own))
    return sorted(projects, key=lambda project: project.place)


def _served(ev: Evaluator, found: list[Settings], mentions: list[Mention]) -> list[Settings]:
    """Those that are named somewhere, or that no others are built on."""
    named = {mention.settings for mention in mentions}
    paths = {settings.path for settings in found}
    built_on = {p for path in paths for p in ev.imported_paths(path) if p != path}
    built_on.update(path for settings in found for path in settings.included)
    bases: set[Value] = {
        base
        for settings in found
        if isinstance(settings.owner, ClassValue)
        for base in mro(settings.owner)[1:]
    }
    served = [
        settings
        for settings in found
        if settings.path in named or (settings.path not in built_on and settings.owner not in bases)
    ]
    return served or found


def _rank(settings: Settings, mentions: tuple[Mention, ...]) -> int:
    """How likely a server uses these settings, the likeliest first."""
    files = {m.path.rpartition("/")[2] for m in mentions if m.settings == settings.path}
    if files & {"wsgi.py", "asgi.py"}:
        return 0
    return 1 if "manage.py" in files else 2 if files else 3


def _urlconf_names(ev: Evaluator, settings: Settings) -> tuple[str, ...]:
    """Files of the root URLconfs that these settings may name; failing that, the names."""
    found: dict[str, None] = {}
    for name in _names(settings.get(ev, "ROOT_URLCONF")):
        module = ev.resolve_dotted(settings.path, name)
        path = module.path if isinstance(module, ModuleValue) else None
        found[path or f"{settings.path.rpartition('/')[0]}:{name}"] = None
    return tuple(found)


def _names(value: Value | None) -> Iterator[str]:
    for option in options(value) if value is not None else ():
        if isinstance(option, Constant) and isinstance(option.value, str):
            yield option.value


def _join_nameless(ev: Evaluator, groups: dict[tuple[str, ...], list[Settings]]) -> None:
    """Settings without a root URLconf go to those that they share a folder with, if they can."""
    for settings in groups.pop((), []):
        directory = settings.path.rpartition("/")[0]
        for others in groups.values():
            if any(other.path.rpartition("/")[0] == directory for other in others):
                others.append(settings)
                break
        else:
            groups[(f"{settings.path}:",)] = [settings]


def _project(ev: Evaluator, group: tuple[Settings, ...], mentions: tuple[Mention, ...]) -> Project:
    displays = _displays(ev, group)
    urlconfs = tuple(
        dict.fromkeys(path for s in group for path in _urlconf_names(ev, s) if path.endswith(".py"))
    )
    return Project(group, displays, urlconfs, mentions, _place(ev, group, displays))


def _displays(ev: Evaluator, group: tuple[Settings, ...]) -> tuple[Display, ...]:
    """The fewest displays whose change reaches all settings: what they share, else their first.

    All settings means every value that they may have: a display in one branch does not reach the
    others. One in a file that binds the setting is preferred: others may be shared with strangers.
    """
    waiting: dict[Value, list[Display]] = {}
    displays = ev.remembered("django.displays", lambda: Displays(ev), lasting=True)
    for settings in group:
        value = settings.middleware(ev)
        for option in options(value) if value is not None else ():
            if isinstance(option, SequenceValue):
                waiting[option] = displays.of(option)
    waiting = {option: found for option, found in waiting.items() if found}
    chosen: list[Display] = []
    while waiting:
        candidates = dict.fromkeys(display for found in waiting.values() for display in found)
        best = max(
            candidates,
            key=lambda d: (
                sum(d in found for found in waiting.values()),
                binding(ev, d.place.path, MIDDLEWARE) is not None,
            ),
        )
        chosen.append(best)
        waiting = {option: found for option, found in waiting.items() if best not in found}
    return tuple(chosen)


def _place(ev: Evaluator, group: tuple[Settings, ...], displays: tuple[Display, ...]) -> Place:
    """Where a diagnostic about the project belongs: at ``MIDDLEWARE``, else at other settings."""
    if displays:
        return Place(displays[0].place.path, displays[0].statement)
    first = group[0]
    if isinstance(first.owner, (Made, ClassValue)):
        return first.owner.place
    for names in (MIDDLEWARE, ("ROOT_URLCONF",), ("INSTALLED_APPS",)):
        for settings in group:
            place = nearest_binding(ev, settings.path, names)
            if place is not None:
                return place
    return Place(first.path, Span.point(1, 1))
