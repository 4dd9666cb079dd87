"""The words of an objective."""

import re
from collections.abc import Iterator

from mkdocs_okr.checks.rewording import capital, shortened, thing
from mkdocs_okr.checks.rule import Found, Limits, rule
from mkdocs_okr.checks.rules.key_result_wording import is_abbreviation
from mkdocs_okr.checks.titles import ObjectiveTitle
from mkdocs_okr.checks.words.grammar import GERUND
from mkdocs_okr.checks.words.language import BITS
from mkdocs_okr.checks.words.measures import DURATION, EXACT, FACTOR, PERCENTAGE, RANK, SHARE, Measure
from mkdocs_okr.checks.words.sentence import (
    ACTIVITY,
    CAUTIOUS,
    CHANGE,
    KEEPING,
    MAKING,
    MULTIPLYING,
    TASK,
    WEAK,
    WORK,
    Sentence,
)

_TITLE = ("title",)
_OUTCOME = BITS["outcome_verbs"]
_ANY_VERB = WORK | CHANGE | WEAK | KEEPING | MULTIPLYING | _OUTCOME
_QUARTER = re.compile(r"(?:[qh][1-4]|20[2-9]\d)(?:[-/ ]?20\d\d)?")
_DELIVERABLE, _AMBITIOUS, _EMPTY = BITS["deliverables"], BITS["ambitious_words"], BITS["empty_words"]
_SPREADING, _PREPARING, _PEOPLE = BITS["spreading_verbs"], BITS["preparing_verbs"], BITS["people"]
_USUAL, _DATE, _MONTH, _GUARD = BITS["usual_business"], BITS["dates"], BITS["months"], BITS["guards"]
_SOFT_GUARD = BITS["soft_guards"]
_CARING, _UNTIL, _DETERMINER, _OF = (
    BITS["caring_verbs"],
    BITS["deadline_words"],
    BITS["determiners"],
    BITS["of_words"],
)


