"""How high boxes stand in columns whose order is given: as near as possible to what they are connected with."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_ROUNDS = 6
_LOOSE = 0.001  # how much a box without a thread clings to where it is


class Thread(NamedTuple):
    """What pulls two boxes together: their numbers, and how far below the upper edge of each it is tied."""

    one: int
    at: float
    other: int
    there: float


def stacked(
    columns: Sequence[Sequence[int]], heights: Sequence[int], threads: Sequence[Thread], between: int
) -> list[int]:
    """How far below the upper edge each box begins, with `between` px at least to the next in its column.

    The tallest column is settled first, then those beside it; a few rounds even it out. The cost is linear.
    """
    pulls: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for thread in threads:
        pulls[thread.one].append((thread.other, thread.there - thread.at))
        pulls[thread.other].append((thread.one, thread.at - thread.there))
    tallest = max(range(len(columns)), key=lambda number: sum(heights[each] + between for each in columns[number]))
    outwards = sorted(range(len(columns)), key=lambda number: (abs(number - tallest), number))
    tops: dict[int, float] = {}
    for turn in range(_ROUNDS):
        for number in outwards if turn % 2 == 0 else reversed(outwards):
            tops.update(_settled(columns[number], heights, pulls, tops, between))
    return [round(tops[number]) for number in range(len(heights))]


def _settled(
    members: Sequence[int],
    heights: Sequence[int],
    pulls: Mapping[int, Sequence[tuple[int, float]]],
    tops: Mapping[int, float],
    between: int,
) -> dict[int, float]:
    """The tops of the boxes in a column, next to where all that is placed pulls them; those that would overlap share.

    In each block boxes stand close together. It keeps the sum and the number of the pulls on it.
    """
    own = set(members)
    blocks: list[tuple[float, float, int]] = []  # the sum of the pulls on it, their weight, how many boxes
    offsets, offset = [], 0
    for number in members:
        wanted = [tops[other] + shift for other, shift in pulls.get(number, ()) if other in tops and other not in own]
        if wanted:
            total, weight = sum(wanted) - offset * len(wanted), float(len(wanted))
        else:
            total, weight = _LOOSE * (tops.get(number, offset) - offset), _LOOSE
        count = 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / weight:
            above = blocks.pop()
            total, weight, count = total + above[0], weight + above[1], count + above[2]
        blocks.append((total, weight, count))
        offsets.append(offset)
        offset += heights[number] + between
    starts = [total / weight for total, weight, count in blocks for _ in range(count)]
    return {number: start + far for number, start, far in zip(members, starts, offsets, strict=True)}
