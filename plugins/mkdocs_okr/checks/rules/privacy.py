"""Is there personal data that need not be there?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mkdocs_okr.checks.contact import contact_in, may_hold_contact
from mkdocs_okr.checks.rule import Found, Limits, rule
from mkdocs_okr.checks.subjects import OkrsSubject, PersonSubject
from mkdocs_okr.model import CheckIn, Objective, Origin, Review

Steps = tuple[str | int, ...]
Written = Iterator[tuple[Steps, str]]
"""Texts, each with its path."""

_CONTACT = frozenset({"email", "mail", "mobile", "phone", "tel", "telephone", "fax", "whatsapp", "skype"})
# fmt: off
_PRIVATE = frozenset({
    "address", "age", "allergy", "appraisal", "bank", "birth", "birthday", "birthdate", "bonus", "children",
    "disability", "dob", "ethnicity", "gender", "health", "iban", "illness", "income", "marital", "nationality",
    "passport", "pay", "pension", "performance", "pregnancy", "race", "rating", "religion", "salary", "sex",
    "spouse", "ssn", "tax", "wage",
})
# fmt: on
_NOT_PRIVATE = frozenset({"web", "website", "ip"})
"""A key with one of these words is about a machine: `web_address`."""
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@rule("PRI001", "person-whom-nothing-names", PersonSubject, serves=(), severity="info")
def person_whom_nothing_names(subject: PersonSubject, limits: Limits) -> Iterator[Found]:
    """Somebody in people.yml who leads nothing, helps nowhere and is named by no other file.

    ## Why it matters

    A portal should hold the names that it needs, and no others. People who left, or moved on, have a right to be
    forgotten by it.

    ## Example

    ```yaml
    # okrs/people.yml
    people:
      - {id: mr-aaron, name: Mr. Aaron, title: CEO}
      - {id: mr-smith, name: Mr. Smith, title: CMO}
      - {id: ms-perkins, name: Ms. Perkins, title: Head of Sales}
      - {id: mr-klein, name: Mr. Klein, title: CHRO}
      - {id: search-manager, name: Search Manager}
      - {id: warehouse-manager, name: Warehouse Manager}
    ```

    ## Better

    ```yaml
    # okrs/people.yml
    people:
      - {id: mr-aaron, name: Mr. Aaron, title: CEO}
      - {id: mr-smith, name: Mr. Smith, title: CMO}
      - {id: ms-perkins, name: Ms. Perkins, title: Head of Sales}
      - {id: mr-klein, name: Mr. Klein, title: CHRO}
      - {id: search-manager, name: Search Manager}
    ```
    """
    person = subject.person
    if person.id not in subject.company.named:
        yield Found(
            f"{person.name} is listed, and nothing names `{person.id}`",
            "Take the entry out until it is needed.",
        )


@rule("PRI002", "contact-details-of-a-person", PersonSubject, serves=())
def contact_details(subject: PersonSubject, limits: Limits) -> Iterator[Found]:
    """Somebody in people.yml with an e-mail address or a telephone number.

    ## Why it matters

    Colleagues find each other in the company's directory, where it can be corrected. In a portal and in the history of
    its files an address stays for good, and may be read by the whole world.

    ## Example

    ```yaml
    # okrs/people.yml
    people:
      - {id: mr-aaron, name: Mr. Aaron, title: CEO}
      - {id: mr-smith, name: Mr. Smith, title: "CMO, smith@acme.example"}
      - {id: ms-perkins, name: Ms. Perkins, title: Head of Sales}
      - {id: mr-klein, name: Mr. Klein, title: CHRO}
      - {id: search-manager, name: Search Manager}
    ```

    ## Better

    ```yaml
    # okrs/people.yml
    people:
      - {id: mr-aaron, name: Mr. Aaron, title: CEO}
      - {id: mr-smith, name: Mr. Smith, title: CMO}
      - {id: ms-perkins, name: Ms. Perkins, title: Head of Sales}
      - {id: mr-klein, name: Mr. Klein, title: CHRO}
      - {id: search-manager, name: Search Manager}
    ```
    """
    person = subject.person
    for path, key, text in (
        (("name",), "", person.name),
        (("title",), "", person.title),
        *_entries(person.meta, ("meta",)),
    ):
        contact = text if _words(key) & _CONTACT else contact_in(text)
        if contact:
            yield Found(
                f"the entry of {person.name} holds “{contact}”",
                "Take it out. The portal shows names and roles; how to reach somebody belongs in the company's "
                "directory.",
                at=path,
            )


@rule("PRI003", "private-details-of-a-person", PersonSubject, serves=())
def private_details(subject: PersonSubject, limits: Limits) -> Iterator[Found]:
    """Somebody in people.yml whose `meta` holds what is nobody's business: a birthday, an address, pay, a rating.

    ## Why it matters

    None of it is needed to follow an objective. Files in a repository are copied to every colleague's machine, and
    cannot be taken back.

    ## Example

    ```yaml
    # okrs/people.yml
    people:
      - {id: mr-aaron, name: Mr. Aaron, title: CEO}
      - {id: mr-smith, name: Mr. Smith, title: CMO, meta: {birthday: 4 May}}
      - {id: ms-perkins, name: Ms. Perkins, title: Head of Sales}
      - {id: mr-klein, name: Mr. Klein, title: CHRO}
      - {id: search-manager, name: Search Manager}
    ```

    ## Better

    ```yaml
    # okrs/people.yml
    people:
      - {id: mr-aaron, name: Mr. Aaron, title: CEO}
      - {id: mr-smith, name: Mr. Smith, title: CMO, meta: {site: Main office}}
      - {id: ms-perkins, name: Ms. Perkins, title: Head of Sales}
      - {id: mr-klein, name: Mr. Klein, title: CHRO}
      - {id: search-manager, name: Search Manager}
    ```
    """
    person = subject.person
    for path, key, _ in _entries(person.meta, ("meta",)):
        words = _words(key)
        if words & _PRIVATE and not words & (_CONTACT | _NOT_PRIVATE):
            yield Found(
                f"the entry of {person.name} holds `{key}`",
                "Take it out: nobody needs it to follow an objective. If it was ever pushed, it is in the history of "
                "the repository too.",
                at=path,
            )


def _entries(meta: Mapping[str, Any], path: Steps) -> Iterator[tuple[Steps, str, str]]:
    """Everything that is written below `path`: where, under which key, and as which text; empty for what holds more."""
    for key, value in meta.items():
        yield from _below((*path, key), key, value)


def _below(path: Steps, key: str, value: Any) -> Iterator[tuple[Steps, str, str]]:
    if isinstance(value, Mapping):
        yield path, key, ""
        yield from _entries(value, path)
    elif isinstance(value, list):
        yield path, key, ""
        for index, each in enumerate(value):
            yield from _below((*path, index), "", each)
    else:
        yield path, key, "" if value is None else str(value)


def _words(key: str) -> set[str]:
    """The words of a key, in small letters: `homeAddress` and `home_address` have the same."""
    return {word.lower() for word in _WORDS.findall(key)}


@rule("PRI004", "contact-details-in-a-text", OkrsSubject, serves=())
def contact_details_in_a_text(subject: OkrsSubject, limits: Limits) -> Iterator[Found]:
    """An e-mail address or a telephone number in what a unit writes: its objectives, check-ins and reviews.

    ## Why it matters

    A note is written for five colleagues and read by whoever can open the portal, for years. A customer's number in it
    was never meant for them.

    Mailboxes of a team, such as `support@…`, are fine.

    ## Example

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    slows_us_down: Waiting for the printer, call 030 5550 1234 or +49 30 5550 1234.
    ```

    ## Better

    ```yaml
    # okrs/2027-q1/check-ins/marketing/2027-02-15.yml
    slows_us_down: Waiting for the printer; Mr. Klein calls them again on Monday.
    ```
    """
    okrs = subject.okrs
    for objective in okrs.objectives:
        yield from _contacts(list(_of_objective(objective)), objective.origin)
    for check_in in okrs.check_ins:
        if may_hold_contact(_said(check_in)):
            yield from _contacts(list(_of_check_in(check_in)), check_in.origin)
    if okrs.review is not None:
        yield from _contacts(list(_of_review(okrs.review)), okrs.review.origin)


def _contacts(written: Sequence[tuple[Steps, str]], origin: Origin) -> Iterator[Found]:
    if not may_hold_contact([text for _, text in written]):
        return
    for path, text in written:
        contact = contact_in(text)
        if contact is not None:
            yield Found(
                f"“{contact}” stands where everybody can read it",
                "Take it out, and name the person or the team instead.",
                at=path,
                origin=origin,
            )


def _said(check_in: CheckIn) -> list[str]:
    """All texts of a check-in, without their places: there are tens of thousands of check-ins, and hardly a contact."""
    texts = [entry.note for entry in check_in.entries]
    texts += (check_in.changed, check_in.how_confident, check_in.slows_us_down, check_in.raise_confidence)
    texts += (*check_in.wins, *check_in.pipeline, *check_in.near_term, *check_in.projects, *check_in.events)
    texts += [reading.note for reading in check_in.health]
    return texts


def _of_objective(objective: Objective) -> Written:
    yield ("title",), objective.title
    yield ("why",), objective.why
    if objective.story is not None:
        for key in ("character", "goal", "obstacle", "resolution"):
            yield ("story", key), getattr(objective.story, key)
    for index, dependency in enumerate(objective.depends_on):
        yield ("depends_on", index, "what"), dependency.what
    for index, change in enumerate(objective.changes):
        yield ("changes", index, "why"), change.why
    for number, key_result in enumerate(objective.key_results):
        yield ("key_results", number, "title"), key_result.title
        for index, initiative in enumerate(key_result.initiatives):
            yield ("key_results", number, "initiatives", index, "title"), initiative.title


def _of_check_in(check_in: CheckIn) -> Written:
    for entry in check_in.entries:
        if entry.note:
            ref = entry.key_result
            yield ("key_results", f"{ref.objective}/{ref.key_result}", "note"), entry.note
    for key in ("changed", "how_confident", "slows_us_down", "raise_confidence"):
        yield (key,), getattr(check_in, key)
    for key in ("wins", "pipeline"):
        yield from _listed((key,), getattr(check_in, key))
    for key in ("near_term", "projects", "events"):
        yield from _listed(("focus", key), getattr(check_in, key))
    for reading in check_in.health:
        yield ("health", reading.metric, "note"), reading.note


def _of_review(review: Review) -> Written:
    for grade in review.grades:
        name = f"{grade.key_result.objective}/{grade.key_result.key_result}"
        yield ("grades", name, "reason"), grade.reason
        yield ("grades", name, "learning"), grade.learning
    for key in ("went_well", "obstacles", "surprises", "shifted_priorities", "adjust", "lessons", "wins"):
        yield from _listed((key,), getattr(review, key))
    for key in ("start", "stop", "continue"):
        retrospective = review.retrospective
        yield from _listed(("retrospective", key), getattr(retrospective, "continue_" if key == "continue" else key))


def _listed(path: Steps, texts: tuple[str, ...]) -> Written:
    for index, text in enumerate(texts):
        yield (*path, index), text
