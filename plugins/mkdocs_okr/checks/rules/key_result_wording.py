"""The words of a key result."""

from collections.abc import Iterator

from mkdocs_okr.checks.rewording import aim, capital, from_metric, open_title, shortened, topic
from mkdocs_okr.checks.rule import Found, Limits, rule
from mkdocs_okr.checks.titles import KeyResultTitle
from mkdocs_okr.checks.words.grammar import PAST
from mkdocs_okr.checks.words.language import BITS
from mkdocs_okr.checks.words.measures import SHARE
from mkdocs_okr.checks.words.sentence import (
    ACTIVITY,
    CAUTIOUS,
    CHANGE,
    GENERIC,
    KEEPING,
    LIGHT,
    MAKING,
    TASK,
    WEAK,
    WORK,
    Sentence,
)
from mkdocs_okr.model import Deliverable

_TITLE = ("title",)
_PROOF, _BASELINE, _EMPTY = BITS["proofs"], BITS["baselines"], BITS["empty_words"]
_ENSURING = BITS["ensuring_verbs"]


@rule(
    "KR004",
    "key-result-is-a-task",
    KeyResultTitle,
    serves=("drafting.key-result.not-a-task", "best-practice.outcomes-not-tasks"),
    smart="R",
)
def is_a_task(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that says what will be done instead of what will come of it.

    ## Why it matters

    A task is done when it is done, even if nobody is better off. Teams with tasks as key results finish the quarter
    with every box ticked and every figure where it was. The task has its place: below the key result, as an initiative
    that may change when the figure does not move.

    Work that names its effect is fine: “Launch the referral programme to win 230 sign-ups”. So is work whose reach is
    the result: “Move all customers to the new tariff”. Verbs such as “launch”, “implement”, “attend” or “explore”
    stand on word lists that you can change under `checks.words` in settings.yml.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Let customers bring customers
        key_results:
          - id: referral
            title: Launch the referral programme
            metric: {unit: sign-ups, baseline: 0, target: 230, source: CRM}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Let customers bring customers
        key_results:
          - id: referral
            title: Sign-ups from referrals
            metric: {unit: sign-ups, baseline: 0, target: 230, source: CRM}
            initiatives: [{title: Launch the referral programme}]
    ```
    """
    sentence = title.sentence
    lead = sentence.lead
    if lead is not None and lead.marks & WORK:
        if sentence.measured is None and sentence.counted is None and _is_plain(title, sentence):
            yield Found(
                f"“{shortened(title.sentence.text)}” {_charge(lead.marks, sentence.order)}", _instead(title), _TITLE
            )
    elif title.metric is None and sentence.measured is None and (verb := _done_by_us(sentence)):
        yield Found(
            f"“{shortened(title.sentence.text)}” is a task in other words: once it is “{verb}”, nothing need be better",
            _instead(title),
            _TITLE,
        )


def _is_plain(title: KeyResultTitle, sentence: Sentence) -> bool:
    """Whether it can only be read as a task. With a metric below it, what could name a thing gets the benefit."""
    if sentence.mark & _BASELINE or sentence.planning is not None or sentence.clause >= 0:
        return False
    return title.metric is None or (sentence.lead is not None and sentence.lead.sure)


def _charge(marks: int, said: str) -> str:
    if marks & CAUTIOUS and not marks & TASK:
        return f"promises an attempt: whoever will “{said}” has kept the promise, whatever comes of it"
    if marks & ACTIVITY and not marks & (TASK | MAKING):
        return f"is an activity: “{said}” says what keeps people busy, not what is better afterwards"
    return f"is a task: “{said}” can be ticked off without anything having become better"


def _done_by_us(sentence: Sentence) -> str:
    """The participle of a task in a statement such as "The new website is launched"; empty where there is none."""
    at = sentence.clause + 1
    if not sentence.clause > 0 or not sentence.marks[at] & TASK:
        return ""
    verb = sentence.language.verbs.get(sentence.words[at])
    return sentence.words[at] if verb is not None and verb.form == PAST else ""


def _instead(title: KeyResultTitle) -> str:
    sentence = title.sentence
    proposal = from_metric(title)
    keep = "; the task can stand below it as an initiative"
    if proposal and not proposal.startswith("…"):
        return f"Say what the metric measures, for example “{proposal}”{keep}."
    if wanted := aim(sentence):
        return f"Make what it is for the key result, with a number: “{open_title(wanted)}”{keep}."
    if proposal:
        return f"Name what is counted, and let that be the title: “{proposal}”{keep}."
    asked = (
        f"What will be different with {named}?"
        if (named := _made(sentence))
        else "What will be better once that is done?"
    )
    return f"{asked} Let that be the key result, with a number (“… from … to …”){keep}."


def _made(sentence: Sentence) -> str:
    """What there will be once the task is done; empty where the work makes nothing, or nothing with a name."""
    if sentence.lead is None:
        said = sentence.quote(0, sentence.clause)
        return said[:1].lower() + said[1:] if sentence.marks[0] & BITS["determiners"] else said
    if not sentence.lead.marks & (TASK | MAKING):
        return ""
    start, end = sentence.thing
    while end > start and sentence.marks[end - 1] & _EMPTY:
        end -= 1  # "the website asap"
    is_named = sentence.is_deliverable(start, end) or all(sentence.is_name(at) for at in range(start, end))
    return sentence.quote(start, end) if is_named else ""


@rule(
    "KR005",
    "change-without-amount",
    KeyResultTitle,
    serves=("drafting.key-result.measurable", "drafting.key-result.smart"),
    smart="S",
)
def change_without_amount(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that wants to improve, grow or reduce something without saying by how much.

    ## Why it matters

    “Improve retention” is reached as soon as one customer more has stayed, and never reached for somebody who hoped for
    half of them. People agree on such a sentence because each of them fills in a number of their own.

    A key result that has a metric is not judged by this rule, because the metric holds the numbers.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Give customers reasons to come back
        key_results:
          - {id: retention, title: Improve retention}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Give customers reasons to come back
        key_results:
          - id: retention
            title: Customers who order again within 90 days
            metric: {unit: "%", baseline: 40, target: 55, source: order report}
    ```
    """
    sentence = title.sentence
    if title.metric is not None or sentence.measured is not None:
        return
    said = _unmeasured_change(sentence)
    if said:
        yield Found(
            f"“{shortened(sentence.text)}” does not say by how much: any change at all would “{said}” it",
            f"Say where it stands and where it shall stand, for example “{open_title(_changed(sentence))}”.",
            _TITLE,
        )


def _unmeasured_change(sentence: Sentence) -> str:
    lead = sentence.lead
    if lead is not None and lead.marks & CHANGE and not lead.marks & WORK:
        return lead.base
    at = sentence.clause
    if at > 0 and sentence.marks[at] & CHANGE and not sentence.marks[at] & BITS["auxiliaries"]:
        return sentence.language.verbs[sentence.words[at]].base
    return ""


def _changed(sentence: Sentence) -> str:
    if sentence.clause > 0:
        return sentence.quote(0, sentence.clause)
    return topic(sentence)


@rule(
    "KR006",
    "key-result-without-number",
    KeyResultTitle,
    serves="drafting.key-result.measurable",
    smart="M",
)
def without_number(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that holds nothing to measure: no number in its words, and no metric either.

    ## Why it matters

    At the end of the quarter somebody has to say whether it was reached. Without anything to count, that is a matter of
    mood.

    Not every measure is a digit. “All new colleagues have a mentor”, “zero accidents”, “twice as many”, or a
    certificate that somebody else grants can be checked as well, and so can a whole statement such as “A customer
    finds the price without asking”.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: happy, title: Happy customers}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: happy
            title: Customers who would recommend us
            metric: {unit: "%", baseline: 40, target: 60, source: survey after delivery}
    ```
    """
    if title.metric is not None:
        return
    sentence = title.sentence
    if sentence.is_empty:
        yield Found(
            "The key result says nothing", "Say what will be different, with a number: “… from … to …”.", _TITLE
        )
    elif _holds_nothing(sentence):
        yield Found(
            f"“{shortened(sentence.text)}” holds nothing that can be counted or checked",
            f"Say by which number you will know, for example {_open(sentence)}.",
            _TITLE,
        )


def _holds_nothing(sentence: Sentence) -> bool:
    lead = sentence.lead
    if lead is not None and lead.marks & (WORK | CHANGE):
        return False  # judged elsewhere
    if sentence.counted is not None or sentence.measured is not None or _is_proved(sentence):
        return False
    return not sentence.is_foreign and not _is_a_statement(sentence)


def _is_proved(sentence: Sentence) -> bool:
    """Whether somebody outside will tell. Nobody grants what is only ensured: "Ensure compliance with the law"."""
    lead = sentence.lead
    if lead is None or not lead.marks & _ENSURING:
        return bool(sentence.mark & _PROOF)
    return any(mark & _PROOF and not mark & GENERIC for mark in sentence.marks)


def _open(sentence: Sentence) -> str:
    lead = sentence.lead
    marks = sentence.marks
    begins_with_unknown_verb = lead is None and len(marks) > 1 and not marks[0] and marks[1] & BITS["determiners"]
    is_clause = lead is not None and any(mark & BITS["auxiliaries"] for mark in marks[lead.end :])
    if not begins_with_unknown_verb and not is_clause and (lead is None or lead.marks & WEAK):
        return f"“{open_title(topic(sentence))}”"
    return "“… from … to …”, “all …” or “no …”"


def _is_a_statement(sentence: Sentence) -> bool:
    """Whether it says something that is either so or not: "Every team ships on its own", not "Customers are happy"."""
    at = sentence.clause
    if at < 0:
        return False
    if _unmeasured_change(sentence) or _done_by_us(sentence):
        return True  # judged elsewhere
    return any(
        word and place != at and not mark & GENERIC
        for place, (word, mark) in enumerate(zip(sentence.words, sentence.marks, strict=True))
    )


@rule(
    "KR007",
    "key-result-counts-work",
    KeyResultTitle,
    serves=("drafting.key-result.results-based", "best-practice.outcomes-not-tasks"),
    smart="R",
)
def counts_work(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result whose number counts what is produced or done: features, articles, meetings.

    ## Why it matters

    Fifteen features can be shipped that nobody uses, and twenty interviews held that change nothing. A number makes
    work countable, but no result of it. Count what the work is for: users, hours saved, faults that are gone.

    Numbers of customers, orders, sign-ups and the like are results, whatever verb stands before them, and work that
    names its effect is left alone: “Publish 60 articles and win 6,000 readers”. Some companies count output on
    purpose; they set this rule to `info` or `ignore`.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Be found by people who do not know us yet
        key_results:
          - id: articles
            title: Publish 10 blog posts
            metric: {unit: posts, baseline: 0, target: 10, source: blog}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Be found by people who do not know us yet
        key_results:
          - id: articles
            title: Readers a month who come from a search
            metric: {unit: readers, baseline: 1200, target: 3000, source: web analytics}
            initiatives: [{title: Publish 10 blog posts}]
    ```
    """
    sentence = title.sentence
    counted = sentence.counted
    if counted is None or sentence.lead is None or sentence.measured is not None:
        return
    lead = sentence.lead
    what = sentence.quote(counted.at, sentence.thing.end)
    work = "what is done" if lead.marks & (ACTIVITY | LIGHT) else "what is produced"
    yield Found(
        f"“{shortened(sentence.text)}” counts {work} (“{what}”), not what comes of it",
        f"Count what shall come of it (“… from … to …”), and keep “{shortened(sentence.text)}” as an initiative.",
        _TITLE,
    )


@rule(
    "KR008",
    "several-results-in-one",
    KeyResultTitle,
    serves=("drafting.key-result.measurable", "drafting.key-result.smart"),
    severity="info",
    smart="S",
)
def several_results(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that holds two results with a number each.

    ## Why it matters

    When one half is reached and the other is not, no score tells the truth. Two key results tell which of the two
    needs help.

    A second number that only guards the first is fine: “… and keep returns below 2 %”. So is a list of things under one
    number: “200 leads from search and social ads”.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: both, title: Win 200 leads a month and cut their cost by 20 %}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: leads, title: Win 200 leads a month}
          - {id: cost, title: Cut the cost of a lead by 20 %}
    ```
    """
    sentence = title.sentence
    at = sentence.joint
    if at < 0 or sentence.lead is None or sentence.lead.marks & WORK or sentence.marks[at + 1] & KEEPING:
        return
    counted = [each.at for each in sentence.measures if each.kind != SHARE and not each.deadline and not each.aside]
    if any(place < at for place in counted) and any(place > at for place in counted):
        first, second = sentence.quote(0, at), sentence.quote(at + 1, len(sentence.words))
        yield Found(
            f"“{shortened(sentence.text)}” holds two results",
            f"Make two key results of it: “{shortened(first)}” and “{shortened(capital(second))}”.",
            _TITLE,
        )


@rule(
    "KR009",
    "key-result-about-planning",
    KeyResultTitle,
    serves=("drafting.key-result.results-based", "drafting.key-result.advances-objective"),
    smart="R",
)
def about_planning(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that consists of reaching other goals, or of finishing a plan.

    ## Why it matters

    “100 % of KPIs green” repeats what is asked for elsewhere, and moves only when everything else has moved. It tells
    nobody where to begin, and it makes people lower the goals that it counts.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: kpis, title: 100 % of our KPIs are green}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: answer
            title: Days until the first answer
            metric: {unit: days, baseline: 9, target: 3, source: service desk}
    ```
    """
    sentence = title.sentence
    found = sentence.planning
    if found is not None:
        yield Found(
            f"“{sentence.quote(*found)}” is a goal about goals: it asks that plans come true, not what for",
            "Take the one figure out of them that matters most for the objective, with a beginning and a target: "
            "“… from … to …”.",
            _TITLE,
        )


@rule(
    "KR010",
    "key-result-with-empty-words",
    KeyResultTitle,
    serves="drafting.key-result.smart",
    severity="info",
)
def empty_words(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result with words that sound like more and say nothing, such as “world-class” or “significantly”.

    ## Why it matters

    Everybody reads them in another way, so they hide what is meant. Beside a number they are not needed, and without
    one they do not help.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: answer
            title: Significantly faster answers to seamless requests
            metric: {unit: days, baseline: 9, target: 3, source: service desk}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: answer
            title: Days until the first answer
            metric: {unit: days, baseline: 9, target: 3, source: service desk}
    ```
    """
    sentence = title.sentence
    if sentence.mark & _EMPTY:
        yield Found(_empty_message(sentence), "Leave it out, or say what can be seen or counted instead.", _TITLE)


def _empty_message(sentence: Sentence) -> str:
    said = [f"“{sentence.quote(at, at + 1)}”" for at in sentence.places(_EMPTY)][:3]
    return f"{' and '.join(said)} can mean anything"


@rule(
    "KR011",
    "key-result-too-long",
    KeyResultTitle,
    serves="drafting.key-result.smart",
    severity="info",
    limits={"characters": 120},
)
def too_long(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result whose title is longer than anybody keeps in mind.

    ## Why it matters

    A title is read in tables, on boards and in meetings. What is long holds conditions, reasons or two results at once.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: Qualified leads a month from search ads, mail and organic search, counted only when sales has
              accepted them within two days and only in the countries that we opened last year
            metric: {unit: leads, baseline: 120, target: 200, source: CRM}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: Leads a month that sales accepts
            metric: {unit: leads, baseline: 120, target: 200, source: CRM}
    ```

    ## Options

    `characters`: the most that a title may have, 120 by default.
    """
    length = len(title.sentence.text)
    if length > limits["characters"]:
        yield Found(
            f"The title has {length} characters",
            f"Say it in {limits['characters']:g} or fewer; what counts and what does not fits into the source.",
            _TITLE,
        )


@rule(
    "KR012",
    "deliverable-without-number",
    KeyResultTitle,
    serves="drafting.key-result.indicates-progress",
    severity="info",
)
def deliverable_without_number(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that is either delivered or not, with no number in its title.

    ## Why it matters

    It stands at nought until the last day, and says nothing of how good the thing is that was delivered. Sometimes
    that is the honest measure. Often there is a figure behind it: how many use the thing, or what takes less time with
    it.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: prices
            title: A price list that sales can send at once
            metric: {deliverable: The price list}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: prices
            title: Hours until a customer has the price
            metric: {unit: hours, baseline: 30, target: 2, source: CRM}
            initiatives: [{title: A price list that sales can send at once}]
    ```
    """
    metric = title.metric
    if isinstance(metric, Deliverable) and title.sentence.measured is None:
        yield Found(
            f"“{shortened(title.sentence.text)}” is either there or not: no number tells how far it is",
            f"Measure what “{shortened(metric.title)}” makes better, or make stages of it with `milestones`.",
            _TITLE,
        )


@rule(
    "KR013",
    "key-result-only-sets-a-baseline",
    KeyResultTitle,
    serves="drafting.key-result.measurable",
    severity="info",
)
def only_sets_a_baseline(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that only wants to know where a figure stands.

    ## Why it matters

    Measuring for the first time is useful, and some companies allow a cycle for it. But nothing is better afterwards,
    so it should stay the exception, and the next cycle should have the target.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: nps, title: Establish a baseline for the net promoter score}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: nps
            title: Net promoter score after delivery
            metric: {unit: points, baseline: 20, target: 40, source: survey after delivery}
    ```
    """
    sentence = title.sentence
    if sentence.mark & _BASELINE and sentence.lead is not None and sentence.lead.marks & WORK and not sentence.measured:
        yield Found(
            f"“{shortened(sentence.text)}” only finds out where things stand",
            "Measure now, before the cycle begins, or in its first weeks, and add the target by a dated change.",
            _TITLE,
        )


@rule(
    "KR014",
    "key-result-too-short",
    KeyResultTitle,
    serves="drafting.key-result.smart",
    severity="info",
)
def too_short(title: KeyResultTitle, limits: Limits) -> Iterator[Found]:
    """A key result that is nothing but an abbreviation.

    ## Why it matters

    OKRs are read by people of other teams. “MQL” or “CAC” tells them nothing, and does not say of what, for whom or
    where.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: MQL
            metric: {unit: MQL, baseline: 120, target: 200, source: CRM}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: Qualified leads a month
            metric: {unit: MQL, baseline: 120, target: 200, source: CRM}
    ```
    """
    if len(title.sentence.text) < 20 and is_abbreviation(title.sentence) and title.sentence.measured is None:
        yield Found(
            f"“{shortened(title.sentence.text)}” is only an abbreviation",
            "Write it out, and say of what and for whom.",
            _TITLE,
        )


def is_abbreviation(sentence: Sentence) -> bool:
    """Whether there is nothing in it but capital letters: "NPS", "ARR (EMEA)"."""
    letters = [letter for letter in sentence.text if letter.isalpha()]
    return bool(letters) and all(letter.isupper() for letter in letters) and len(letters) < 12
