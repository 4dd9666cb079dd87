"""The same portals as in `tests/portal`."""

from tests.portal.conftest import portal, publish, sample, standings

__all__ = ["portal", "publish", "sample", "standings"]