@rule(
    "OBJ001",
    "objective-is-a-deliverable",
    ObjectiveTitle,
    serves="drafting.objective.inspirational",
)
def is_a_deliverable(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that names what will be delivered instead of what will be different.

    ## Why it matters

    “Launch the app” is over on the day of the launch, even if nobody opens it. Who names the solution has also decided
    that there is no better one. An objective says what people will be able to do, feel or decide; what is built for it
    stands among the initiatives.

    To build something that is no thing is fine (“Build trust with small workshops”), and so is a thing whose effect is
    named (“Create a website that answers questions before they are asked”). The verbs and things stand on word lists
    that you can change under `checks.words` in settings.yml.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: app, title: Launch the new customer app}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: app, title: Let customers order from the scaffold}
    ```
    """
    sentence = title.sentence
    lead = sentence.lead
    if lead is None or not lead.marks & (TASK | MAKING) or not _is_delivered(sentence):
        return
    named = sentence.quote(*sentence.thing)
    yield Found(
        f"“{shortened(sentence.text)}” says what will be delivered, not what will be different",
        f"Who will be able to do what{f' with {named}' if named else ''}? Let that be the objective (“Let … do … "
        f"without …”), and keep “{shortened(sentence.text)}” as an initiative.",
        _TITLE,
    )


def _is_delivered(sentence: Sentence) -> bool:
    lead = sentence.lead
    if lead is None or sentence.mark & _AMBITIOUS or _has_an_effect(sentence):
        return False
    marks = sentence.marks
    if marks[lead.start] & BITS["also_nouns"] and lead.end < len(marks) and marks[lead.end] & (_SOFT_GUARD | _GUARD):
        return False  # "Ship with confidence" delivers nothing
    if lead.marks & TASK and not lead.marks & (CHANGE | MAKING):
        return True
    return bool(lead.marks & MAKING) and (sentence.is_deliverable(*sentence.thing) or _is_moved_to(sentence))


def _has_an_effect(sentence: Sentence) -> bool:
    """Whether it says what the thing is for, other than for more work ("to track and report")."""
    at = sentence.purpose
    if at < 0:
        return False
    marks = sentence.marks
    then = next((mark for mark in marks[at + 1 :] if mark & _ANY_VERB), 0)
    is_work = then & WORK and not then & (CHANGE | _CARING | _OUTCOME)
    return not (marks[at] & BITS["to_words"] and is_work)


def _is_moved_to(sentence: Sentence) -> bool:
    """Whether it moves to something of which it says nothing but the name: "Move to AWS"."""
    lead = sentence.lead
    if lead is None or not lead.marks & _SPREADING or sentence.thing.end < len(sentence.words):
        return False
    return all(sentence.is_name(at) for at in range(*sentence.thing)) and sentence.thing.start < sentence.thing.end


@rule(
    "OBJ002",
    "objective-holds-a-number",
    ObjectiveTitle,
    serves="drafting.objective.qualitative",
)
def holds_a_number(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that is a figure to be reached.

    ## Why it matters

    A figure is what a key result is made of. As an objective it tells nobody what it is good for, and leaves nothing
    for the key results to measure but itself.

    A number that is part of a promise is left alone (“Answer every call within 2 minutes”, “Become the first of the
    top 10”), and so is one that comes with its price or its purpose (“Cut waste by 3 % without a change in quality”).
    Companies that want numbers in their objectives set this rule to `info` or `ignore`.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: orders, title: Increase revenue to $500K}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: orders, title: Win the workshops that still buy abroad}
    ```
    """
    sentence = title.sentence
    lead = sentence.lead
    if not sentence.measures:
        return
    if lead is not None and lead.marks & (TASK | MAKING) and _is_delivered(sentence):
        return
    found = next((each for each in sentence.measures if _is_a_target(each, sentence)), None)
    if found is not None:
        unit = found.at + 1 < len(sentence.marks) and sentence.marks[found.at + 1] & BITS["number_units"]
        said = sentence.quote(found.at, found.at + 1 + bool(unit))
        yield Found(
            f"“{said}” in “{shortened(sentence.text)}” is a figure to be reached",
            f"Say in words what will be better, and make “{_as_key_result(sentence, found)}” a key result.",
            _TITLE,
        )


def _is_a_target(measure: Measure, sentence: Sentence) -> bool:
    lead, at = sentence.lead, measure.at
    if measure.aside or measure.kind in (SHARE, DURATION, RANK):
        return False
    if measure.kind == EXACT:
        return lead is not None and bool(lead.marks & MULTIPLYING) and at < lead.end
    if measure.kind == FACTOR and not (lead and lead.marks & (CHANGE | WEAK)):
        return False
    if measure.kind != PERCENTAGE and not any(map(str.isdigit, sentence.words[at])):
        return False
    return not _has_a_guard(sentence, at + 1)


def _has_a_guard(sentence: Sentence, start: int) -> bool:
    """Whether it goes on to say at what price or what for."""
    marks = sentence.marks
    return any(
        mark & (_GUARD | _SOFT_GUARD)
        and not mark & _UNTIL
        and at + 1 < len(marks)
        and not marks[at + 1] & (_DATE | _MONTH)
        for at, mark in enumerate(marks)
        if at >= start
    )


def _as_key_result(sentence: Sentence, found: Measure) -> str:
    lead = sentence.lead
    if lead is not None and lead.marks & CHANGE and sentence.thing.end <= found.at:
        rest = sentence.quote(sentence.thing.end, len(sentence.words))
        return f"{capital(thing(sentence))} … {rest}"
    return shortened(sentence.text)


@rule(
    "OBJ003",
    "objective-fits-anybody",
    ObjectiveTitle,
    serves="drafting.objective.inspirational",
)
def fits_anybody(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective made of words that fit any organisation, such as “Improve quality and efficiency”.

    ## Why it matters

    Nobody can disagree with it, and so nobody can act on it: it does not say for whom, where, or what will be
    different. The team next door could have written it as well.

    One word of your own is enough: whom it is for, which part of the work, or at what price. The general words stand
    on word lists that you can change under `checks.words` in settings.yml.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: quality, title: Improve customer support quality and efficiency}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: quality, title: Solve most problems before the customer has to call again}
    ```
    """
    sentence = title.sentence
    lead = sentence.lead
    if lead is not None and not lead.marks & (CHANGE | WEAK):
        return
    if sentence.is_foreign or (lead is None and sentence.clause >= 0):
        return
    if any(_is_a_target(each, sentence) for each in sentence.measures) or sentence.planning is not None:
        return
    if sentence.is_empty or sentence.is_generic(lead.end if lead is not None else 0):
        yield Found(
            f"“{shortened(sentence.text)}” fits any organisation"
            if not sentence.is_empty
            else "The objective says nothing",
            f"Say for whom, where, or what will be possible then that is not possible today: “{_specific(sentence)}”.",
            _TITLE,
        )


