"""A sentence, taken apart as far as the rules need it."""

import re
from typing import NamedTuple
from unicodedata import normalize

from mkdocs_okr.checks.words.grammar import BASE, GERUND, PAST, THIRD
from mkdocs_okr.checks.words.language import BITS, Language, Verb
from mkdocs_okr.checks.words.lazy import lazy
from mkdocs_okr.checks.words.measures import AMOUNT, DURATION, EXACT, PERCENTAGE, RANK, SHARE, SPOKEN, Measure, measures

LONGEST = 1000
"""So many characters of a sentence are read. Nobody reads more of a title either."""

TASK, MAKING, ACTIVITY, CAUTIOUS = (
    BITS["task_verbs"],
    BITS["making_verbs"],
    BITS["activity_verbs"],
    BITS["cautious_verbs"],
)
WORK = TASK | MAKING | ACTIVITY | CAUTIOUS
"""Verbs for what somebody does, not for what comes of it."""
CHANGE, WEAK, KEEPING, MULTIPLYING, LIGHT = (
    BITS["change_verbs"],
    BITS["weak_verbs"],
    BITS["keeping_verbs"],
    BITS["multiplying_verbs"],
    BITS["light_verbs"],
)
GENERIC = (
    BITS["generic_words"]
    | BITS["vague_words"]
    | BITS["empty_words"]
    | BITS["function_words"]
    | BITS["dates"]
    | BITS["months"]
    | BITS["time_units"]
    | BITS["determiners"]
    | CHANGE
)
"""Words that say nothing of one's own."""

_VERB = (
    WORK
    | CHANGE
    | WEAK
    | KEEPING
    | MULTIPLYING
    | LIGHT
    | BITS["ensuring_verbs"]
    | BITS["preparing_verbs"]
    | BITS["outcome_verbs"]
    | BITS["spreading_verbs"]
    | BITS["completing_verbs"]
    | BITS["caring_verbs"]
)
_COMPLETING, _SPREADING, _RESULT, _ABOUT, _PLANNING = (
    BITS["completing_verbs"],
    BITS["spreading_verbs"],
    BITS["results"],
    BITS["about_words"],
    BITS["work_words"],
)
_STARTER, _ALSO_NOUN, _NOUN_GERUND = BITS["starters"], BITS["also_nouns"], BITS["noun_gerunds"]
_DETERMINER, _PREPOSITION, _RELATIVE = BITS["determiners"], BITS["prepositions"], BITS["relatives"]
_AUXILIARY, _NUMBER_WORD, _GUARD = BITS["auxiliaries"], BITS["number_words"], BITS["guards"]
_DELIVERABLE, _ACTIVITIES = BITS["deliverables"], BITS["activities"]
_ENSURING, _NEGATION, _BETWEEN = BITS["ensuring_verbs"], BITS["negations"], BITS["between_words"]
_QUANTIFIER, _PEOPLE, _SOFT_GUARD = BITS["quantifiers"], BITS["people"], BITS["soft_guards"]
_DATE, _AND, _TO, _SO, _OF = BITS["dates"], BITS["and_words"], BITS["to_words"], BITS["so_words"], BITS["of_words"]

_BEFORE_PLANNING = _DETERMINER | _OF | BITS["planning_words"] | BITS["number_units"]

_LEAD_IN = re.compile(
    r"\s*(?:[-*•·–—>]+\s+|\[[ xX]\]\s*|\[?[Pp][0-3]\]?\s*:?\s+|"
    r"(?:KR|OKR|O|Objective|Key [Rr]esult)\s*[-#]?\d*(?:\.\d+)*\s*[:.)–—-]+\s+|\(?\d{1,2}(?:\.\d{1,2})*[.):]\s+)+"
)
_PUNCTUATION = ".,;:!?()[]{}\"'“”„‟‘’«»‹›*_`…|"
_BREAKS = (",", ";", ":", ".", ")", "!", "?", "–", "—")
_FIGURE = re.compile(r"\d|\b[XYNxyn]{1,2}\b")
_YEAR = re.compile(r"(?:fy)?20\d\d")
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z]")


