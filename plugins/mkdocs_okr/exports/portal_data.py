"""A portal as data: what its people wrote, beside what was computed of it."""

from collections.abc import Sequence
from functools import lru_cache

from mkdocs_okr import model
from mkdocs_okr.analysis.standing import CycleStandings
from mkdocs_okr.exports import shapes
from mkdocs_okr.exports.held import check_ins_of, review_of
from mkdocs_okr.pages.addresses import current_address, unit_address
from mkdocs_okr.pages.badges import unit_confidence
from mkdocs_okr.pages.portal import Portal

SCHEMA_PATH = "schema/portal.json"


def portal_data(portal: Portal) -> shapes.PortalData:
    """Everything that the portal publishes. 15 µs a key result and 0.3 µs a value of a check-in."""
    portfolio = portal.portfolio
    okr_sets = [okrs for sets in portal.okrs_by_cycle.values() for okrs in sets]
    objectives = [objective for okrs in okr_sets for objective in okrs.objectives]
    return shapes.PortalData(
        format=shapes.FORMAT,
        schema=SCHEMA_PATH,
        url=portal.addresses.home or None,
        as_of=portfolio.as_of,
        audience=portfolio.settings.audience,
        organization=_organization(portfolio.organization),
        levels=tuple([_level(level) for level in portfolio.settings.levels]),
        perspectives=tuple(
            [shapes.Perspective(each.id, each.name, each.row) for each in portfolio.perspectives.values()]
        ),
        themes=tuple([shapes.Theme(theme.id, theme.name, theme.description) for theme in portfolio.themes.values()]),
        people=tuple([_person(portal, person) for person in portfolio.people.values()]),
        units=tuple([_unit(portal, unit) for unit in portfolio.units.values()]),
        cycles=tuple([_cycle(portal, cycle) for cycle in portfolio.cycles.values()]),
        okr_sets=tuple([_okr_set(portal, okrs) for okrs in okr_sets]),
        objectives=tuple([_objective(portal, objective) for objective in objectives]),
        key_results=tuple([_key_result(portal, each) for objective in objectives for each in objective.key_results]),
        check_ins=tuple(
            [
                _check_in(portfolio.cycles[okrs.cycle], check_in)
                for okrs in okr_sets
                for check_in in check_ins_of(portfolio, okrs)
            ]
        ),
        reviews=tuple([_review(review) for okrs in okr_sets if (review := review_of(portfolio, okrs)) is not None]),
    )


def rounded(share: float | None) -> float | None:
    """A computed share to a billionth, so that its last digits do not depend on the machine."""
    return None if share is None else round(share, 9)


def _all_rounded(shares: Sequence[float | None]) -> tuple[float | None, ...]:
    return tuple([None if share is None else round(share, 9) for share in shares])


@lru_cache(maxsize=256)  # most key results go the same way
def _path(shares: tuple[float, ...]) -> tuple[float, ...]:
    return tuple([round(share, 9) for share in shares])


def _standings(portal: Portal, cycle: str) -> CycleStandings:
    return portal.standings(portal.portfolio.cycles[cycle])


def _page(portal: Portal, ref: model.Ref) -> str:
    return portal.addresses.seen_from("").to_ref(ref)


def _organization(organization: model.Organization) -> shapes.Organization:
    roles = organization.roles
    return shapes.Organization(
        name=organization.name,
        mission=organization.mission,
        vision=organization.vision,
        values=organization.values,
        strategy=organization.strategy,
        roles=shapes.Roles(roles.sponsor, roles.programme_owner, roles.coordinator, roles.coaches),
        meta=organization.meta,
    )


def _level(level: model.Level) -> shapes.Level:
    return shapes.Level(level.id, level.name, level.plural, level.weights, level.individual)


def _person(portal: Portal, person: model.Person) -> shapes.Person:
    page = portal.addresses.path(f"people/{person.id}")
    return shapes.Person(person.id, person.name, person.title, person.meta, page)