def _specific(sentence: Sentence) -> str:
    lead = sentence.lead
    if lead is None or not sentence.topic:
        return "Help … to …, so that …"
    whom = "" if " for " in sentence.topic else " for …,"
    if lead.start >= lead.end:  # the verb comes last
        return f"{capital(sentence.topic)} {sentence.order}{whom} so that …"
    return f"{capital(sentence.quote(lead.start, lead.end))} {sentence.topic}{whom} so that …"


@rule(
    "OBJ004",
    "objective-is-cautious",
    ObjectiveTitle,
    serves="drafting.objective.ambitious",
)
def is_cautious(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that promises to try, explore or investigate instead of getting somewhere.

    ## Why it matters

    Whoever looks into something has kept the promise, whatever he finds. Aspirational objectives may be missed; that
    is what the score is for. So the wording can be bold.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: asia, title: Explore opportunities in Portugal}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: asia, title: Win the first workshops in Portugal}
    ```
    """
    sentence = title.sentence
    lead = sentence.lead
    if lead is not None and lead.marks & CAUTIOUS:
        yield Found(
            f"“{shortened(sentence.text)}” promises an attempt: to “{sentence.order}” cannot fail, and need not get "
            "anywhere",
            "Say what will be different if it turns out well. A low score is allowed.",
            _TITLE,
        )


@rule(
    "OBJ005",
    "objective-maintains",
    ObjectiveTitle,
    serves="drafting.objective.change-not-maintain",
)
def maintains(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that wants things to stay as they are.

    ## Why it matters

    What has to be kept up is important, and it goes on all year. Objectives are for what shall change this time.
    Health metrics hold what must not get worse meanwhile.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: service, title: Maintain the current level of service}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: service, title: Answer every customer while the question is still warm}
    ```
    """
    sentence = title.sentence
    if not sentence.mark & (KEEPING | _USUAL):
        return
    said = _kept(sentence)
    if said:
        yield Found(
            f"“{said}” keeps things as they are",
            "Say what shall be different at the end of the cycle. What has to be kept up can be a health metric.",
            _TITLE,
        )


def _kept(sentence: Sentence) -> str:
    usual = sentence.places(_USUAL)
    if usual:
        return sentence.quote(usual[0], usual[0] + 1)
    lead = sentence.lead
    if lead is None or not lead.marks & sentence.marks[lead.start] & KEEPING:
        return ""
    if _goes_on_to(sentence):
        return ""
    if sentence.marks[lead.start] & _CARING and not _goes_on(sentence, lead.end):
        start, end = sentence.thing
        if start < end and sentence.marks[end - 1] & _PEOPLE:
            return ""  # they could leave
        if not sentence.is_generic(lead.end):
            return ""  # "Keep children in school" is no small thing
    return sentence.quote(min(lead.start, lead.end), len(sentence.words))


def _goes_on_to(sentence: Sentence) -> bool:
    """Whether it continues to do what still changes something: "Continue to win", not "Continue to support"."""
    at = sentence.purpose
    if at < 0:
        return False
    then = next((mark for mark in sentence.marks[at + 1 :] if mark & _ANY_VERB), 0)
    return not then & (ACTIVITY | KEEPING | WEAK)


def _goes_on(sentence: Sentence, at: int) -> bool:
    verb = sentence.language.verbs.get(sentence.words[at]) if at < len(sentence.words) else None
    return verb is not None and verb.form == GERUND


@rule(
    "OBJ006",
    "objective-is-an-activity",
    ObjectiveTitle,
    serves="drafting.objective.inspirational",
)
def is_an_activity(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that says what people will be busy with: support, attend, work on.

    ## Why it matters

    Being busy can go on for ever. Nobody can tell when enough has been worked on something, or whether it helped.

    To help somebody do something is fine (“Help new colleagues to sell with confidence early”), because it says what
    will be different for them.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: offers, title: Work on better offers}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: offers, title: Send offers that customers understand without asking}
    ```
    """
    sentence = title.sentence
    lead = sentence.lead
    if lead is None or not lead.marks & ACTIVITY or lead.marks & (TASK | MAKING | CAUTIOUS):
        return
    if lead.marks & _CARING and not _is_prepared(sentence):
        return
    if lead.sure and sentence.purpose < 0:
        yield Found(
            f"“{shortened(sentence.text)}” says what people will be busy with: to “{sentence.order}” is not yet to get "
            "anywhere",
            "Say what shall come of it, and for whom: “… so that …”.",
            _TITLE,
        )


