"""Whether a unit has the right number of objectives and key results."""

from mkdocs_okr.model import Level, OkrSet

MOST_OBJECTIVES = 5
FEWEST_KEY_RESULTS, MOST_KEY_RESULTS = 3, 5
_FEWEST_OF_A_PERSON = 2


def is_healthy(
    okrs: OkrSet,
    level: Level,
    *,
    objectives: float = MOST_OBJECTIVES,
    fewest: float = FEWEST_KEY_RESULTS,
    most: float = MOST_KEY_RESULTS,
) -> bool:
    """Whether a unit has one to `objectives` objectives, each with `fewest` to `most` key results.

    A person may have two key results where a team has three.
    """
    least = min(fewest, _FEWEST_OF_A_PERSON) if level.individual else fewest
    return 1 <= len(okrs.objectives) <= objectives and all(
        least <= len(objective.key_results) <= most for objective in okrs.objectives
    )