def _unit(portal: Portal, unit: model.Unit) -> shapes.Unit:
    charter = unit.charter
    return shapes.Unit(
        id=unit.id,
        name=unit.name,
        level=unit.level,
        parent=unit.parent,
        lead=unit.lead,
        aliases=unit.aliases,
        charter=shapes.Charter(
            mission=charter.mission,
            champion=charter.champion,
            people=charter.people,
            benefits=charter.benefits,
            cadence=charter.cadence,
            day=charter.day,
            time=charter.time,
            updates_due=charter.updates_due,
            time_for_okrs=charter.time_for_okrs,
            dependencies=charter.dependencies,
            hopes=charter.hopes,
            fears=charter.fears,
            outputs=charter.metrics.outputs,
            leading=charter.metrics.leading,
            lagging=charter.metrics.lagging,
            upcoming_themes=charter.upcoming_themes,
        ),
        health_metrics=tuple(
            [
                shapes.HealthMetric(each.id, each.title, each.unit, each.healthy, each.source)
                for each in charter.health_metrics
            ]
        ),
        meta=unit.meta,
        page=portal.addresses.path(current_address(portal.portfolio, unit.id)),
    )


def _cycle(portal: Portal, cycle: model.Cycle) -> shapes.Cycle:
    standings = portal.standings(cycle)
    return shapes.Cycle(
        id=cycle.id,
        name=cycle.name,
        kind=cycle.kind,
        state=cycle.state,
        starts=cycle.starts,
        ends=cycle.ends,
        parent=cycle.parent,
        week=standings.week,
        weeks=standings.weeks,
        elapsed=round(standings.elapsed, 9),
        key_dates=tuple([shapes.KeyDate(each.date, each.title) for each in cycle.key_dates]),
        meta=cycle.meta,
        page=portal.addresses.path(cycle.id),
    )


def _okr_set(portal: Portal, okrs: model.OkrSet) -> shapes.OkrSet:
    standing = _standings(portal, okrs.cycle).units.get(okrs.unit)
    peers = okrs.peer_reviewed
    return shapes.OkrSet(
        cycle=okrs.cycle,
        unit=okrs.unit,
        published=okrs.published,
        committed=okrs.committed,
        peer_reviewed=shapes.PeerReview(peers.by, peers.date) if peers else None,
        objectives=len(okrs.objectives),
        key_results=sum(len(objective.key_results) for objective in okrs.objectives),
        score=rounded(standing.score) if standing else None,
        expected=rounded(standing.expected) if standing else None,
        status=standing.status if standing else None,
        confidence=rounded(unit_confidence(portal, okrs)),
        delta=rounded(standing.delta) if standing else None,
        last_check_in=standing.last_check_in if standing else None,
        quiet_days=standing.quiet_days if standing else None,
        perspectives=tuple(
            [
                shapes.PerspectiveScore(each.perspective, round(each.weight, 9), rounded(each.score), each.objectives)
                for each in (standing.perspectives if standing else ())
            ]
        ),
        history=_all_rounded(standing.history) if standing else (),
        path=_path(standing.path) if standing else (),
        meta=okrs.meta,
        page=portal.addresses.path(unit_address(okrs.cycle, okrs.unit)),
    )


def _objective(portal: Portal, objective: model.Objective) -> shapes.Objective:
    standing = _standings(portal, objective.ref.cycle).objectives[objective.ref]
    story = objective.story
    return shapes.Objective(
        ref=str(objective.ref),
        cycle=objective.ref.cycle,
        unit=objective.ref.unit,
        id=objective.id,
        title=objective.title,
        rank=objective.rank,
        kind=objective.kind,
        perspective=objective.perspective,
        theme=objective.theme,
        source=objective.source,
        why=objective.why,
        story=shapes.Story(story.character, story.goal, story.obstacle, story.resolution, story.metric_ideas)
        if story
        else None,
        weight=objective.weight,
        lead=objective.lead,
        contributes_to=tuple([shapes.Contribution(str(each.to), each.weight) for each in objective.contributes_to]),
        drives=tuple([str(ref) for ref in objective.drives]),
        depends_on=tuple([_dependency(each) for each in objective.depends_on]),
        changes=tuple(
            [
                shapes.Change(each.date, each.what, each.before, each.after, each.why)
                for each in objective.changes
                if each.date <= portal.portfolio.as_of
            ]
        ),
        aliases=objective.aliases,
        score=rounded(standing.score),
        expected=round(standing.expected, 9),
        status=standing.status,
        confidence=rounded(standing.confidence),
        delta=rounded(standing.delta),
        last_check_in=standing.last_check_in,
        unscored=standing.unscored,
        history=_all_rounded(standing.history),
        path=_path(standing.path),
        meta=objective.meta,
        page=_page(portal, objective.ref),
    )


