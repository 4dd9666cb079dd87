"""Health metrics as pages show them: the light in a word, the value, their course, and the key results beside them."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from markupsafe import Markup, escape

from mkdocs_okr.analysis.health_metrics import Bought, DatedReading, MetricStanding, bought, metric_standings
from mkdocs_okr.diagrams.chart import Dated, value_chart
from mkdocs_okr.diagrams.chart_drawing import drawn
from mkdocs_okr.model import Cycle, Unit
from mkdocs_okr.pages import components, figures, markup
from mkdocs_okr.pages.addresses import Links, history_address
from mkdocs_okr.pages.charts import cycle_axis
from mkdocs_okr.pages.data_paths import DATA
from mkdocs_okr.pages.finding_views import sections
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.rows import LONGEST_NOTE

_SHORT = 13
"""Readings of a short course: a quarter of weekly ones."""
_LONG = 66
"""Readings of a long table: a quarter of working days."""
_MOST_WHOLE = 20
"""Health metrics of a unit that have a chart and a table; of the others a line says how they are."""


class MetricViews:
    """Draws health metrics on one page about a cycle, each word of a user escaped."""

    def __init__(self, portal: Portal, links: Links, cycle: Cycle) -> None:
        self._portal = portal
        self._links = links
        self.cycle = cycle
        self._today = portal.portfolio.as_of
        self._standings = portal.standings(cycle)

    def of(self, unit: Unit) -> tuple[MetricStanding, ...]:
        """A unit's health metrics as known in the cycle."""
        written = self._portal.okrs_by_unit.get(unit.id, ())
        return metric_standings(self._portal.portfolio, self.cycle, unit, written)

    def about(self, metric: MetricStanding) -> Markup:
        """What is healthy, where the number comes from, and the note of the last reading."""
        said = []
        if metric.metric.healthy:
            said.append(f"healthy: {markup.inline(metric.metric.healthy)}")
        if metric.metric.source:
            said.append(f"source {markup.inline(metric.metric.source)}")
        if metric.latest and metric.latest.note:
            said.append(str(markup.inline(metric.latest.note, LONGEST_NOTE)))
        return Markup(" · ".join(said))

    def value(self, metric: MetricStanding) -> Markup:
        """The last value; one that is older than the last reading says its day."""
        last = metric.last_value
        if last is None:
            return Markup(f'<span class="okr-dim">{"no value" if metric.readings else figures.NOTHING}</span>')
        text = escape(figures.quantity(last.value, metric.metric.unit))
        is_old = last is not metric.latest
        then = f' <span class="okr-sub">value of {figures.day_in(last.date, self.cycle)}</span>' if is_old else ""
        return Markup(f"<b>{text}</b>{then}")

    def when(self, metric: MetricStanding) -> Markup:
        """Since when the light has been the same, and the day of the last reading, or its age where it is old."""
        latest = metric.latest
        if latest is None:
            return Markup("")
        day = figures.day_in(latest.date, self.cycle)
        if latest.date < self.cycle.starts:
            return Markup(f"read {day}, before this cycle")
        age = (self._today - latest.date).days
        is_running = self.cycle.starts <= self._today <= self.cycle.ends
        if is_running and age > self._portal.portfolio.settings.rhythm.stale_days:
            return Markup(
                f'<b class="okr-quiet">{components.icon("later")}read {figures.ago(latest.date, self._today)}</b>'
            )
        since = metric.since
        if latest.light and since and since < latest.date:
            return Markup(f"since {figures.day_in(since, self.cycle)}, read {day}")
        return Markup(f"read {day}")

    def key_results(self, metric: MetricStanding) -> Markup:
        """The key results that must not harm the metric, each with its own status, as items of a list."""
        return Markup("").join(
            Markup(
                f'<li><a href="{self._links.to_ref(each.ref)}"><span class="okr-id">KR{each.number}</span> '
                f"<bdi>{escape(each.title)}</bdi></a> "
                f"{components.status_word(self._standings.key_results[each.ref].status)}</li>"
            )
            for each in metric.key_results
        )

    def warnings(self, metric: MetricStanding) -> Iterator[Markup]:
        """A sentence for each key result that may be bought with the metric."""
        return map(self._warning, bought(metric, self.cycle, self._standings))

    def _warning(self, found: Bought) -> Markup:
        key_result, metric = found.key_result, found.metric
        since = figures.day_in(metric.since, self.cycle) if metric.since else ""
        return Markup(
            f'<a href="{self._links.to_ref(key_result.ref)}"><bdi>{escape(key_result.title)}</bdi></a> is '
            f"{found.status.word.lower()}, but <b><bdi>{escape(metric.metric.title)}</bdi></b> has been red since "
            f"{since}. Look whether one is bought with the other."
        )

    def course(self, metric: MetricStanding) -> Markup:
        """The last values as a line for the eye, from their lowest to their highest; the figures stand beside it."""
        values = [reading.value for reading in metric.readings[-_SHORT:]]
        known = [value for value in values if value is not None]
        if len(known) < 2:
            return Markup("")
        low, high = min(known), max(known)
        height = (high - low) or 1.0
        return components.course(
            [None if value is None else (value - low) / height if high > low else 0.5 for value in values]
        )

    def history(self, metric: MetricStanding, most: int) -> Markup:
        """The newest readings, the last one first, as rows of a table. 3 µs a row."""
        unit = str(escape(metric.metric.unit))
        return Markup("".join(self._row(reading, unit) for reading in reversed(metric.readings[-most:])))

    def _row(self, reading: DatedReading, safe_unit: str) -> str:
        note = f'<span class="okr-sub">{markup.inline(reading.note, LONGEST_NOTE)}</span>' if reading.note else ""
        return (
            f'<tr><th scope="row"><time datetime="{reading.date}">{figures.full_day(reading.date)}</time></th>'
            f'<td class="okr-r okr-num">{figures.quantity(reading.value, safe_unit)}</td>'
            f"<td>{components.light(reading.light)}{note}</td></tr>\n"
        )

    def chart(self, metric: MetricStanding) -> Markup:
        """The values of the cycle and of half as long before it; empty with fewer than two."""
        first = self.cycle.starts - timedelta(days=self.cycle.days // 2)
        readings = [
            Dated(each.date, each.value, self._in_words(each, metric))
            for each in metric.readings
            if each.value is not None and each.date >= first
        ]
        if len(readings) < 2:
            return Markup("")
        return drawn(
            value_chart(
                cycle_axis(self.cycle, self._today, [each.day for each in readings]),
                metric.metric.title,
                readings,
                description=f"From {readings[0].words} to {readings[-1].words}.",
                label=figures.quantity(readings[-1].value, metric.metric.unit),
            )
        )

    def _in_words(self, reading: DatedReading, metric: MetricStanding) -> str:
        value = figures.quantity(reading.value, metric.metric.unit)
        return f"{figures.full_day(reading.date)}: {value}, {components.light_word(reading.light).lower()}"


def unit_metrics(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """A unit's health metrics with a short course and all readings folded away; empty where its charter lists none."""
    return _drawn(portal, links, unit, cycle, with_charts=False)


def metric_history(portal: Portal, links: Links, unit: Unit, cycle: Cycle) -> Markup:
    """A section with a chart of each health metric of a unit over the cycle; empty where its charter lists none.

    0.3 ms and 0.2 ms a metric.
    """
    content = _drawn(portal, links, unit, cycle, with_charts=True)
    if not content:
        return Markup("")
    section = sections(portal.okrs(cycle, unit))
    return portal.render("health_metrics_section.j2", links, content=content, section=section)


def _drawn(portal: Portal, links: Links, unit: Unit, cycle: Cycle, *, with_charts: bool) -> Markup:
    if not unit.charter.health_metrics:
        return Markup("")
    views = MetricViews(portal, links, cycle)
    metrics: Sequence[MetricStanding] = views.of(unit)
    return portal.render(
        "unit_health_metrics.j2",
        links,
        views=views,
        metrics=metrics,
        with_charts=with_charts,
        whole=_MOST_WHOLE,
        most=_LONG if with_charts else _SHORT,
        data=links.to(DATA),
        page=links.to(history_address(cycle.id, unit.id)) if portal.okrs(cycle, unit) else "",
    )
