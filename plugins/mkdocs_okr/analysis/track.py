"""The course of a score over the weeks of a cycle."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mkdocs_okr.analysis.frame import Frame
from mkdocs_okr.analysis.progress import Step, clamped


@dataclass(slots=True)
class Track:
    """A computed score week by week, from the cycle's first day (index 0) to the current week.

    `carried` has the score known at the end of each week, `touched` whether that week said anything about it
    (the first day where something was said by then).
    `change` is what the score gained in the last seven days, None where that is not known.
    """

    carried: list[float | None]
    touched: list[bool]
    change: float | None

    @property
    def history(self) -> tuple[float | None, ...]:
        """The score at the end of each week, with a gap for every week that said nothing."""
        return tuple([score if said else None for score, said in zip(self.carried, self.touched, strict=True)])


def track_of(
    course: Sequence[Step],
    *,
    at_start: float | None,
    now: float | None,
    is_inline: bool,
    said: Iterable[int],
    frame: Frame,
) -> Track:
    """The track of a key result.

    `course` are its steps of raw progress, `at_start` its score before the first of them and `now` its score after the
    last; `is_inline` says that `now` is an undated value, which counts for the current week and tells no change. `said`
    are the weeks of the check-ins that mention it.
    """
    week, week_of = frame.week, frame.week_of
    touched = [False] * (week + 1)
    carried: list[float | None] = []
    last = before = at_start
    for day, raw in course:
        index = week_of(day)
        if index > len(carried):
            carried += [last] * (index - len(carried))
        touched[index] = True
        last = clamped(raw)
        if day <= frame.week_ago:
            before = last
    carried += [last] * (week + 1 - len(carried))
    for index in said:
        touched[index] = True
    if is_inline:
        carried[week] = now
        touched[week] = True
        return Track(carried, touched, None)
    return Track(carried, touched, None if now is None or before is None else now - before)


def roll_up(tracks: Sequence[Track], combine: Callable[[int, Sequence[float | None]], float | None]) -> Track:
    """The track of the whole that the given tracks, one at least, are parts of.

    `combine` makes one figure of what the parts have in a week; the week is its first argument, the last one for the
    change.
    """
    columns = list(zip(*[track.carried for track in tracks], strict=True))
    return Track(
        carried=[combine(week, scores) for week, scores in enumerate(columns)],
        touched=[any(said) for said in zip(*[track.touched for track in tracks], strict=True)],
        change=combine(len(columns) - 1, [track.change for track in tracks]),
    )


def mean_path(
    paths: Sequence[tuple[float, ...]],
    scores: Sequence[float | None],
    mean: Callable[[Sequence[float | None]], float | None],
) -> tuple[float, ...]:
    """The path that a whole is expected to take, from the paths of its parts.

    As for the score, only parts that have a score count, or all of them while none has.
    """
    if all(path is paths[0] for path in paths):
        return paths[0]
    columns = zip(*paths, strict=True)
    counted = [score is not None for score in scores]
    if all(counted) or not any(counted):
        return tuple(mean(column) or 0.0 for column in columns)
    return tuple(mean([at if counts else None for at, counts in zip(c, counted, strict=True)]) or 0.0 for c in columns)