def _dependency(dependency: model.Dependency) -> shapes.Dependency:
    return shapes.Dependency(
        unit=dependency.unit,
        needs=str(dependency.needs) if dependency.needs else None,
        wanted_for=str(dependency.wanted_for) if dependency.wanted_for else None,
        kind=dependency.kind,
        what=dependency.what,
        due=dependency.due,
        confirmed=dependency.confirmed,
        done=dependency.done,
    )


def _key_result(portal: Portal, key_result: model.KeyResult) -> shapes.KeyResult:
    ref = key_result.ref
    standing = _standings(portal, ref.cycle).key_results[ref]
    return shapes.KeyResult(
        ref=str(ref),
        cycle=ref.cycle,
        unit=ref.unit,
        objective=str(ref.of_objective),
        id=key_result.id,
        number=key_result.number,
        title=key_result.title,
        lead=key_result.lead,
        contributors=key_result.contributors,
        indicator=key_result.indicator,
        weight=key_result.weight,
        starts=key_result.starts or portal.portfolio.cycles[ref.cycle].starts,
        due=key_result.due,
        metric=_metric(key_result.metric),
        initiatives=tuple(
            [
                shapes.Initiative(each.title, each.status, each.lead, each.due, each.url)
                for each in key_result.initiatives
            ]
        ),
        health_metrics=key_result.health_metrics,
        aliases=key_result.aliases,
        score=rounded(standing.score),
        computed=rounded(standing.computed),
        expected=round(standing.expected, 9),
        status=standing.status,
        value=standing.value,
        value_date=standing.value_date,
        confidence=standing.confidence,
        confidence_date=standing.confidence_date,
        delta=rounded(standing.delta),
        last_check_in=standing.last_check_in,
        quiet_days=standing.quiet_days,
        history=_all_rounded(standing.history),
        path=_path(standing.path),
        confidences=standing.confidences,
        meta=key_result.meta,
        page=_page(portal, ref),
    )


def _metric(metric: model.Metric | None) -> shapes.Metric | None:
    match metric:
        case model.MovingMetric():
            return shapes.MovingMetric(
                "moving", metric.unit, metric.baseline, metric.target, metric.plan, metric.source, metric.kpi
            )
        case model.KeepMetric():
            return shapes.KeepMetric(
                "keep",
                metric.keep,
                metric.unit,
                metric.low,
                metric.high,
                metric.baseline,
                metric.source,
                metric.kpi,
            )
        case model.MilestoneMetric():
            stages = tuple([shapes.Milestone(m.title, m.weight, m.due, m.done) for m in metric.milestones])
            return shapes.MilestoneMetric("milestones", stages, metric.source, metric.kpi)
        case model.Deliverable():
            return shapes.Deliverable("deliverable", metric.title, metric.done, metric.source, metric.kpi)
    return None


def _check_in(cycle: model.Cycle, check_in: model.CheckIn) -> shapes.CheckIn:
    return shapes.CheckIn(
        cycle=check_in.cycle,
        unit=check_in.unit,
        date=check_in.date,
        week=cycle.week(check_in.date),
        by=check_in.by,
        key_results=tuple(
            [
                shapes.CheckInEntry(str(each.key_result), each.value, each.confidence, each.note)
                for each in check_in.entries
            ]
        ),
        changed=check_in.changed,
        how_confident=check_in.how_confident,
        slows_us_down=check_in.slows_us_down,
        raise_confidence=check_in.raise_confidence,
        wins=check_in.wins,
        near_term=check_in.near_term,
        projects=check_in.projects,
        events=check_in.events,
        pipeline=check_in.pipeline,
        health=tuple(
            [shapes.HealthReading(each.metric, each.value, each.light, each.note) for each in check_in.health]
        ),
        meta=check_in.meta,
    )


def _review(review: model.Review) -> shapes.Review:
    return shapes.Review(
        cycle=review.cycle,
        unit=review.unit,
        date=review.date,
        by=review.by,
        grades=tuple(
            [
                shapes.Grade(str(each.key_result), each.score, each.by, each.reason, each.learning, each.decision)
                for each in review.grades
            ]
        ),
        went_well=review.went_well,
        obstacles=review.obstacles,
        surprises=review.surprises,
        shifted_priorities=review.shifted_priorities,
        adjust=review.adjust,
        lessons=review.lessons,
        wins=review.wins,
        start=review.retrospective.start,
        stop=review.retrospective.stop,
        continue_=review.retrospective.continue_,
        meta=review.meta,
    )
