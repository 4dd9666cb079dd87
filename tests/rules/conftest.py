"""What the tests of the rules share."""

import pytest

from tests.rules.cases import Workplace


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A copy of the company in good order, to change for a moment."""
    return Workplace(tmp_path_factory.mktemp("rules") / "company")