def _is_prepared(sentence: Sentence) -> bool:
    """Whether it gets something done ready, and nobody: "Prepare for the audit", not "Prepare the city for floods"."""
    lead, (start, end) = sentence.lead, sentence.thing
    if lead is None or not lead.marks & _PREPARING or start == end or end < len(sentence.marks):
        return False
    if any(mark & _PEOPLE for mark in sentence.marks[start:end]):
        return False
    last = sentence.marks[end - 1]
    return bool(last & (_DELIVERABLE | BITS["proofs"]) or (last & TASK and last & BITS["also_nouns"]))


@rule(
    "OBJ007",
    "objective-without-verb",
    ObjectiveTitle,
    serves="drafting.objective.action-oriented",
    severity="info",
)
def without_verb(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that does not begin with a verb, and says nothing that somebody does either.

    ## Why it matters

    “Operational excellence” is the name of a field. A verb makes somebody do something in it. A whole statement does
    as well: “Every workshop finds the right blade by itself”.

    The rule only knows the verbs on its lists, so it is advice. Add your own under `checks.words` in settings.yml.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: answers, title: The first address for workshops}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - {id: answers, title: Become the first address for workshops}
    ```
    """
    sentence = title.sentence
    if sentence.is_foreign or sentence.mark & _USUAL or not sentence.words:
        return
    if sentence.lead is None and sentence.clause < 0 and not sentence.may_be_an_order:
        yield Found(
            f"“{shortened(sentence.text)}” does not begin with a verb",
            f"Say what shall happen to it, for example “Become …” or “Win …”: “… {shortened(thing(sentence))}”.",
            _TITLE,
        )


@rule(
    "OBJ008",
    "several-aims-in-one",
    ObjectiveTitle,
    serves="drafting.objective.focused",
    severity="info",
)
def several_aims(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that joins two aims with “and”.

    ## Why it matters

    Two aims share key results, attention and a score that fits neither. If one serves the other, the sentence can say
    so (“… so that …”). If not, one of them can wait.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: both, title: Win workshops in Portugal and shorten the way to a contract}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: both, title: Win workshops in Portugal}
    ```
    """
    sentence = title.sentence
    at = sentence.joint
    if at >= 0:
        first, second = sentence.quote(0, at), capital(sentence.quote(at + 1, len(sentence.words)))
        yield Found(
            f"“{shortened(sentence.text)}” holds two aims",
            f"Choose one, or make two objectives of it: “{shortened(first)}” and “{shortened(second)}”.",
            _TITLE,
        )


@rule(
    "OBJ009",
    "objective-is-a-question",
    ObjectiveTitle,
    serves="drafting.objective.action-oriented",
)
def is_a_question(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that asks a question.

    ## Why it matters

    A question belongs into the workshop before the cycle. The objective is its answer.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: back, title: How can we win customers back?}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: back, title: Win back the customers that we lost last year}
    ```
    """
    text = title.sentence.text[-300:].rstrip().rstrip("\"'”’»)")
    if text.endswith(("?", "？", "؟")):
        yield Found(
            f"“{shortened(title.sentence.text)}” is a question",
            "Write down the answer that you want to be true at the end of the cycle.",
            _TITLE,
        )


