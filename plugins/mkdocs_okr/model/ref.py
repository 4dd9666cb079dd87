"""References to objectives and key results."""

from typing import NamedTuple


class Ref(NamedTuple):
    """The full name of an objective or, with `key_result`, of a key result: `2027-q1/marketing/demand/adwords`."""

    cycle: str
    unit: str
    objective: str
    key_result: str | None = None

    def __str__(self) -> str:
        objective = f"{self.cycle}/{self.unit}/{self.objective}"
        return objective if self.key_result is None else f"{objective}/{self.key_result}"

    @property
    def of_objective(self) -> "Ref":
        """The reference to the objective that this key result belongs to (itself for an objective)."""
        return self if self.key_result is None else Ref(self.cycle, self.unit, self.objective)