class Lead(NamedTuple):
    """The verb that a sentence begins with: "Design and launch the portal" leads with "launch".

    `start` and `end` bound the words up to the thing that is done something to, `base` is the verb's base form, `marks`
    tells its lists. Where the verb comes last ("Kunden gewinnen"), `start` is its place and `end` that of the thing's
    first word. `sure` is False where the same words may name a thing ("Release notes").
    """

    start: int
    end: int
    base: str
    marks: int
    sure: bool = True


class Span(NamedTuple):
    """Words from `start` up to `end`."""

    start: int
    end: int


class Sentence:
    """A title and the words in it that matter. Nothing is looked at before somebody asks."""

    def __init__(self, text: str, language: Language) -> None:
        # An “ü” that is written as “u” and a mark above it is the same letter.
        self.text = text if text.isascii() else normalize("NFC", text)
        self.language = language

    @lazy
    def spoken(self) -> list[str]:
        """The words as written, with their marks of punctuation."""
        text = self.text[:LONGEST]
        found = _LEAD_IN.match(text)
        if found is not None:
            text = text[found.end() :]
        return text.split()

    @lazy
    def words(self) -> list[str]:
        """The words in lower case, without punctuation. Expressions of several words count as one."""
        words = [word.strip(_PUNCTUATION).lower() for word in self.spoken]
        if "’" in self.text:
            words = [word.replace("’", "'") for word in words]
        phrases = self.language.phrases
        begun = [at for at, word in enumerate(words) if word in phrases]
        for at in reversed(begun):
            self._join(words, at)
        return words

    def _join(self, words: list[str], at: int) -> None:
        """Make one word of an expression that begins here, if one does."""
        if at + 1 == len(words):
            return
        following = words[at + 1]
        for rest in self.language.phrases[words[at]]:
            if following.startswith(rest[0]):
                end = at + 1 + len(rest)
                if " ".join(words[at + 1 : end]) == " ".join(rest):
                    words[at:end] = [" ".join(words[at:end])]
                    self.spoken[at:end] = [" ".join(self.spoken[at:end])]
                    return

    @lazy
    def marks(self) -> list[int]:
        """On which lists each word is."""
        known = self.language.marks
        return [known.get(word) or self._own_mark(word) for word in self.words]

    def _own_mark(self, word: str) -> int:
        return self.language.marks.get(word[:-2], 0) if word.endswith("'s") else 0

    @lazy
    def mark(self) -> int:
        """On which lists any of the words is."""
        together = 0
        for mark in self.marks:
            together |= mark
        return together

    @lazy
    def is_empty(self) -> bool:
        """Whether there is no letter in it."""
        return not self.mark and _LETTER.search(self.text[:LONGEST]) is None

    @lazy
    def is_foreign(self) -> bool:
        """Whether it is written in letters of which the language knows no word: then its words cannot be judged."""
        text = self.text[:LONGEST]
        return not self.mark and _LETTER.search(text) is not None and _LATIN.search(text) is None

    @lazy
    def measures(self) -> tuple[Measure, ...]:
        """Whatever in it can be checked: amounts, shares, spans of time."""
        if not self.mark & SPOKEN and _FIGURE.search(self.text[:LONGEST]) is None:
            return ()
        return tuple(measures(self.words, self.spoken, self.marks))

    @lazy
    def lead(self) -> Lead | None:
        """The verb it begins with; None where it begins with a thing or somebody."""
        words, marks, verbs = self.words, self.marks, self.language.verbs
        start = self._first
        if start == len(words):
            return None
        if self.language.grammar.verb_last and (last := self._last_verb()) is not None:
            return last
        whole = self._parted(start)
        verb = verbs.get(words[start]) or (
            verbs.get(whole) if start + 1 < len(words) and self._announces(start + 1) else None
        )
        if verb is None and start + 2 < len(words) and marks[start + 1] & _AND:
            second = verbs.get(words[start + 2])  # the first of two verbs may be one that nobody listed
            if second is not None and second.form == BASE and self._is_order(start + 2):
                return Lead(start, start + 3, second.base, marks[start + 2] & _VERB)
        if verb is None:
            return None
        sure = self._leads(start, verb.form)
        if sure is None:
            return None
        end, mark, base = start + 1, marks[start] & _VERB, verb.base
        while end + 1 < len(words) and (marks[end] & _AND or not words[end] or self.spoken[end - 1].endswith(",")):
            then = end + bool(marks[end] & _AND or not words[end])
            then += self._adverb(then)
            other = verbs.get(words[then]) if then < len(words) else None
            if other is None or other.form != verb.form or not self._is_order(then):
                break
            end, mark, base, sure = then + 1, marks[then] & _VERB, other.base, True
        if sure and whole and end == start + 1:
            mark, base = self.language.marks[whole] & _VERB, verbs[whole].base
        return Lead(start, end, base, mark, sure)

    def _parted(self, at: int) -> str:
        """The verb of several words whose last ones end the sentence: "put in place" of "Put rules in place"."""
        words = self.words
        for rest in self.language.phrases.get(words[at], ()):
            whole = " ".join((words[at], *rest))
            if len(words) > at + 1 + len(rest) and words[-len(rest) :] == [*rest] and whole in self.language.verbs:
                return whole
        return ""

    @property
    def order(self) -> str:
        """The words of the verb as they are quoted: "design and launch"; empty where there is none."""
        lead = self.lead
        if lead is None:
            return ""
        whole = self._parted(lead.start) if lead.sure and lead.end == lead.start + 1 else ""
        return whole or self.quote(lead.start, max(lead.end, lead.start + 1)).lower()

    @lazy
    def _first(self) -> int:
        """The place of the first word that says something."""
        words, marks = self.words, self.marks
        at = 0
        while at < len(words) and at < 5:
            starts = marks[at] & _STARTER and at + 1 < len(words) and not marks[at + 1] & _DETERMINER
            if words[at] and not starts and not self._adverb(at):
                break
            at += 1
        return at

    def _adverb(self, at: int) -> bool:
        ending = self.language.grammar.adverb_ending
        word = self.words[at] if at < len(self.words) else ""
        return bool(ending) and len(word) > 4 and word.endswith(ending) and not self.marks[at] & _VERB

    def _leads(self, at: int, form: str) -> bool | None:
        """Whether the verb at this place is an order; None if it is the name of a thing, or part of one."""
        marks, after = self.marks, at + 1
        mark = marks[at]
        if form == THIRD:
            return None
        if after == len(marks):
            return False if form == BASE and mark & WORK else None
        announced = self._announces(after)
        if form == PAST:
            return True if announced and not marks[after] & _PREPOSITION else None
        if announced or (form == BASE and not mark & _ALSO_NOUN):
            return True
        if marks[after] & _RELATIVE and not marks[after] & _PREPOSITION:
            return True  # "Document how …"
        if marks[after] & _TO and after + 1 < len(marks) and self.words[after + 1] in self.language.verbs:
            return True
        if (form == GERUND and mark & _NOUN_GERUND) or marks[after] & _OF or not self.words[after]:
            return None
        for place in range(after, min(after + 4, len(marks))):
            if marks[place] & _AUXILIARY:
                return None
            if marks[place] & _PREPOSITION:
                break
        return form == GERUND

    @property
    def may_be_an_order(self) -> bool:
        """Whether nobody but the author knows if it begins with a verb: "Launch in Poland", "Move from … to …"."""
        at = self._first
        if at + 1 >= len(self.words) or self.language.grammar.verb_last:
            return False
        verb = self.language.verbs.get(self.words[at])
        after = BITS["range_words"] | BITS["deadline_words"]
        return verb is not None and verb.form == BASE and bool(self.marks[at + 1] & after)

    def _announces(self, at: int) -> bool:
        """Whether a thing begins here that something can be done to ("the …", "5 …"), or another order."""
        if self.marks[at] & _AND:
            verb = self._verb_after(at)
            return verb is not None and verb.form in (BASE, GERUND)
        return bool(self.marks[at] & (_DETERMINER | _NUMBER_WORD)) or self.words[at][:1].isdigit()

    def _verb_after(self, at: int) -> Verb | None:
        """The verb that stands next, an adverb before it apart."""
        then = at + 1 + self._adverb(at + 1)
        return self.language.verbs.get(self.words[then]) if then < len(self.words) else None

    def _is_order(self, at: int) -> bool:
        """Whether a verb after "and" is another order: "write and publish", not "build and test environments"."""
        mark = self.marks[at]
        return not mark & _ALSO_NOUN or (at + 1 < len(self.words) and (bool(mark & CHANGE) or self._announces(at + 1)))

    def _last_verb(self) -> Lead | None:
        """The verb at the end, a date after it apart: "Kunden gewinnen bis Mai"."""
        if any(mark & _AUXILIARY for mark in self.marks[:-1]):
            return None
        for at in range(len(self.words) - 1, 0, -1):
            verb = self.language.verbs.get(self.words[at])
            if verb is not None and verb.form == BASE:
                return Lead(at, self._first, verb.base, self.marks[at] & _VERB)
            if not self.marks[at] & (_PREPOSITION | _DATE | BITS["months"]) and not self.words[at][:1].isdigit():
                break
        return None

    @lazy
    def thing(self) -> Span:
        """The words that name what something is done to: "the new portal" of "Launch the new portal by May"."""
        words, marks = self.words, self.marks
        start = self.lead.end if self.lead else self._first
        if self.lead and start + 1 < len(words) and marks[start] & _PREPOSITION:
            start += 1  # "Migrate to the new platform"
        at = self._name_end(start)
        if self.lead and self.lead.start >= start:  # the verb comes last
            at = min(at, self.lead.start)
        return Span(start, at)

    def _name_end(self, start: int) -> int:
        """Where the name of a thing ends that begins at `start`."""
        words, marks, spoken = self.words, self.marks, self.spoken
        stop = self.joint if self.joint >= start else len(words)
        at = start
        while at < stop and words[at] and not (marks[at] & _PREPOSITION and at > start):
            at += 1
            if spoken[at - 1].endswith(_BREAKS) or (at < len(spoken) and spoken[at].startswith("(")):
                break
        return at

    @lazy
    def clause(self) -> int:
        """The place of the verb of a whole statement ("Every customer hears from us"); -1 where it is none."""
        marks, words = self.marks, self.words
        if self.lead is not None and self.lead.sure:
            return -1
        relatives = 0
        for at in range(self._first + 1, len(words)):
            if self._is_finite(at):
                if not relatives:
                    return at
                relatives -= 1
            elif marks[at] & _RELATIVE:
                relatives += 1
        return -1

    def _is_finite(self, at: int) -> bool:
        words, marks = self.words, self.marks
        if at + 1 == len(words):
            return False
        subject = at - 1
        while subject > 0 and self._adverb(subject):
            subject -= 1
        mark, before, after = marks[at], marks[subject], marks[at + 1]
        if mark & _AUXILIARY:
            return not before & _TO
        verb = self.language.verbs.get(words[at])
        if verb is None:
            # A word that nobody listed, where only a verb can stand: "Customers rave about us".
            return bool(before & _PEOPLE and not mark and after & (_DETERMINER | _PREPOSITION)) and not after & _OF
        if before & (_DETERMINER | _PREPOSITION) and not before & (_RELATIVE | _QUANTIFIER):
            return False
        if verb.form == THIRD:
            if not mark & _ALSO_NOUN or (mark & CHANGE and after & _PREPOSITION):
                return True
            return self._announces(at + 1) and not after & (_AND | _QUANTIFIER)
        if verb.form != BASE or before & _AND:
            return False
        if not self._is_plural(words[subject]):
            return self._speaks_of_several and not after & _PREPOSITION
        if not mark & _ALSO_NOUN or after & _DETERMINER or (mark & CHANGE and after & _PREPOSITION):
            return True
        return bool(before & _PEOPLE) and not after & BITS["of_words"]

    @lazy
    def _speaks_of_several(self) -> bool:
        """Whether its subject is several and is described before the verb comes: "Projects in three regions …"."""
        for at in range(self._first + 1, len(self.words)):
            if self.marks[at] & _PREPOSITION:
                return self._is_plural(self.words[at - 1])
        return False

    def _is_plural(self, word: str) -> bool:
        return self.language.grammar.plural.search(word) is not None

    @lazy
    def purpose(self) -> int:
        """Where it begins to say what the thing is for ("to improve …", "so that …"); -1 where it does not."""
        words, marks, verbs = self.words, self.marks, self.language.verbs
        for at in range(max(self.lead.end if self.lead else 0, 1), len(words) - 1):
            if marks[at] & _SO:
                return at
            if marks[at] & _TO:
                then = at + 1 + self._adverb(at + 1)
                verb = verbs.get(words[then]) if then < len(words) else None
                if verb is not None and verb.form == BASE and self._is_order_at_all(then):
                    return at
        return -1

    def _is_order_at_all(self, at: int) -> bool:
        """Whether a verb after "to" is one: "to release more often", not "to release 4"."""
        return not self.marks[at] & _ALSO_NOUN or at + 1 < len(self.words)

    @lazy
    def joint(self) -> int:
        """Where a second order begins: the "and" of "Win customers and reduce costs"; -1 where there is one only."""
        words, marks, verbs, lead = self.words, self.marks, self.language.verbs, self.lead
        if lead is None or not self.mark & _AND:
            return -1
        stop = self.purpose if self.purpose >= 0 else len(words)
        for at in range(lead.end + 1, stop - 1):
            if marks[at] & _AND:
                then = at + 1 + self._adverb(at + 1)
                verb = verbs.get(words[then]) if then < len(words) else None
                before = verbs.get(words[at - 1])
                if (
                    verb is not None
                    and verb.form == BASE
                    and self._is_order(then)
                    and not (before is not None and before.form == BASE and not marks[at - 1] & _ALSO_NOUN)
                ):
                    return at
        return -1

    @lazy
    def counted(self) -> Measure | None:
        """The number of things done or made: 15 in "Ship 15 features", not 10,000 in "Ship to 10,000 users"."""
        lead = self.lead
        if lead is None or not lead.marks & (WORK | LIGHT) or not self.measures:
            return None
        at = lead.end
        while at < len(self.words) and self.marks[at] & _ABOUT:
            at += 1
        found = next((each for each in self.measures if each.at == at), None)
        if found is None or found.kind not in (AMOUNT, RANK) or at + 1 >= self.thing.end:
            return None
        if not lead.marks & WORK:
            return found if self._counts_activities(at + 1) else None
        last = self.marks[self.thing.end - 1]
        is_made = any(mark & _DELIVERABLE for mark in self.marks[at + 1 : self.thing.end])
        if lead.marks & MAKING and not lead.marks & (TASK | ACTIVITY) and not is_made:
            return None  # to build 120 flats is a result, to build 3 dashboards is none
        is_result = (last & _RESULT and not lead.marks & ACTIVITY) or (last & _PEOPLE and lead.marks & _SPREADING)
        return None if is_result else found

    def _counts_activities(self, start: int) -> bool:
        """Whether it is calls, talks and the like that are counted, a span of time after them apart."""
        over_time = _DETERMINER | BITS["time_units"] | _DATE
        for at in range(self.thing.end - 1, start - 1, -1):
            if self.marks[at] & _ACTIVITIES:
                return not any(self._is_given_to(place) for place in range(start, at))
            if not self.marks[at] & over_time:
                break
        return False

    def _is_given_to(self, at: int) -> bool:
        """Whether those counted are people who get something: "Give 30 farmers a talk with a mentor"."""
        return bool(self.marks[at] & _PEOPLE and self._is_plural(self.words[at]))

    @lazy
    def measured(self) -> Measure | None:
        """What its success can be told by; None where nothing can."""
        lead, counted = self.lead, self.counted
        marks = lead.marks if lead else 0
        begins = self._begun_work if self.measures else 0
        if counted is not None:
            begins |= ACTIVITY
        is_activity = (
            lead is not None
            and lead.sure
            and bool(marks & (ACTIVITY | CAUTIOUS))
            and not marks & (TASK | MAKING | _SPREADING)
        )
        for each in self.measures:
            if each is counted or self._is_name(each) or self._is_part(each) or (counted is not None and each.aside):
                continue
            if is_activity and not self._tells_of_work(each):
                continue
            if each.kind == SHARE and marks & _ENSURING and self._is_done_to_things(each.at):
                continue
            if each.kind == SHARE:
                # Who reviews all contracts has worked. Who moves all customers to the new system has reached something.
                if not (marks | begins) & (WORK | CHANGE) or marks & _SPREADING:
                    return each
            elif not each.deadline or not (marks | begins) & (WORK | CHANGE):
                return each
        return None

    def _is_done_to_things(self, at: int) -> bool:
        """Whether it only says that all of something is worked on: "Ensure all machines are maintained"."""
        words, marks = self.words, self.marks
        if marks[at] & _NEGATION:
            return False
        for place in range(at + 1, len(words) - 1):
            if marks[place] & _PEOPLE:
                return False
            if marks[place] & _AUXILIARY:
                then = place + 1 + self._adverb(place + 1)
                verb = self.language.verbs.get(words[then]) if then < len(words) else None
                is_done = verb is not None and verb.form == PAST and bool(marks[then] & (WORK | KEEPING))
                return is_done and not marks[then] & _SPREADING
        return False

    @property
    def _begun_work(self) -> int:
        """The marks of a task that is named rather than ordered: "Review of all policies", "Launch in 3 months"."""
        first = self._first
        if self.lead is not None or first + 1 >= len(self.marks) or not self.marks[first + 1] & _OF:
            return 0
        return self.marks[first] & (TASK | ACTIVITY)

    def _tells_of_work(self, measure: Measure) -> bool:
        """Whether a number measures what comes of an activity, and does not just describe what it is about.

        "Review calls with accounts over $1m" does not, "Review calls so that 3 of 4 are solved" does.
        """
        at = measure.at
        if measure.kind in (PERCENTAGE, SHARE, EXACT) or (measure.kind == DURATION and not measure.deadline):
            return True
        return (
            0 <= self.purpose < at
            or 0 <= self.joint < at
            or any(self.marks[place] & _SOFT_GUARD or self.spoken[place].endswith(":") for place in range(at))
        )

    def _is_part(self, measure: Measure) -> bool:
        """Whether it only says how much of the thing there is: "Launch a dashboard with 2 figures"."""
        lead, at = self.lead, measure.at
        if lead is None or not lead.marks & WORK or measure.kind != AMOUNT or not self.marks[at - 1] & _SOFT_GUARD:
            return False
        end = self._name_end(at + 1)
        return len(self.words[at]) < 3 and not self.marks[end - 1] & (_RESULT | _PEOPLE)

    def _is_name(self, measure: Measure) -> bool:
        """Whether a number is part of a name: "Launch Foo 4.1"."""
        lead, at = self.lead, measure.at
        return (
            measure.kind == AMOUNT
            and lead is not None
            and bool(lead.marks & WORK)
            and at > lead.end
            and self.spoken[at - 1][:1].isupper()
            and self.words[at].replace(".", "").isdigit()
        )

    @lazy
    def planning(self) -> Span | None:
        """Words that make a goal of reaching goals: "100% of KPIs", "Complete the roadmap"."""
        if not self.mark & _PLANNING:
            return None
        words, marks, lead = self.words, self.marks, self.lead
        for at, mark in enumerate(marks):
            if not mark & _PLANNING:
                continue
            start = at
            while start and marks[start - 1] & _BEFORE_PLANNING:
                start -= 1
            if start > 1 and marks[start - 1] & _PREPOSITION and self._is_everything(start - 2):
                start -= 2
            shares = [
                each
                for each in self.measures
                if start - 1 <= each.at < at
                and (each.kind != SHARE or each.at == at - 1 or self._is_everything(each.at))
            ]
            if any(each.kind in (PERCENTAGE, SHARE) for each in shares):
                return Span(min(start, shares[0].at), at + 1)
            if lead is not None and start <= lead.end and words[lead.end - 1] and lead.marks & _COMPLETING:
                return Span(lead.start, at + 1)
        return None

    def _is_everything(self, at: int) -> bool:
        """Whether it stands for all things, and for nobody: "everything" of "everything on the roadmap"."""
        return bool(self.marks[at] & _QUANTIFIER and self.marks[at] & GENERIC)

    def is_deliverable(self, start: int, end: int) -> bool:
        """Whether these words name something that is delivered; names and numbers after it do not count."""
        for at in range(end - 1, start - 1, -1):
            if self.marks[at] & _DELIVERABLE:
                return True
            if not self.is_name(at) and not self.words[at][:1].isdigit():
                return False
        return False

    def is_name(self, at: int) -> bool:
        """Whether a word that is on no list is written like a name."""
        return not self.marks[at] and (self.spoken[at][:1].isupper() or len(self.words[at]) < 2)

    def is_generic(self, start: int) -> bool:
        """Whether all words from `start` would fit any organisation."""
        words, marks = self.words, self.marks
        last = len(words) - 1
        verb = self.lead.start if self.lead else -1
        for at in range(start, last + 1):
            mark = marks[at]
            if at == verb:
                continue  # it comes last
            if mark & _BETWEEN and any(after & _AND for after in marks[at + 1 :]):
                return False  # "between nurses and doctors" names both
            is_soft = mark & _SOFT_GUARD and at < last and not marks[at + 1] & (_DETERMINER | _DATE)
            if start < at < last and (mark & _GUARD or is_soft):
                return False
            if words[at] and not mark & GENERIC and not _YEAR.fullmatch(words[at]):
                return False
        return True

    @lazy
    def topic(self) -> str:
        """The thing with what belongs to it, as written: "sales in Bavaria" of "Grow sales in Bavaria this year"."""
        marks = self.marks
        start, end = self.thing
        stop = next((at for at in (self.joint, self.purpose) if at >= 0), len(marks))
        if self.lead and self.lead.start >= start:  # the verb comes last
            stop = min(stop, self.lead.start)
        if self.spoken[start:end] and not self.spoken[end - 1].endswith(_BREAKS):
            while end < stop and not marks[end] & (BITS["vague_words"] | BITS["empty_words"]):
                ends = marks[end] & BITS["deadline_words"] and end + 1 < stop
                if ends and marks[end + 1] & (_DATE | BITS["months"] | _DETERMINER):
                    break
                end += 1
                if self.spoken[end - 1].endswith(_BREAKS):
                    break
        return self.quote(start, end)

    def quote(self, start: int, end: int) -> str:
        """The words from `start` up to `end` as written, fit to be quoted."""
        return " ".join(self.spoken[start:end]).strip(_PUNCTUATION + " ")

    def places(self, mark: int) -> list[int]:
        """The places of the words on any of these lists."""
        return [at for at, each in enumerate(self.marks) if each & mark] if self.mark & mark else []
