"""What a row of a scorecard weighs and counts for, in the same words on the strategy map and in the table."""

from mkdocs_okr.analysis.status import Status
from mkdocs_okr.analysis.weighed import WeighedPerspective, WeighedUnit
from mkdocs_okr.diagrams.drawing import score_words
from mkdocs_okr.model import CycleState, Level


def weight_words(whole: WeighedUnit, part: WeighedPerspective, state: CycleState, *, tells: bool) -> tuple[str, ...]:
    """What a perspective weighs in a unit, and what it counts for where that is something else.

    `tells` says whether it may be said that something is not there.
    """
    if part.level_weight is None:
        counts = part.weight > 0 and round(part.weight, 1) < 100
        return ("not weighed", *((f"its objectives count {percent(part.weight)}",) if counts else ()))
    weight = f"weight {percent(part.level_weight)}"
    scored = part.standing.score is not None
    if part.objectives and not scored:
        carried = ("the other rows carry it",) if part.level_weight and whole.is_weighed else ()
        return (weight, "no scores" if state is CycleState.CLOSED else "no scores yet", *carried)
    if whole.score is None:
        return (weight,)
    if not whole.is_weighed:
        if part.level_weight:
            return (weight, "not applied")
        if part.perspective is None and tells and whole.names_none:
            return ("no objective names a perspective, so weights do not apply",)
        return (f"counts {percent(part.weight)}",)
    if not scored:
        return (weight, "the other rows carry it") if part.level_weight else (weight,)
    return (weight,) if round(part.weight - part.level_weight, 1) == 0 else (weight, f"counts {percent(part.weight)}")


def level_weight_words(level: Level, perspective: str | None) -> tuple[str, ...]:
    """What a level gives a perspective, or (None) the objectives that name none."""
    if not level.weights:
        return ("not weighed",) if perspective else ()
    return (
        (f"weight {percent(level.weights.get(perspective, 0.0))}",) if perspective else ("counts only without others",)
    )


def unknown_words(members: list[tuple[float | None, Status]]) -> tuple[str, ...]:
    """How many of several objectives count as 0 in their mean because nothing is known of them."""
    unknown = sum(1 for score, status in members if status is Status.NO_DATA and score_words(score) == score_words(0.0))
    if len(members) < 2 or not unknown:
        return ()
    return (f"{unknown:,} without data {'counts' if unknown == 1 else 'count'} as 0",)


def percent(value: float) -> str:
    """A weight in percent without needless decimals: "33.3 %"."""
    return f"{value:.1f}".removesuffix(".0") + "\u00a0%"
