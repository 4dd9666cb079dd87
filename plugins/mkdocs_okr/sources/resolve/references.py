"""Finding what a written reference means."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_okr.model import Ref
from mkdocs_okr.sources.diagnostics import did_you_mean, nearest
from mkdocs_okr.sources.origin import SourceFile, Step
from mkdocs_okr.sources.report import Report


@dataclass(frozen=True, slots=True)
class Targets:
    """Everything that references may lead to.

    `usable` are the objectives and key results that were read; `declared` those that are written, faulty ones
    included; `unread` the (cycle, unit) whose file is not valid YAML or misspells names, so that nobody knows what it
    declares.
    """

    cycles: Collection[str]
    units: Collection[str]
    usable: set[Ref]
    declared: Mapping[tuple[str, str], Mapping[str, Sequence[str]]]
    unread: Collection[tuple[str, str]]

    def has(self, ref: Ref) -> bool:
        """Whether something is declared under this name."""
        objectives = self.declared.get((ref.cycle, ref.unit), {})
        if ref.objective not in objectives:
            return False
        return ref.key_result is None or ref.key_result in objectives[ref.objective]

    def meanings(self, text: str, cycle: str) -> tuple[Ref, ...]:
        """What a reference written in `cycle` can mean, the likeliest first."""
        parts = text.split("/")
        found = []
        if len(parts) >= 3 and parts[0] in self.cycles:
            found.append(Ref(*parts))
        if len(parts) <= 3:
            found.append(Ref(cycle, *parts))
        return tuple(found)

    def follow(
        self, text: str, cycle: str, report: Report, file: SourceFile, path: Sequence[Step], object: str
    ) -> Ref | None:
        """What `text` refers to; None when it leads nowhere, with a complaint unless that follows from another."""
        meanings = self.meanings(text, cycle)
        for ref in meanings:
            if self.has(ref):
                return ref if ref in self.usable else None
        if any((ref.cycle, ref.unit) in self.unread for ref in meanings):
            return None
        if not meanings:
            first = text.split("/")[0]
            message = f"`{text}` leads nowhere: there is no cycle `{first}`"
            otherwise = "A reference with four parts begins with a cycle: the name of its folder."
            report.value("unknown-reference", file, path, message, did_you_mean(first, self.cycles, otherwise), object)
            return None
        message, help = self._nowhere(text, meanings[0], cycle)
        report.value("unknown-reference", file, path, message, help, object)
        return None

    def _nowhere(self, text: str, ref: Ref, cycle: str) -> tuple[str, str]:
        """Where the way of `ref` ends, and the nearest references that lead somewhere."""
        prefix = "" if ref.cycle == cycle else f"{ref.cycle}/"
        where = f"in `{ref.cycle}`"
        objectives = self.declared.get((ref.cycle, ref.unit))
        if objectives is None:
            if ref.unit in self.units:
                return f"`{text}` leads nowhere: `{ref.unit}` has no OKRs {where}", _ADVICE
            units = sorted(unit for in_cycle, unit in self.declared if in_cycle == ref.cycle)
            close = nearest(ref.unit, units)
            candidates = [name for unit in close for name in self._names((ref.cycle, unit), ref)]
            best = nearest("/".join(part for part in ref[1:] if part), candidates)
            names = [f"{prefix}{name}" for name in best]
            return f"`{text}` leads nowhere: there is no unit `{ref.unit}`", _suggest(names)
        if ref.objective not in objectives:
            best = nearest(ref.objective, objectives)
            names = [f"{prefix}{ref.unit}/{name}" for name in best or sorted(objectives)[:3]]
            return f"`{text}` leads nowhere: `{ref.unit}` has no objective `{ref.objective}` {where}", _suggest(names)
        key_results = objectives[ref.objective]
        best = nearest(ref.key_result or "", key_results)
        names = [f"{prefix}{ref.unit}/{ref.objective}/{name}" for name in best or sorted(key_results)[:3]]
        return (
            f"`{text}` leads nowhere: the objective `{ref.objective}` of `{ref.unit}` has no key result "
            f"`{ref.key_result}`",
            _suggest(names),
        )

    def _names(self, key: tuple[str, str], ref: Ref) -> list[str]:
        """What the unit of `key` has of the kind of `ref`, as references inside the cycle."""
        objectives = self.declared[key]
        if ref.key_result is None:
            return [f"{key[1]}/{name}" for name in objectives]
        return [f"{key[1]}/{objective}/{name}" for objective, names in objectives.items() for name in names]


_ADVICE = (
    "Name an objective that is written in this cycle; one of another cycle is named with it, as in `2027/company/grow`."
)


def _suggest(names: Sequence[str]) -> str:
    if not names:
        return _ADVICE
    quoted = [f"`{name}`" for name in names]
    return f"Did you mean {' or '.join([', '.join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]}?"
