"""Settings, suppressions and baseline: does what a company says about the checks mean something?"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from mkdocs_okr.checks.rule import JUDGED, NOT_ASSESSED, Applies, Found, Limits, rule
from mkdocs_okr.checks.subjects import BaselineSubject, Company, ExceptionSubject, SuppressionSubject
from mkdocs_okr.checks.words.language import LISTS, OWN, languages
from mkdocs_okr.sources import CODES
from mkdocs_okr.sources.diagnostics import did_you_mean, listing

_CATALOGUE = "`okr rules` lists them all."


def _nearest_rule(word: str, company: Company) -> str:
    # A code looks like every other code: only a name says what was meant.
    is_code = any(letter.isdigit() for letter in word)
    return _nearest(word, tuple(each.code if is_code else each.name for each in company.rules))


@lru_cache
def _nearest(word: str, words: Sequence[str]) -> str:
    """Advice for a mistyped word; a baseline may hold it a thousand times."""
    return did_you_mean(word, words, _CATALOGUE)


def _is_read(word: str) -> bool:
    """Whether a word is the code or name of something that reading finds, which cannot be silenced."""
    return word.upper() in CODES or any(word.lower() == code.name for code in CODES.values())


def _unknown_rule(word: str, company: Company) -> tuple[str, str]:
    """Message and help about a word that is no rule."""
    if _is_read(word):
        return (
            f"“{word}” is found while the files are read, and cannot be set or silenced",
            "Mend what it points at, and remove this.",
        )
    return f"there is no rule “{word}”", _nearest_rule(word, company)


@rule("SET001", "unknown-rule", Company, serves=(), severity="error")
def unknown_rule(subject: Company, limits: Limits) -> Iterator[Found]:
    """A setting or an exception in settings.yml that names a rule which does not exist.

    ## Why it matters

    Nothing comes of it, and nobody notices: the rule that was meant stays as loud as it was.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      rules:
        key-result-without-metrik: error
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      rules:
        key-result-without-metric: error
    ```
    """
    checks = subject.portfolio.settings.checks
    named: list[tuple[str, tuple[str | int, ...]]] = [(word, ("rules", word)) for word in checks.rules]
    named += [
        (word, ("exceptions", index, "rules", number))
        for index, exception in enumerate(checks.exceptions)
        for number, word in enumerate(exception.rules)
    ]
    known = subject.rules_by_word
    for word, at in named:
        if word.lower() not in known:
            message, help = _unknown_rule(word, subject)
            yield Found(message, help, at, checks.origin)


@rule("SET002", "unknown-limit", Company, serves=(), severity="error")
def unknown_limit(subject: Company, limits: Limits) -> Iterator[Found]:
    """A setting of a rule that names a number which the rule does not have.

    ## Why it matters

    The number has no effect: the rule goes on with its own.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      rules:
        check-in-too-long: {at_most: 80}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      rules:
        check-in-too-long: {words: 80}
    ```
    """
    checks = subject.portfolio.settings.checks
    known = subject.rules_by_word
    for word, setting in checks.rules.items():
        meant = known.get(word.lower())
        if meant is None:
            continue
        for name in setting.limits:
            if name not in meant.limits:
                there = f"Its numbers are {listing(meant.limits)}." if meant.limits else "It has none; remove this."
                yield Found(
                    f"the rule {meant.name} has no number `{name}`",
                    did_you_mean(name, meant.limits, there),
                    ("rules", word, name),
                    checks.origin,
                )


@rule("SET003", "exception-for-nothing", ExceptionSubject, serves=(), severity="error")
def exception_for_nothing(subject: ExceptionSubject, limits: Limits) -> Iterator[Found]:
    """An exception in settings.yml that names neither units nor paths, or a unit that does not exist.

    ## Why it matters

    An exception holds for the units and files that it names, so this one holds for nothing. To change a rule
    everywhere, set it under `rules`.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      exceptions:
        - {rules: [key-result-without-metric], units: [sale], reason: Sales writes them in March.}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      exceptions:
        - {rules: [key-result-without-metric], units: [sales], reason: Sales writes them in March.}
    ```
    """
    exception, units = subject.exception, subject.company.portfolio.units
    if not exception.units and not exception.paths:
        yield Found(
            "this exception names neither units nor paths",
            "Add `units: […]` or `paths: […]`; a rule is changed everywhere under `rules`.",
            ("exceptions", subject.index),
        )
    for number, unit in enumerate(exception.units):
        if unit not in units:
            yield Found(
                f"there is no unit “{unit}”",
                did_you_mean(unit, units, f"Units are {listing(units)}."),
                ("exceptions", subject.index, "units", number),
            )


def _can_be_told(subject: ExceptionSubject) -> Applies:
    """What an exception does is known only where everything was read, and all of its rules were run."""
    exception, company = subject.exception, subject.company
    meant = subject.codes if exception.rules else {each.code for each in company.rules}
    is_sound = (exception.units or exception.paths) and all(unit in company.portfolio.units for unit in exception.units)
    return JUDGED if company.is_whole and is_sound and meant and meant <= company.run else NOT_ASSESSED


@rule("SET004", "exception-without-effect", ExceptionSubject, serves=(), severity="info", when=_can_be_told)
def exception_without_effect(subject: ExceptionSubject, limits: Limits) -> Iterator[Found]:
    """An exception in settings.yml that no finding falls under.

    ## Why it matters

    Either it is no longer needed and can go, or its pattern does not say what was meant. In a pattern `*` stands for
    any characters, slashes among them; it has to fit the whole path from the sources folder. Of several exceptions that
    fit a finding only the first counts.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      exceptions:
        - {rules: [key-result-without-metric], paths: [2026-Q4/sales.yml], reason: We learn it next quarter.}
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: first, title: More qualified leads}
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      exceptions:
        - {rules: [key-result-without-metric], paths: [2026-q4/sales.yml], reason: We learn it next quarter.}
    ```

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - {id: first, title: More qualified leads}
    ```
    """
    if not subject.is_used:
        exception = subject.exception
        where = ", ".join(f"“{each}”" for each in (*exception.units, *exception.paths))
        yield Found(
            f"no finding falls under this exception for {where}",
            "Remove it, or look at its words: a pattern such as `2026-q1/*` is everything below that folder.",
            ("exceptions", subject.index),
        )


@rule("SET005", "unknown-word-list", Company, serves=(), severity="error")
def unknown_word_list(subject: Company, limits: Limits) -> Iterator[Found]:
    """A language, or a list of words, in settings.yml that does not exist.

    ## Why it matters

    Words on a list that nobody reads change nothing. In a language that there are no lists for, no title is judged by
    its words at all.

    `language: own` begins with empty lists, for a language that nobody has made lists for yet.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      words:
        add:
          vague_verbs: [leverage]
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      words:
        add:
          change_verbs: [leverage]
    ```
    """
    checks = subject.portfolio.settings.checks
    words = checks.words
    known = (*languages(), OWN)
    if words.language not in known:
        yield Found(
            f"there are no word lists for the language “{words.language}”",
            did_you_mean(words.language, known, f"There are some for {listing(languages())}; `{OWN}` begins without."),
            ("words", "language"),
            checks.origin,
        )
    for key, lists in (("add", words.add), ("remove", words.remove)):
        for name in lists:
            if name not in LISTS:
                yield Found(
                    f"there is no list of words called `{name}`",
                    did_you_mean(name, LISTS, f"Lists are {listing(LISTS, len(LISTS))}."),
                    ("words", key, name),
                    checks.origin,
                )


@rule("SET006", "rule-set-twice", Company, serves=(), severity="error")
def set_twice(subject: Company, limits: Limits) -> Iterator[Found]:
    """A rule that is set twice in settings.yml, once by its code and once by its name.

    ## Why it matters

    Only the last of the two counts, and which one that is depends on their order.

    ## Example

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      rules:
        KR001: error
        key-result-without-metric: ignore
    ```

    ## Better

    ```yaml
    # okrs/settings.yml
    as_of: 2027-02-15
    checks:
      rules:
        key-result-without-metric: ignore
    ```
    """
    checks = subject.portfolio.settings.checks
    known = subject.rules_by_word
    first: dict[str, str] = {}
    for word in checks.rules:
        meant = known.get(word.lower())
        if meant is not None and first.setdefault(meant.code, word) != word:
            yield Found(
                f"“{word}” is the same rule as “{first[meant.code]}” above",
                "Merge the two, and remove one of them.",
                ("rules", word),
                checks.origin,
            )


def _is_suppression(subject: SuppressionSubject) -> Applies:
    return JUDGED if subject.rules else NOT_ASSESSED


def _if_all_was_read(subject: SuppressionSubject | BaselineSubject) -> Applies:
    """What a comment or an entry does is known only where everything was read."""
    return JUDGED if subject.company.is_whole else NOT_ASSESSED


@rule("SUP001", "unused-suppression", SuppressionSubject, serves=(), when=_if_all_was_read)
def unused_suppression(subject: SuppressionSubject, limits: Limits) -> Iterator[Found]:
    """A suppression of a rule that finds nothing there.

    ## Why it matters

    The next mistake of the same kind in the same place would be silenced, too, and nobody has decided that. Often what
    the comment was about has long been mended.

    A comment speaks for its own line, or, standing alone, for the next one; on the first line of a key result or an
    objective for all of it; above everything that a file says for the whole file.

    ## Example

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore[KR001] we learn to measure it this quarter
          - id: leads
            title: Qualified leads a month
            metric: {unit: leads, baseline: 120, target: 200, source: CRM}
    ```

    ## Better

    ```yaml
    # okrs/2026-q4/sales.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          - id: leads
            title: Qualified leads a month
            metric: {unit: leads, baseline: 120, target: 200, source: CRM}
    ```
    """
    known = subject.company.rules_by_word
    for word in dict.fromkeys(subject.rules):
        meant = known.get(word.lower())
        if meant is not None and meant.code in subject.company.run and word not in subject.silenced:
            rest = [other for other in subject.rules if other != word]
            mend = f"Make it `ignore[{', '.join(rest)}]`" if rest else "Remove the comment"
            yield Found(f"{word} finds nothing here that could be silenced", f"{mend}.")


@rule("SUP002", "suppression-without-reason", SuppressionSubject, serves=(), when=_is_suppression)
def without_reason(subject: SuppressionSubject, limits: Limits) -> Iterator[Found]:
    """A suppression that does not say why.

    ## Why it matters

    In a year nobody will know whether it may go. A reason also tells the next reader that somebody has thought about
    it.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore[KR001]
          - {id: leads, title: More qualified leads}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore[KR001] we learn to measure it this quarter
          - {id: leads, title: More qualified leads}
    ```
    """
    if not subject.reason.strip("-–—:. "):
        yield Found(
            "this suppression gives no reason",
            f"Write it behind the bracket: `# okr: ignore[{', '.join(subject.rules)}] because …`.",
        )


@rule("SUP003", "suppression-of-unknown-rule", SuppressionSubject, serves=())
def of_unknown_rule(subject: SuppressionSubject, limits: Limits) -> Iterator[Found]:
    """A suppression that names a rule which does not exist.

    ## Why it matters

    It silences nothing. Something that is found while the files are read, such as an unknown key, cannot be silenced
    either.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore[key-result-without-a-metric] we learn to measure it this quarter
          - {id: leads, title: More qualified leads}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore[key-result-without-metric] we learn to measure it this quarter
          - {id: leads, title: More qualified leads}
    ```
    """
    known = subject.company.rules_by_word
    for word in dict.fromkeys(subject.rules):
        if word.lower() not in known:
            yield Found(*_unknown_rule(word, subject.company))


@rule("SUP004", "remark-not-understood", SuppressionSubject, serves=())
def not_understood(subject: SuppressionSubject, limits: Limits) -> Iterator[Found]:
    """A comment that begins with `okr:` and is no suppression.

    ## Why it matters

    Somebody wanted something of the checks, and they did not understand it. There is one thing that can be said to
    them: `# okr: ignore[RULE, RULE] reason`.

    ## Example

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore KR001, we learn to measure it this quarter
          - {id: leads, title: More qualified leads}
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/marketing.yml
    objectives:
      - id: demand
        title: Make sales wait for nobody but us
        key_results:
          # okr: ignore[KR001] we learn to measure it this quarter
          - {id: leads, title: More qualified leads}
    ```
    """
    if subject.rules:
        return
    text = " ".join(subject.remark.text.split())
    known = subject.company.rules_by_word
    words = (word.strip("[](),.:;") for word in text.split())
    named = [known[word.lower()].code for word in words if word.lower() in known]
    example = ", ".join(dict.fromkeys(named)) or "KR001"
    yield Found(
        f"the checks do not understand “okr: {text}”" if text else "the checks are addressed and nothing is said",
        f"Write `# okr: ignore[{example}] because …`, or a comment that does not begin with `okr:`.",
    )


@rule("BAS001", "baseline-entry-without-finding", BaselineSubject, serves=(), severity="info", when=_if_all_was_read)
def without_finding(subject: BaselineSubject, limits: Limits) -> Iterator[Found]:
    """An entry of the baseline whose finding is not there any more.

    ## Why it matters

    Somebody has mended it. As long as the entry stays, the same mistake in the same place would not be told again.

    ## Example

    ```yaml
    # okrs/baseline.yml
    known:
      KR001: [2027-q1/marketing/demand/first]
    ```

    ## Better

    ```yaml
    # okrs/baseline.yml
    known: {}
    ```
    """
    meant = subject.company.rules_by_word.get(subject.known.rule.lower())
    if meant is not None and meant.code in subject.company.run and not subject.still_there:
        about = f" of `{subject.known.object}`" if subject.known.object else ""
        yield Found(
            f"{meant.code} ({meant.name}) finds nothing wrong{about} any more",
            "Remove the entry; `okr check --update-baseline` does it for all of them.",
        )


@rule("BAS002", "unknown-rule-in-baseline", BaselineSubject, serves=())
def unknown_in_baseline(subject: BaselineSubject, limits: Limits) -> Iterator[Found]:
    """An entry of the baseline for a rule that does not exist.

    ## Why it matters

    It accepts nothing. The rule's name is mistyped, or the rule belongs to a newer version.

    ## Example

    ```yaml
    # okrs/baseline.yml
    known:
      KR01: [2027-q1/marketing/demand/first]
    ```

    ## Better

    ```yaml
    # okrs/baseline.yml
    known:
      KR001: [2027-q1/marketing/demand/first]
    ```
    """
    word = subject.known.rule
    if word.lower() not in subject.company.rules_by_word:
        message, help = _unknown_rule(word, subject.company)
        yield Found(message, help)
