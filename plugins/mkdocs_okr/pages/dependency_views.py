"""Dependencies as pages show them: the worksheet's table of a unit, and pictures of who waits for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mkdocs_okr.analysis.dependencies import DependencyState, Risk, Wait, needed_title
from mkdocs_okr.diagrams.dependencies import MOST_AROUND, DependencyView, unit_dependencies
from mkdocs_okr.diagrams.picture import Picture
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages import components, figures
from mkdocs_okr.pages.addresses import Links
from mkdocs_okr.pages.okr_views import Named
from mkdocs_okr.pages.pictures import fence, framed
from mkdocs_okr.pages.portal import Portal

KINDS = (("hard", "Hard", "build, sign-off"), ("soft", "Soft", "feedback"))
"""The kinds of dependencies: as they are written, as they are read, and what they mean."""

MOST_IN_A_CELL = 60
"""How many entries a cell of the worksheet holds at most; the most urgent ones come first."""

WORTH_A_FOLD = 6
"""Cells with more entries than that fold away what is done."""

WORTH_A_PICTURE = 2

_TONES = (
    ("asked", ("open",), "nobody has agreed yet"),
    ("risk", (), "at risk"),
    ("late", (), "late"),
    ("done", (), "done"),
)


@dataclass(frozen=True, slots=True)
class WaitView:
    """Something that is waited for, worded and linked from both sides.

    `giving` leads to what is needed, `waiting` to the objective or key result that waits for it, whose title is
    `wanted_for`. `why` says why it is at risk, where its state does not.
    """

    what: str
    waiting: Named
    wanted_for: Named
    giving: Named
    kind: str
    state: Markup
    when: str
    at_risk: bool
    why: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the worksheet: its entries, those that are folded away, and how many more there are."""

    heading: str
    entries: Sequence[WaitView]
    folded: Sequence[WaitView]
    more: int


def wait_view(portal: Portal, links: Links, each: Wait) -> WaitView:
    """A dependency as seen from the page of `links`."""
    portfolio, dependency, objective = portal.portfolio, each.dependency, each.objective
    cycle = portfolio.cycles[objective.ref.cycle]
    needs, wanted = dependency.needs, dependency.wanted_for
    given_at = links.to_ref(needs) if needs else links.to(portal.unit_page(dependency.unit, cycle))
    title = portfolio.key_results[wanted].title if wanted else objective.title
    return WaitView(
        what=dependency.what or (needed_title(portfolio, needs) if needs else "something that is not described"),
        waiting=Named(portfolio.units[each.waiting].name, links.to_ref(objective.ref)),
        wanted_for=Named(title, links.to_ref(wanted or objective.ref)),
        giving=Named(portfolio.units[each.giving].name, given_at),
        kind=dependency.kind,
        state=components.dependency_state(each.state),
        when=_when(each),
        at_risk=each.risk is not None,
        why=_why(portal, each),
        is_done=each.state is DependencyState.DONE,
    )


def _when(each: Wait) -> str:
    dependency = each.dependency
    if dependency.done is not None:
        return figures.day(dependency.done)
    if dependency.due is None:
        return ""
    return f"{'was due' if each.state is DependencyState.LATE else 'due'} {figures.day(dependency.due)}"


def _why(portal: Portal, each: Wait) -> str:
    """Why it is at risk, where its state does not say so."""
    needs = each.dependency.needs
    if each.risk is Risk.STANDING and each.needed is not None and needs is not None:
        what = f"“{needed_title(portal.portfolio, needs)}”" if each.dependency.what else "it"
        return f"{what} is {each.needed.word.lower()}"
    return "its day is near, and nobody has agreed" if each.risk is Risk.UNCONFIRMED else ""


def amount(portal: Portal, unit: Unit, cycle: Cycle) -> int:
    """How many dependencies a unit has in a cycle, on others and of others on it."""
    known = portal.dependencies(cycle)
    others = [each for each in known.by_giving.get(unit.id, ()) if each.waiting != unit.id]
    return len(known.by_waiting.get(unit.id, ())) + len(others)


def dependencies_table(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """The worksheet: what a unit waits for and what others wait for from it, by kind; empty if there is nothing.

    What a unit waits for from itself stands in the first row alone. The cost grows with what is shown.
    """
    if not amount(portal, unit, cycle):
        return Markup("")
    known = portal.dependencies(cycle)
    own = known.by_waiting.get(unit.id, ())
    others = [each for each in known.by_giving.get(unit.id, ()) if each.waiting != unit.id]
    return portal.render(
        "dependencies.j2",
        links,
        name=unit.name,
        kinds=KINDS,
        sides=(
            ("We depend on others", True, _cells(portal, links, own)),
            ("Others depend on us", False, _cells(portal, links, others)),
        ),
    )


def _cells(portal: Portal, links: Links, waits: Iterable[Wait]) -> tuple[Cell, ...]:
    waits = list(waits)
    cells = []
    for kind, heading, _ in KINDS:
        fit = [each for each in waits if each.dependency.kind == kind]
        entries = [wait_view(portal, links, each) for each in fit[:MOST_IN_A_CELL]]
        shown = sum(not each.is_done for each in entries) if len(entries) > WORTH_A_FOLD else len(entries)
        cells.append(Cell(heading, entries[:shown], entries[shown:], len(fit) - len(entries)))
    return tuple(cells) if waits else ()


def dependency_view(portal: Portal, links: Links, cycle: Cycle) -> DependencyView:
    """What pictures of dependencies are made from, with the links of a page."""
    return DependencyView(
        portal.portfolio, portal.standings, links.to_ref, lambda unit: links.to(portal.unit_page(unit, cycle))
    )


def dependencies_picture(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """Who waits for whom around a unit; empty where a picture would say no more than a sentence does."""
    if amount(portal, unit, cycle) < WORTH_A_PICTURE:
        return Markup("")
    view = dependency_view(portal, links, cycle)
    picture = unit_dependencies(view, unit, cycle, portal.dependencies(cycle))
    left_out = "The units with something urgent are drawn; the table has all." if _is_full(picture) else ""
    return with_legend(portal, links, picture, left_out, fence("dependencies", unit.id, cycle))


def _is_full(picture: Picture) -> bool:
    return len(picture.boxes) >= MOST_AROUND


def with_legend(portal: Portal, links: Links, picture: Picture, left_out: str = "", said: str = "") -> Markup:
    """A picture in its frame below what its arrows mean, of those that it has; `left_out` says what is not drawn.

    `said` is what a fence has to say to show the same.
    """
    styles = {style for arrow in picture.arrows for style in arrow.style.split()}
    known = [(kind, ("open", kind), f"{kind} ({meaning})") for kind, _, meaning in KINDS]
    known += [(tone, ("hard", *more, tone), word) for tone, more, word in _TONES]
    lines = [(looks, words) for style, looks, words in known if style in styles]
    return portal.render(
        "dependency_picture.j2", links, lines=lines, left_out=left_out, picture=framed(portal, links, picture, said)
    )
