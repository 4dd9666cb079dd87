"""Strategy maps: perspectives as rows, themes as columns, and arrows from what causes to what it brings about."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.weighed import GroupStanding, group_standing, weigh
from mkdocs_okr.diagrams.drawing import score_words
from mkdocs_okr.diagrams.picture import Arrow, Box, Look
from mkdocs_okr.diagrams.weight_words import level_weight_words, unknown_words, weight_words
from mkdocs_okr.model import Cycle, Level, Objective, Portfolio, Ref, Unit

MOST = 60
"""How many objectives a map shows one by one; of more, each cell tells how many it holds."""

MOST_ARROWS = 150
"""How many arrows a map shows; nobody can follow more."""

NO_PERSPECTIVE, NO_THEME = "No perspective", "No theme"

Cell = tuple[Box, ...]
"""The boxes where a perspective and a theme meet, one cell for each column."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A perspective: its id and name, what is said below it, how it stands, and its cells from the left.

    `perspective` is empty for the objectives that name none. `status` None says that there is nothing to stand.
    `whose` names the unit that this is told of, where the cells hold objectives of others too.
    """

    perspective: str
    name: str
    notes: tuple[str, ...]
    score: float | None
    status: Status | None
    cells: tuple[Cell, ...]
    whose: str = ""

    @property
    def boxes(self) -> Iterator[Box]:
        """All its boxes, from the left."""
        for cell in self.cells:
            yield from cell


@dataclass(frozen=True, slots=True)
class StrategyMap:
    """A strategy map. Lanes in one tuple share a row, side by side.

    `columns` are the names of the themes, empty where there are none; each lane has then a single cell. `empty` stands
    in cells without a box; it is empty where something may be hidden from the readers. `left_out` is how many arrows
    there are beyond those that are shown. `is_summary` says that boxes stand for many objectives each.
    """

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Lane, ...], ...]
    arrows: tuple[Arrow, ...] = ()
    empty: str = ""
    is_summary: bool = False
    left_out: int = 0

    @property
    def lanes(self) -> Iterator[Lane]:
        """All perspectives, from the top."""
        for row in self.rows:
            yield from row


@dataclass(frozen=True)
class StrategyView:
    """What strategy maps of a cycle are made from.

    `href` is the address of an objective, `among` that of a list of the objectives of a perspective and a theme (ids,
    or None for those that name none).
    """

    portfolio: Portfolio
    standings: CycleStandings
    href: Callable[[Ref], str]
    among: Callable[[str | None, str | None], str]

    @property
    def cycle(self) -> Cycle:
        """The cycle that is shown."""
        return self.standings.cycle


_NOTHING = GroupStanding(None, 0.0, Status.NO_DATA, 0)

Heads = Mapping[str | None, tuple[tuple[str, ...], GroupStanding]]
"""By perspective: what stands below its name, and how it stands."""


def unit_map(view: StrategyView, unit: Unit, objectives: Sequence[Objective]) -> StrategyMap:
    """The map of a unit: its own objectives, set off, and others that it is shown with.

    The heads of rows tell of its own objectives, as its scorecard does.
    """
    own = frozenset(objective.ref for objective in objectives if objective.ref.unit == unit.id)
    whose = unit.name if len(own) < len(objectives) else ""
    return _map(
        view,
        objectives,
        own=own,
        heads=_unit_heads(view, unit, objectives),
        whose=whose,
        name=f"strategy-{view.cycle.id}-{unit.id}",
        title=f"Strategy map of {unit.name}, {view.cycle.name}",
        units={unit.id, *(objective.ref.unit for objective in objectives)},
    )


def level_map(view: StrategyView, level: Level, objectives: Sequence[Objective]) -> StrategyMap:
    """The map of a level: the objectives of all its units. The heads of rows tell of the mean of all of them."""
    return _map(
        view,
        objectives,
        own=frozenset(),
        heads=_level_heads(view, level, objectives),
        name=f"strategy-{view.cycle.id}-level-{level.id}",
        title=f"Strategy map: {level.plural}, {view.cycle.name}",
        units={unit.id for unit in view.portfolio.units.values() if unit.level == level.id},
    )


def _map(
    view: StrategyView,
    objectives: Sequence[Objective],
    *,
    own: frozenset[Ref],
    heads: Heads,
    name: str,
    title: str,
    units: set[str],
    whose: str = "",
) -> StrategyMap:
    portfolio = view.portfolio
    themes = _columns(portfolio, objectives)
    is_summary = len(objectives) > MOST
    cells: dict[tuple[str | None, str | None], list[Objective]] = {}
    for objective in objectives:
        cells.setdefault((objective.perspective, objective.theme if themes else None), []).append(objective)

    def lane(perspective: str | None, called: str) -> Lane:
        notes, standing = heads.get(perspective, ((), _NOTHING))
        members = [cells.get((perspective, theme), []) for theme in themes or (None,)]
        return Lane(
            perspective=perspective or "",
            name=called,
            notes=notes,
            score=standing.score,
            status=standing.status if standing.objectives else None,
            whose=whose if standing.objectives else "",
            cells=tuple(
                _cell(view, each, column, perspective, theme, own=own, is_summary=is_summary)
                for column, (each, theme) in enumerate(zip(members, themes or (None,), strict=True))
            ),
        )

    arrows = () if is_summary else tuple(_arrows(portfolio, objectives))
    rows = [
        tuple(lane(each.id, each.name) for each in row)
        for _, row in groupby(portfolio.perspectives.values(), key=lambda each: each.row)
    ]
    if any(objective.perspective is None for objective in objectives):
        rows.append((lane(None, NO_PERSPECTIVE),))
    # Of what is hidden from the readers nobody is told that it is missing.
    tells = not any(cycle == view.cycle.id and unit in units for cycle, unit in portfolio.hidden)
    return StrategyMap(
        name=name,
        title=title,
        description=(
            "Perspectives are rows, from the top, and themes are columns. "
            "Arrows run from what causes to what it brings about. A list with the same content stands beside it."
        ),
        columns=tuple(portfolio.themes[theme].name if theme else NO_THEME for theme in themes),
        rows=tuple(rows),
        arrows=arrows[:MOST_ARROWS],
        left_out=max(len(arrows) - MOST_ARROWS, 0),
        empty="No objective here" if tells else "",
        is_summary=is_summary,
    )


def _columns(portfolio: Portfolio, objectives: Iterable[Objective]) -> tuple[str | None, ...]:
    """The themes, and one column for objectives that name none; nothing where no objective names any."""
    named = {objective.theme for objective in objectives}
    if not named - {None}:
        return ()
    return (*portfolio.themes, *((None,) if None in named else ()))


def _cell(
    view: StrategyView,
    members: Sequence[Objective],
    column: int,
    perspective: str | None,
    theme: str | None,
    *,
    own: frozenset[Ref],
    is_summary: bool,
) -> Cell:
    if is_summary and members:
        return (_summary(view, members, column, perspective, theme),)
    return tuple(_box(view, each, column, is_own=each.ref in own) for each in members)


def _box(view: StrategyView, objective: Objective, column: int, *, is_own: bool) -> Box:
    ref = objective.ref
    standing = view.standings.objectives[ref]
    return Box(
        id=str(ref),
        over=view.portfolio.units[ref.unit].name,
        title=objective.title,
        href=view.href(ref),
        column=column,
        score=standing.score,
        status=standing.status,
        words=f"{score_words(standing.expected)} expected by now",
        look=Look.OWN if is_own else Look.PLAIN,
    )


def _summary(
    view: StrategyView, members: Sequence[Objective], column: int, perspective: str | None, theme: str | None
) -> Box:
    standing = _mean(view, members)
    counts = Counter(view.standings.objectives[each.ref].status for each in members)
    units = len({each.ref.unit for each in members})
    return Box(
        id=f"{perspective or ''}:{theme or ''}",
        over=f"{units:,}\u00a0units" if units > 1 else view.portfolio.units[members[0].ref.unit].name,
        title=f"{len(members):,}\u00a0objectives" if len(members) > 1 else members[0].title,
        href=view.among(perspective, theme),
        column=column,
        score=standing.score,
        status=standing.status,
        notes=tuple(f"{counts[status]:,}\u00a0{status.word.lower()}" for status in Status if counts[status]),
        words="All of them, in a table",
    )


def _arrows(portfolio: Portfolio, objectives: Sequence[Objective]) -> Iterator[Arrow]:
    shown = {objective.ref: objective for objective in objectives}
    for objective in objectives:
        for ref in dict.fromkeys(objective.drives):
            if ref in shown and ref != objective.ref:
                unit = portfolio.units[ref.unit].name
                yield Arrow(
                    start=str(objective.ref),
                    end=str(ref),
                    words=f"“{objective.title}” drives “{shown[ref].title}” of {unit}",
                )


def _mean(view: StrategyView, members: Sequence[Objective]) -> GroupStanding:
    standings = [view.standings.objectives[each.ref] for each in members]
    return group_standing(view.portfolio, view.cycle, standings, [1.0] * len(members))


def _level_heads(view: StrategyView, level: Level, objectives: Sequence[Objective]) -> Heads:
    heads = {}
    for name in (*view.portfolio.perspectives, None):
        members = [each for each in objectives if each.perspective == name]
        many = (f"mean of {len(members):,}", *_unknown(view, members)) if len(members) > 1 else ()
        heads[name] = ((*level_weight_words(level, name), *many), _mean(view, members))
    return heads


def _unit_heads(view: StrategyView, unit: Unit, objectives: Sequence[Objective]) -> Heads:
    """The heads tell of the unit's own objectives; beside those of others they say where it has none."""
    held = {each.perspective for each in objectives}
    portfolio = view.portfolio
    level = portfolio.levels[unit.level]
    okrs = portfolio.okr_sets.get((view.cycle.id, unit.id))
    tells = (view.cycle.id, unit.id) not in portfolio.hidden
    weighed = weigh(portfolio, view.standings, okrs) if okrs and okrs.objectives else None
    heads = {}
    for name in (*portfolio.perspectives, None):
        own = weighed.get(name) if weighed else None
        none = (f"{unit.name} has none here",) if name in held and tells and not (own and own.objectives) else ()
        if weighed is None or own is None:
            heads[name] = ((*(level_weight_words(level, name) if name else ()), *none), _NOTHING)
        else:
            words = weight_words(weighed, own, view.cycle.state, tells=tells)
            unknown = _unknown(view, [each.objective for each in own.objectives])
            heads[name] = ((words[0], *none, *words[1:], *unknown), own.standing)
    return heads


def _unknown(view: StrategyView, members: Sequence[Objective]) -> tuple[str, ...]:
    standings = [view.standings.objectives[each.ref] for each in members]
    return unknown_words([(each.score, each.status) for each in standings])
