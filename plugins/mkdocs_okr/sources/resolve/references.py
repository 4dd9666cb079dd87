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
    included; `unread` the (cycle, unit) of which nobody knows what they declare, because their file is not valid YAML,
    misspells names, or did not have to be read; `left_out` those of the latter kind.
    """

    cycles: Collection[str]
    units: Collection[str]
    usable: set[Ref]
    declared: Mapping[tuple[str, str], Mapping[str, Sequence[str]]]
    unread: Collection[tuple[str, str]]
    left_out: Collection[tuple[str, str]] = ()

    def has(self, ref: Ref) -> bool:
        """Whether something is declared under this name."""
        objectives = self.declared.get((ref.cycle, ref.unit), {})
        if ref.objective not in objectives:
            return False
        return ref.key_result is None or ref.key_result in objectives[ref.objective]

    def follow(
        self, text: str, cycle: str, report: Report, file: SourceFile, path: Sequence[Step], object: str
    ) -> Ref | None:
        """What `text` refers to; None when it leads nowhere, with a complaint unless that follows from another."""
        found = meanings(text, cycle, self.cycles)
        for ref in found:
            if self.has(ref):
                return ref if ref in self.usable else None
        if any((ref.cycle, ref.unit) in self.unread for ref in found):
            return None
        if not found:
            first = text.split("/")[0]
            message = f"`{text}` leads nowhere: there is no cycle `{first}`"
            otherwise = "A reference with four parts begins with a cycle: the name of its folder."
            report.value("unknown-reference", file, path, message, did_you_mean(first, self.cycles, otherwise), object)
            return None
        message, help = self._nowhere(text, found[0], cycle)
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
            with_okrs = sorted(unit for cycle, unit in (*self.declared, *self.left_out) if cycle == ref.cycle)
            close = nearest(ref.unit, with_okrs)
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
        objectives = self.declared.get(key, {})
        if ref.key_result is None:
            return [f"{key[1]}/{name}" for name in objectives]
        return [f"{key[1]}/{objective}/{name}" for objective, names in objectives.items() for name in names]


def meanings(text: str, cycle: str, cycles: Collection[str]) -> tuple[Ref, ...]:
    """What a reference written in `cycle` can mean, the likeliest first; `cycles` are all there are."""
    parts = text.split("/")
    found = []
    if 3 <= len(parts) <= 4 and parts[0] in cycles:
        found.append(Ref(*parts))
    if 2 <= len(parts) <= 3:
        found.append(Ref(cycle, *parts))
    return tuple(found)


_ADVICE = (
    "Name an objective that is written in this cycle; one of another cycle is named with it, as in `2027/company/grow`."
)


def _suggest(names: Sequence[str]) -> str:
    if not names:
        return _ADVICE
    quoted = [f"`{name}`" for name in names]
    return f"Did you mean {' or '.join([', '.join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]}?"
