"""What is the same for everything that is assessed in a cycle."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property

from mkdocs_okr.analysis.check_in_days import days_between, patience
from mkdocs_okr.analysis.progress import straight, way
from mkdocs_okr.analysis.status import Status, outcome, pace
from mkdocs_okr.model import Cycle, CycleState, KeyResult, MilestoneMetric, MovingMetric, Portfolio


class Frame:
    """A cycle as seen from today.

    `on` is the day of judgement: today, or the cycle's last day once it is over; `week` is its week (0 before the
    cycle). `begun` says whether the cycle's OKRs are in force, or were; `closed` whether its scores are final, and
    `unscored` whether they are not published: then nothing has any.
    `courses` says whether anybody wants to know how objectives and units came to stand where they do.
    """

    def __init__(self, portfolio: Portfolio, cycle: Cycle, *, courses: bool = True) -> None:
        self.cycle = cycle
        self.courses = courses
        self.as_of = portfolio.as_of
        self.on = min(portfolio.as_of, cycle.ends)
        self.week = cycle.week(self.on)
        self.week_ago = self.on - timedelta(days=7)
        self._weeks: dict[date, int] = {}
        self._ways: dict[tuple[object, date, date], Callable[[date], float]] = {}
        self._paths: dict[tuple[object, date, date], tuple[float, ...]] = {}
        self.closed = cycle.state is CycleState.CLOSED
        self.unscored = cycle.id in portfolio.unscored
        self.begun = self.closed or (cycle.state is not CycleState.DRAFT and cycle.starts <= portfolio.as_of)
        self.scoring = portfolio.settings.scoring
        self._portfolio = portfolio
        self._rhythms: dict[str, tuple[int, float]] = {}

    def week_of(self, day: date) -> int:
        """The index in a history that something of this day belongs to: its week, no later than the current one."""
        week = self._weeks.get(day)
        if week is None:
            week = self._weeks[day] = min(self.cycle.week(day), self.week)
        return week

    @property
    def week_ends(self) -> list[date]:
        """The day that each entry of a history stands for: the first day, then the last one of every week so far."""
        days = [self.cycle.starts + timedelta(days=7 * week - 1) for week in range(1, self.week + 1)]
        return [self.cycle.starts, *(min(day, self.on) for day in days)]

    def starts(self, key_result: KeyResult) -> date:
        """The day that work on the key result begins."""
        return key_result.starts or self.cycle.starts

    def expected(self, key_result: KeyResult, on: date) -> float:
        """Where the key result should stand on a day, 0 to 1.

        1 once the cycle is closed; 0 while it is not in force, for nothing is expected of a draft.
        """
        if self.closed:
            return 1.0
        if not self.begun:
            return 0.0
        return self.way(key_result)(on)

    def way(self, key_result: KeyResult) -> Callable[[date], float]:
        """Where the key result should stand on any day, 0 to 1, whether or not the cycle is in force."""
        known = self._way_of(key_result)
        found = self._ways.get(known)
        if found is None:
            found = self._ways[known] = way(key_result.metric, self.starts(key_result), key_result.due)
        return found

    def _way_of(self, key_result: KeyResult) -> tuple[object, date, date]:
        """What key results that go the same way have in common."""
        metric = key_result.metric
        own_way = isinstance(metric, MilestoneMetric) or (isinstance(metric, MovingMetric) and bool(metric.plan))
        return (id(metric) if own_way else type(metric), self.starts(key_result), key_result.due)

    def path(self, key_result: KeyResult) -> tuple[float, ...]:
        """Where the key result should stand at the end of every week of the whole cycle; index 0 is its first day.

        Key results that go the same way share one tuple, which is most of them.
        """
        known = self._way_of(key_result)
        path = self._paths.get(known)
        if path is None:
            path = self._paths[known] = tuple(map(self.way(key_result), self._whole_weeks))
        return path

    @cached_property
    def _whole_weeks(self) -> list[date]:
        inner = [self.cycle.starts + timedelta(days=7 * week - 1) for week in range(1, self.cycle.weeks)]
        return [self.cycle.starts, *inner, self.cycle.ends + timedelta(days=1)]

    def is_check_in_overdue(self, key_result: KeyResult) -> bool:
        """Whether the day has passed on which the first check-in of the key result was due."""
        return (self.as_of - self.starts(key_result)).days > self.days_between(key_result.ref.unit)

    def days_between(self, unit: str) -> int:
        """The days from one check-in of a unit to the next."""
        return self._rhythm(unit)[0]

    def weeks_between(self, unit: str) -> int:
        """The same in weeks, begun ones counted."""
        return -(-self._rhythm(unit)[0] // 7)

    def _rhythm(self, unit: str) -> tuple[int, float]:
        """The days between two check-ins of a unit, and how many of silence are all right."""
        known = self._rhythms.get(unit)
        if known is None:
            portfolio, it = self._portfolio, self._portfolio.units[unit]
            silence = patience(self.cycle, it, portfolio.settings.rhythm.stale_days)
            known = self._rhythms[unit] = days_between(portfolio, self.cycle, it), silence
        return known

    def judge(self, score: float | None, expected: float, kind: str) -> Status:
        """The status of a score that rests on data: its pace, or its outcome once the cycle is closed."""
        if self.closed:
            return outcome(score, kind, self.scoring)
        return pace(score, expected, self.scoring.pace)

    def judge_whole(
        self, score: float | None, expected: float, kind: str, parts: Iterable[tuple[float | None, Status]]
    ) -> Status:
        """The status of something made of parts with these scores and statuses.

        It is judged as soon as there is data on one of the parts that its score is computed from.
        """
        if self.unscored:
            return Status.CLOSED
        if not self.begun:
            return Status.NOT_STARTED
        known = list(parts)
        statuses = {status for part, status in known if part is not None} or {status for _, status in known}
        if statuses == {Status.NOT_STARTED}:
            return Status.NOT_STARTED
        if statuses <= {Status.NOT_STARTED, Status.NO_DATA}:
            return Status.NO_DATA
        return self.judge(score, expected, kind)

    @property
    def expected_unscored(self) -> float:
        """Where something without any score should stand: at the share of the cycle that has passed."""
        if self.closed:
            return 1.0
        return straight(self.cycle.starts, self.cycle.ends, self.as_of) if self.begun else 0.0

    def quiet_days(self, unit: str, last_check_in: date | None, owed_until: date) -> int | None:
        """Days from the last check-in to the day of judgement, if that is longer than the unit may be silent.

        That is `rhythm.stale_days`, or longer for a unit and a cycle whose check-ins are further apart.

        None too while nobody owes one: in a cycle that is not in force or closed, and where the silence up to
        `owed_until`, the day after which no news is expected, was not too long. None where there never was one.
        """
        if last_check_in is None or self.closed or not self.begun:
            return None
        if (min(self.on, owed_until) - last_check_in).days <= self._rhythm(unit)[1]:
            return None
        return (self.on - last_check_in).days
