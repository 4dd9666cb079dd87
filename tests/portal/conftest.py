"""The sample's portal, rendered once, and portals of small companies that a test writes down."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from mkdocs_okr.analysis.standing import CycleStandings, assess
from mkdocs_okr.checks.registry import RULES
from mkdocs_okr.checks.rule import AnyRule
from mkdocs_okr.model import Portfolio
from tests.portal.published import SAMPLE, Published, portfolio_of, write


@pytest.fixture(scope="session")
def sample() -> Portfolio:
    return portfolio_of(SAMPLE)


@pytest.fixture(scope="session")
def portal(sample: Portfolio) -> Published:
    return Published(sample)


@pytest.fixture(scope="session")
def standings(sample: Portfolio) -> Mapping[str, CycleStandings]:
    """What the analysis says of each cycle of the sample."""
    return {cycle.id: assess(sample, cycle) for cycle in sample.cycles.values()}


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Published]:
    """Publish these files as judged by `rules`; further keywords go to the reader (`as_of`, `audience`)."""

    def published(files: Mapping[str, Any], rules: Sequence[AnyRule] = RULES, **options: Any) -> Published:
        return Published(portfolio_of(write(tmp_path / "okrs", files), **options), rules=rules)

    return published