@rule(
    "OBJ010",
    "objective-about-planning",
    ObjectiveTitle,
    serves="drafting.objective.inspirational",
)
def about_planning(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective that consists of reaching other goals, or of finishing a plan.

    ## Why it matters

    “Reach all our KPIs” asks for what is asked for elsewhere. It gives no direction, because everything serves it.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: goals, title: Reach all our quarterly goals}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: goals, title: Win the workshops that still buy abroad}
    ```
    """
    sentence = title.sentence
    found = sentence.planning
    if found is not None and not _is_delivered(sentence):
        yield Found(
            f"“{sentence.quote(*found)}” is a goal about goals",
            "Say what these goals or plans are for: what will be different when they have come true?",
            _TITLE,
        )


@rule(
    "OBJ011",
    "objective-with-empty-words",
    ObjectiveTitle,
    serves="drafting.objective.inspirational",
    severity="info",
)
def empty_words(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective with words that sound like more and say nothing, such as “world-class” or “seamless”.

    ## Why it matters

    Everybody reads them in another way. What somebody sees, does or says when the objective is reached inspires more,
    because one can imagine it.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: team, title: Build a world-class sales team for Portugal}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: team, title: Build a sales team that workshops in Portugal ask for advice}
    ```
    """
    sentence = title.sentence
    if sentence.mark & _EMPTY:
        said = [f"“{sentence.quote(at, at + 1)}”" for at in sentence.places(_EMPTY)][:3]
        yield Found(
            f"{' and '.join(said)} can mean anything",
            "Leave it out, or say what somebody will see, do or say when you are there.",
            _TITLE,
        )


@rule(
    "OBJ012",
    "objective-too-long",
    ObjectiveTitle,
    serves="drafting.objective.focused",
    severity="info",
    limits={"characters": 120},
)
def too_long(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective whose title is longer than anybody keeps in mind.

    ## Why it matters

    People work towards what they can say by heart. Reasons fit into `why`, details into the key results.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - id: orders
        title: Win the workshops in the north that still buy abroad because nobody there has shown them our tools
          yet, with demonstrations in their own yards
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: orders, title: Win the workshops in the north by showing them our tools}
    ```

    ## Options

    `characters`: the most that a title may have, 120 by default.
    """
    length = len(title.sentence.text)
    if length > limits["characters"]:
        yield Found(
            f"The title has {length} characters",
            f"Say it in {limits['characters']:g} or fewer; reasons fit into `why`, details into the key results.",
            _TITLE,
        )


@rule(
    "OBJ013",
    "objective-too-short",
    ObjectiveTitle,
    serves="drafting.objective.inspirational",
)
def too_short(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective of a single word, or of nothing but an abbreviation.

    ## Why it matters

    “Growth” or “NPS” is a subject. What about it shall be different, and for whom, is left to everybody's own ideas.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: growth, title: Growth}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: growth, title: Grow where we are new without buying the growth}
    ```
    """
    sentence = title.sentence
    if len(sentence.text) < 40 and (len(sentence.spoken) == 1 or is_abbreviation(sentence)) and not sentence.is_foreign:
        yield Found(
            f"“{shortened(sentence.text)}” names a subject, but nothing that shall happen",
            "Make a sentence of it: what will be different, and for whom?",
            _TITLE,
        )


@rule(
    "OBJ014",
    "objective-names-a-date",
    ObjectiveTitle,
    serves="drafting.objective.qualitative",
    severity="info",
)
def names_a_date(title: ObjectiveTitle, limits: Limits) -> Iterator[Found]:
    """An objective with a date or a quarter in its title.

    ## Why it matters

    The cycle says already until when. A date in the title is one more thing to change when the objective goes on, and
    makes the sentence longer. Companies that like dates there set this rule to `ignore`.

    ## Example

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: orders, title: Win the workshops in the north by end of Q1}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/sales.yml
    objectives:
      - {id: orders, title: Win the workshops in the north}
    ```
    """
    sentence = title.sentence
    said = _date(sentence) if sentence.mark & (_DATE | _MONTH) else ""
    if said:
        yield Found(f"“{said}” is a date", "Leave it out: the cycle says until when.", _TITLE)


def _date(sentence: Sentence) -> str:
    """The words of a date: "by end of Q1", "in March"."""
    marks = sentence.marks
    before = _UNTIL | _DATE | _OF | _DETERMINER
    for at in range(1, len(marks)):
        if (marks[at] & _MONTH and marks[at - 1] & (_UNTIL | _DATE | _OF)) or _QUARTER.fullmatch(sentence.words[at]):
            start = at
            while start and marks[start - 1] & before:
                start -= 1
            while start < at and marks[start] & _DETERMINER and not marks[start] & _UNTIL:
                start += 1
            return sentence.quote(start, at + 1)
    return ""
