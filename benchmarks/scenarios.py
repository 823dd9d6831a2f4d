"""The scenarios: what is run on what, and what is expected of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks import trees
from benchmarks.changes import Change, changed_files, with_a_function, with_a_statement
from benchmarks.compare import described, libcst_imports, ratio, same_answer
from benchmarks.corpora import Choice, Corpus
from benchmarks.growth import copied, generated
from benchmarks.measure import measure, watch
from benchmarks.results import Check, Outcome, find
from benchmarks.tools import (
    AST_GREP,
    FIXIT,
    FLAKE8,
    LIBCST,
    REPLAYTAG,
    RUFF,
    SEMGREP,
    WARM,
    Programs,
    fix,
    fresh_cache,
    peer,
    replaytag,
)

_MIB = 1024 * 1024


@dataclass(frozen=True)
class Setting:
    """What a run was asked for."""

    programs: Programs
    choice: Choice
    rounds: int


Scenario = Callable[[Setting], Outcome]


def cold(setting: Setting) -> Outcome:
    """Each corpus as a whole, without a cache."""
    outcome = Outcome(
        "cold",
        "A whole repository, no cache",
        "The first look at a repository. *Few*, *many* or *none* of its files name a web "
        "framework, Sentry or the contract.",
    )
    for corpus in setting.choice.corpora.values():
        subject = trees.corpus(corpus)
        outcome.subjects[subject.name] = described(subject, f"{corpus.about}; {corpus.matters}")
        jobs = [replaytag(setting.programs, subject)]
        jobs += [peer(tool, setting.programs, subject) for tool in (RUFF, AST_GREP, SEMGREP)]
        rows = measure(jobs, setting.rounds)
        outcome.rows.extend(rows)
        factor = 5.0 if corpus.matters == "many" else 2.0
        outcome.checks.extend(
            [
                ratio(rows, subject.name, REPLAYTAG, RUFF, factor),
                ratio(rows, subject.name, REPLAYTAG, AST_GREP, 1.0, strict=True),
                ratio(rows, subject.name, REPLAYTAG, SEMGREP, 1.0, strict=True),
            ]
        )
    return outcome


def subtree(setting: Setting) -> Outcome:
    """A part of a corpus, with the tools that would take many minutes on a whole one."""
    subject = trees.subtree(setting.choice)
    rows = measure([replaytag(setting.programs, subject)], setting.rounds)
    slow = [peer(tool, setting.programs, subject) for tool in (FLAKE8, FIXIT, LIBCST)]
    rows += measure(slow, 1, warm_up=False)
    return Outcome(
        "subtree",
        "Beside fixit and libcst.tool, no cache",
        "These two and flake8 would take many minutes on whole repositories: so all run on a part "
        "of one that was copied out, and the slow ones run once.",
        {subject.name: described(subject)},
        rows,
        [
            ratio(rows, subject.name, REPLAYTAG, tool, 1 / 30, figure="cpu")
            for tool in (FIXIT, LIBCST)
        ],
    )


def warm(setting: Setting) -> Outcome:
    """The second look at a repository in which nothing changed."""
    corpora = setting.choice.warm
    subject = trees.side_by_side(f"{len(corpora)} side by side", corpora)
    cached = replaytag(setting.programs, subject, cache=fresh_cache("warm"))
    jobs = [cached, replaytag(setting.programs, subject), peer(RUFF, setting.programs, subject)]
    rows = measure(jobs, setting.rounds)
    same_answer(jobs[0], jobs[1])
    return Outcome(
        "warm",
        "A whole repository, nothing changed",
        "The cache was filled by one run before. Ruff has none here.",
        {subject.name: described(subject, ", ".join(one.name for one in corpora))},
        rows,
        [ratio(rows, subject.name, WARM, RUFF, 0.3)],
    )


def commit(setting: Setting) -> Outcome:
    """Five changed files of a repository, as pre-commit names them."""
    outcome = Outcome(
        "commit",
        "Five changed files of a large repository",
        "Before each warm run the same five files with handlers are changed: a statement more in "
        "the longest function of each, or, in the second rows, a function more at the end. All "
        "tools are given these five paths; replaytag judges them in the context of the whole "
        "repository.",
    )
    for corpus in setting.choice.corpora.values():
        if not corpus.changed:
            continue
        for kind in (with_a_statement, with_a_function):
            _commit(setting, corpus, kind, outcome)
    return outcome


def _commit(setting: Setting, corpus: Corpus, kind: Change, outcome: Outcome) -> None:
    subject = trees.whole_copy(corpus)
    if kind is with_a_function:
        subject = replace(subject, name=f"{subject.name}, new functions")
    outcome.subjects[subject.name] = described(subject)
    paths, programs = corpus.changed, setting.programs
    cache = fresh_cache(f"commit-{corpus.name}")
    replaytag(programs, subject, cache=cache).run()
    with changed_files(subject.root, paths, kind) as change:
        names = ("--force-exclude", *paths)
        jobs = [
            replaytag(programs, subject, names, cache=cache, prepare=change),
            replaytag(programs, subject, names),
        ]
        if kind is with_a_statement:
            jobs += [
                peer(tool, programs, subject, paths)
                for tool in (RUFF, FLAKE8, SEMGREP, FIXIT, LIBCST)
            ]
        rows = measure(jobs, setting.rounds)
        same_answer(jobs[0], jobs[1])
    outcome.rows.extend(rows)
    seconds = find(rows, subject.name, WARM).wall.median
    outcome.checks.append(Check(subject.name, "wall, warm cache", seconds, 0.15, "s"))
    if kind is with_a_statement:
        outcome.checks.append(ratio(rows, subject.name, REPLAYTAG, FLAKE8, 1.0))


def tagged(setting: Setting) -> Outcome:
    """What replaytag itself has fixed: the state in which a repository stays."""
    outcome = Outcome(
        "tagged",
        "A repository in which every request is tagged",
        "Copies that `replaytag check --fix` has changed: without a cache, then with one and a "
        "function more in five files with handlers.",
    )
    for corpus in setting.choice.corpora.values():
        if not corpus.fixable:
            continue
        copy = trees.whole_copy(corpus)
        fix(setting.programs, copy).run()
        subject = replace(copy, name=f"{copy.name}, tagged")
        outcome.subjects[subject.name] = described(subject)
        cache = fresh_cache(f"tagged-{corpus.name}")
        replaytag(setting.programs, subject, cache=cache).run()
        with changed_files(subject.root, corpus.changed, with_a_function) as change:
            names = ("--force-exclude", *corpus.changed)
            jobs = [
                replaytag(setting.programs, subject, names, cache=cache, prepare=change),
                replaytag(setting.programs, subject),
                peer(RUFF, setting.programs, subject),
            ]
            rows = measure(jobs, setting.rounds)
        outcome.rows.extend(rows)
        seconds = find(rows, subject.name, WARM).wall.median
        outcome.checks.extend(
            [
                ratio(rows, subject.name, REPLAYTAG, RUFF, 5.0),
                Check(subject.name, "wall, five files changed, warm cache", seconds, 0.15, "s"),
            ]
        )
    return outcome


def irrelevant(setting: Setting) -> Outcome:
    """Nothing in the repository has to do with the web or Sentry: nothing is parsed."""
    outcome = Outcome(
        "irrelevant",
        "Nothing relevant in the repository",
        "Without a cache, libcst is not even imported; the interpreter's list of imports tells.",
    )
    for corpus in setting.choice.corpora.values():
        if corpus.matters != "none":
            continue
        subject = trees.corpus(corpus)
        outcome.subjects[subject.name] = described(subject, corpus.about)
        job = replaytag(setting.programs, subject)
        outcome.rows.extend(measure([job], setting.rounds))
        outcome.checks.append(
            Check(subject.name, "modules of libcst imported", libcst_imports(job), 0)
        )
    return outcome


def memory(setting: Setting) -> Outcome:
    """The peak memory on the largest tree."""
    corpora = setting.choice.memory
    subject = trees.side_by_side(f"{len(corpora)} side by side", corpora)
    jobs = [replaytag(setting.programs, subject)]
    jobs += [peer(tool, setting.programs, subject) for tool in (RUFF, AST_GREP, SEMGREP)]
    rows = [watch(job) for job in jobs]
    mine = find(rows, subject.name, REPLAYTAG)
    checks = [
        Check(subject.name, "peak of the largest process", mine.memory.max / _MIB, 120, "MiB")
    ]
    if mine.tree_memory is not None:
        peak = mine.tree_memory / _MIB
        checks.append(Check(subject.name, "peak of all processes at once", peak, 120, "MiB"))
    return Outcome(
        "memory",
        "Peak memory",
        "Without a cache. The times are those of one run that is watched, and mean little. Memory "
        "that several processes share is counted once.",
        {subject.name: described(subject, ", ".join(one.name for one in corpora))},
        rows,
        checks,
    )


def growth(setting: Setting) -> Outcome:
    """One to eight copies of a tree."""
    return copied(setting.programs, setting.choice.growth, setting.rounds)


def synthetic(setting: Setting) -> Outcome:
    """One to eight eighths of a generated tree."""
    return generated(setting.programs, setting.rounds)


SCENARIOS: dict[str, Scenario] = {
    scenario.__name__: scenario
    for scenario in (cold, subtree, warm, commit, tagged, irrelevant, memory, growth, synthetic)
}
