"""Better forms of a title, made of what its author has already written."""

import re

from mkdocs_okr.checks.titles import KeyResultTitle
from mkdocs_okr.checks.words.language import BITS
from mkdocs_okr.checks.words.sentence import Sentence
from mkdocs_okr.model import Keep, KeepMetric, MovingMetric

_CURRENCIES = ("$", "€", "£", "¥", "₹")
_THINGLESS = re.compile(
    r"(?:%|percent|points?|pp|scores?|stars?|of \d+|k|m|ms|s|min|minutes?|seconds?|hours?|h|days?|weeks?|months?|years?"
    r"|eur|usd|gbp|chf|euros?|dollars?|pounds?|[$€£¥₹])?(?:\W.*)?",
    re.IGNORECASE,
)
_FIRST_DETERMINER = re.compile(r"^(?:the|a|an|our|your|their|my|its|some|all|any|new)\s+", re.IGNORECASE)


def from_metric(title: KeyResultTitle) -> str:
    """A title that says what the metric measures, such as "Sign-ups from 0 to 230"; empty where there is none."""
    metric = title.metric
    if isinstance(metric, MovingMetric):
        name = _name(title.sentence, metric.unit)
        amounts = _amounts(metric)
        return f"{name} {amounts}"
    if isinstance(metric, KeepMetric):
        name = _name(title.sentence, metric.unit)
        unit = metric.unit if name == "…" or _is_thingless(metric.unit) else ""
        low, high = (_amount(value, unit) for value in (metric.low, metric.high))
        if metric.keep is Keep.AT_LEAST:
            return f"{name} at {low} or more"
        return f"{name} at {high} or less" if metric.keep is Keep.AT_MOST else f"{name} between {low} and {high}"
    return ""


def _amounts(metric: MovingMetric) -> str:
    unit = metric.unit if _is_thingless(metric.unit) else ""
    if metric.baseline is None:
        return f"at {_amount(metric.target, unit)}"
    return f"from {_amount(metric.baseline, unit)} to {_amount(metric.target, unit)}"


def _amount(value: float | None, unit: str) -> str:
    number = f"{value:,.10g}" if value is not None else "…"
    if unit[:1] in _CURRENCIES and unit:
        return f"{unit[0]}{number}{unit[1:]}"
    return f"{number} {unit}".rstrip()


def _name(sentence: Sentence, unit: str) -> str:
    """What the number counts: the unit where it names things, else what the title wants to change."""
    if not _is_thingless(unit):
        return capital(unit)
    return capital(aim(sentence)) or "…"


def _is_thingless(unit: str) -> bool:
    """Whether a unit says how much, but not of what: %, days, $."""
    return _THINGLESS.fullmatch(unit.strip()) is not None


def aim(sentence: Sentence) -> str:
    """What the title wants to change: "retention" of "Launch X to improve retention"; empty where it does not say."""
    if sentence.purpose < 0:
        return ""
    rest = Sentence(" ".join(sentence.spoken[sentence.purpose + 1 :]), sentence.language)
    return topic(rest) if rest.lead is not None and rest.lead.marks & BITS["change_verbs"] else ""


def thing(sentence: Sentence) -> str:
    """What something is done to, without its article: "sign-ups" of "Improve our sign-ups"."""
    return _FIRST_DETERMINER.sub("", sentence.quote(*sentence.thing), count=1)


def topic(sentence: Sentence) -> str:
    """The same with what belongs to it: "market share in Bavaria"."""
    return _FIRST_DETERMINER.sub("", sentence.topic, count=1)


def capital(words: str) -> str:
    """With a capital letter in front."""
    return words[:1].upper() + words[1:]


def open_title(words: str) -> str:
    """A title with its numbers still open: "Sign-ups from … to …"."""
    return f"{capital(words)} from … to …" if words else "… from … to …"


def shortened(title: str) -> str:
    """A title as it is quoted: whole, unless it is endless."""
    title = " ".join(title[:400].split())
    return title if len(title) <= 120 else title[:117].rstrip() + "…"
