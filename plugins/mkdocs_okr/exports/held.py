"""What has been said by the day of judgement: nothing dated later counts."""

from mkdocs_okr.model import CheckIn, OkrSet, Portfolio, Review


def check_ins_of(portfolio: Portfolio, okrs: OkrSet) -> tuple[CheckIn, ...]:
    """The check-ins of a unit in a cycle up to today, oldest first."""
    return tuple([check_in for check_in in okrs.check_ins if check_in.date <= portfolio.as_of])


def review_of(portfolio: Portfolio, okrs: OkrSet) -> Review | None:
    """A unit's review of a cycle, once it has been held; an undated one has been."""
    review = okrs.review
    return None if review is None or (review.date is not None and review.date > portfolio.as_of) else review
