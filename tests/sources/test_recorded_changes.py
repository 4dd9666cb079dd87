"""What moved inside a cycle and nobody wrote down is told from the history of the files, or it is said why not."""

import os
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from signal import SIGSTOP
from time import sleep
from typing import Any

import pytest

from mkdocs_okr.model import Change, ChangeGap, Portfolio
from mkdocs_okr.sources import git, load, recorded_changes
from mkdocs_okr.sources.recorded_changes import MOST_CHANGES
from mkdocs_okr.sources.wording import objectives_in
from tests.portal.published import a_company, an_objective, moving, write
from tests.sources.repository import Repository


class Company(Repository):
    """A company whose OKRs are kept in git since before the cycle. Sales has one objective with one key result."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.files = a_company()
        self.save()
        self.commit("2026-12-20")

    @property
    def folder(self) -> Path:
        return self.root / "okrs"

    def save(self, **changes: Any) -> None:
        self.files |= {name: content for name, content in a_company(**changes).items() if name not in self.files} | {
            name.replace("__", "/").replace("_", "-") + ".yml": content for name, content in changes.items()
        }
        write(self.folder, self.files)

    def change(self, day: str, *objectives: Mapping[str, Any], **head: Any) -> None:
        """What Sales says from a day on."""
        self.save(**{"2027_q1__sales": {**head, "objectives": list(objectives)}})
        self.commit(day)


def portfolio_of(folder: Path, **options: Any) -> Portfolio:
    loaded = load(folder, history=True, **options)
    assert not loaded.has_errors, loaded.diagnostics
    assert loaded.portfolio is not None
    return loaded.portfolio


def told(company: Company, **options: Any) -> list[tuple[str, str, str, str]]:
    """What is told of Sales that nobody wrote: day, what, before and after."""
    okrs = portfolio_of(company.folder, **options).okr_sets["2027-q1", "sales"]
    changes = [*okrs.changes, *(change for objective in okrs.objectives for change in objective.changes)]
    return [(f"{each.date:%d %b}", each.what, each.before, each.after) for each in changes if each.recorded]


def a_key_result(**changes: Any) -> dict[str, Any]:
    return {"id": "anvils", "title": "Anvils sold", "lead": "bob", "metric": moving(), **changes}


def with_target(target: Any, **changes: Any) -> dict[str, Any]:
    return an_objective(key_results=[a_key_result(metric=moving(target=target))], **changes)


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Company:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    return Company(tmp_path / "a company")


def test_nothing_is_told_of_what_has_not_moved(company: Company) -> None:
    company.change("2027-01-20", an_objective(why="The market grows."))
    assert told(company) == []


def test_a_target_that_moved_is_told_with_the_day_of_its_commit(company: Company) -> None:
    company.change("2027-01-20", with_target(180))
    company.change("2027-02-03", with_target(160))
    assert told(company) == [
        ("20 Jan", "anvils.target", "200", "180"),
        ("03 Feb", "anvils.target", "180", "160"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (a_key_result(), a_key_result(title="Anvils shipped"), ("anvils.title", "Anvils sold", "Anvils shipped")),
        (a_key_result(), a_key_result(due="2027-03-01"), ("anvils.due", "2027-03-31", "2027-03-01")),
        (a_key_result(), a_key_result(weight=3), ("anvils.weight", "1", "3")),
        (a_key_result(), a_key_result(metric=moving(baseline=150)), ("anvils.baseline", "100", "150")),
        (
            a_key_result(metric={"keep": "between", "low": 40, "high": 60}),
            a_key_result(metric={"keep": "between", "low": 30, "high": 60}),
            ("anvils.low", "40", "30"),
        ),
        (
            a_key_result(metric={"keep": "at least", "target": 40}),
            a_key_result(metric={"keep": "at most", "target": 40}),
            ("anvils.keep", "at least", "at most"),
        ),
        (
            a_key_result(metric={"deliverable": "The new price list"}),
            a_key_result(metric={"deliverable": "A price list"}),
            ("anvils.deliverable", "The new price list", "A price list"),
        ),
        (a_key_result(), a_key_result(id="bolts"), ("bolts", "", "Anvils sold")),
    ],
)
def test_everything_that_can_be_moved_to_reach_a_score_is_told(
    company: Company, before: Any, after: Any, expected: tuple[str, str, str]
) -> None:
    company.change("2026-12-30", an_objective(why="New.", key_results=[before]))
    company.change("2027-01-20", an_objective(key_results=[after]))
    assert ("20 Jan", *expected) in told(company)


def test_objectives_that_come_and_go_are_told_at_the_unit(company: Company) -> None:
    company.change("2027-01-20", an_objective(), an_objective(id="please", title="Please customers"))
    company.change("2027-01-25", an_objective(id="please", title="Please customers"))
    assert told(company) == [
        ("20 Jan", "please", "", "Please customers"),
        ("25 Jan", "grow", "Sell more anvils", ""),
    ]


def test_the_same_number_written_otherwise_has_not_moved(company: Company) -> None:
    company.change("2027-01-05", with_target("2,000"))
    company.change("2027-01-20", an_objective(key_results=[a_key_result(metric=moving(target="2K"), due="2027-03-31")]))
    assert told(company) == [("05 Jan", "anvils.target", "200", "2,000")]


@pytest.mark.parametrize(
    ("head", "days"),
    [
        ({}, ["05 Jan", "20 Jan"]),
        ({"committed": "2027-01-10"}, ["20 Jan"]),
        ({"published": "2026-12-21"}, ["22 Dec", "05 Jan", "20 Jan"]),
    ],
)
def test_a_promise_counts_from_the_day_it_was_given(company: Company, head: dict[str, str], days: list[str]) -> None:
    for day, target in (("2026-12-22", 210), ("2027-01-05", 220), ("2027-01-20", 230)):
        company.change(day, with_target(target), **head)
    assert [day for day, *_ in told(company)] == days


def test_a_draft_may_be_changed_at_will(company: Company) -> None:
    company.save(**{"2027_q1__cycle": {"starts": "2027-01-01", "ends": "2027-03-31", "state": "draft"}})
    company.change("2027-01-20", with_target(180))
    assert told(company) == []


def test_of_a_file_that_came_later_its_first_version_counts(company: Company) -> None:
    company.save(**{"2027_q1__company": {"objectives": [with_target(100)]}})
    company.commit("2027-01-15")
    company.save(**{"2027_q1__company": {"objectives": [with_target(90)]}})
    company.commit("2027-01-20")
    (objective,) = portfolio_of(company.folder).okr_sets["2027-q1", "company"].objectives
    assert [(change.before, change.after) for change in objective.changes] == [("100", "90")]


def test_nothing_dated_later_than_today_counts(company: Company) -> None:
    company.change("2027-02-13", with_target(180))
    assert told(company) == []
    assert len(told(company, as_of=date(2027, 2, 13))) == 1


def test_what_is_not_committed_yet_has_moved_today(company: Company) -> None:
    company.change("2027-01-20", with_target(190))
    company.save(**{"2027_q1__sales": {"objectives": [with_target(180)]}})
    assert told(company)[1:] == [("12 Feb", "anvils.target", "190", "180")]
    assert told(company, as_of=date(2027, 1, 19)) == []


WRITTEN = {"date": "2027-01-24", "what": "anvils.target", "from": 200, "to": 180, "why": "The fair was cancelled."}


@pytest.mark.parametrize(
    "written",
    [
        WRITTEN,
        {**WRITTEN, "to": "180.0"},
        {"date": "2027-01-20", "what": "anvils.target", "why": "The fair was cancelled."},
        {**WRITTEN, "what": "anvils.metric.target"},
        {**WRITTEN, "what": "hammers.target"},
    ],
)
def test_what_somebody_wrote_is_not_told_again(company: Company, written: dict[str, Any]) -> None:
    result = a_key_result(metric=moving(target=180), aliases=["hammers"])
    company.change("2027-01-20", an_objective(key_results=[result], changes=[written]))
    assert told(company) == []


def test_one_written_change_may_stand_for_several_steps(company: Company) -> None:
    company.change("2027-01-20", with_target(190))
    company.change("2027-01-22", with_target(180))
    company.change("2027-02-01", with_target(150, changes=[WRITTEN]))
    assert told(company) == [("01 Feb", "anvils.target", "180", "150")]


def test_a_written_change_of_another_value_hides_nothing(company: Company) -> None:
    company.change("2027-01-20", with_target(120, changes=[WRITTEN]))
    assert told(company) == [("20 Jan", "anvils.target", "200", "120")]


def test_who_writes_that_a_key_result_was_dropped_is_believed(company: Company) -> None:
    dropped = {"date": "2027-01-20", "what": "anvils", "to": "dropped", "why": "Nobody buys anvils."}
    company.change("2027-01-20", an_objective(key_results=[a_key_result(id="bolts")], changes=[dropped]))
    assert told(company) == [("20 Jan", "bolts", "", "Anvils sold")]


def test_what_has_another_id_now_is_still_the_same(company: Company) -> None:
    result = a_key_result(id="units", aliases=["anvils"], metric=moving(target=180))
    company.change("2027-01-20", an_objective(id="expand", aliases=["grow"], key_results=[result]))
    assert told(company) == [("20 Jan", "units.target", "200", "180")]


def test_a_unit_that_is_called_otherwise_keeps_its_history(company: Company) -> None:
    unit = {**company.files["units/sales.yml"], "aliases": ["sales"]}
    company.git("mv", "okrs/units/sales.yml", "okrs/units/trade.yml")
    company.git("mv", "okrs/2027-q1/sales.yml", "okrs/2027-q1/trade.yml")
    company.files = {name: text for name, text in company.files.items() if not name.endswith("sales.yml")}
    company.save(units__sales=None, units__trade=unit, **{"2027_q1__sales": None})
    company.save(**{"2027_q1__trade": {"objectives": [with_target(180)]}})
    company.commit("2027-01-20")
    (objective,) = portfolio_of(company.folder).okr_sets["2027-q1", "trade"].objectives
    assert objective.changes == (Change(date(2027, 1, 20), "anvils.target", "200", "180", recorded=True),)


def test_what_a_branch_did_counts_on_the_day_it_was_merged(company: Company) -> None:
    company.git("switch", "--quiet", "--create", "branch")
    company.change("2027-01-10", with_target(190))
    company.change("2027-01-12", with_target(180))
    company.git("switch", "--quiet", "main")
    company.save(**{"2027_q1__sales": None, "people": company.files["people.yml"]})
    company.git("merge", "--quiet", "--no-ff", "--message", "merged", "branch", day="2027-01-20")
    assert told(company) == [("20 Jan", "anvils.target", "200", "180")]


@pytest.mark.parametrize(
    "nonsense", ["objectives: [", "objectives: 7", "- a\n- b", "objectives:\n- {id: [], title: x}\n"]
)
def test_versions_that_cannot_be_read_are_passed_over(company: Company, nonsense: str) -> None:
    company.save(**{"2027_q1__sales": nonsense})
    company.commit("2027-01-10")
    company.change("2027-01-20", with_target(180))
    assert told(company) == [("20 Jan", "anvils.target", "200", "180")]


class TestAudience:
    def test_what_an_objective_said_while_it_was_hidden_stays_hidden(self, company: Company) -> None:
        company.change("2027-01-10", with_target(5_000, visibility="restricted", title="Buy the rival"))
        company.change("2027-01-20", with_target(180))
        assert told(company) == []

    def test_an_objective_that_is_hidden_now_is_not_told_of(self, company: Company) -> None:
        company.change("2027-01-10", with_target(180))
        company.change("2027-01-20", with_target(170, visibility="restricted"))
        assert told(company) == []
        company.change("2027-01-25", an_objective(id="please"))
        assert told(company) == [("25 Jan", "please", "", "Sell more anvils")]

    @pytest.mark.parametrize(
        "mistaken",
        [
            "{id: grow, title: Buy the rival, visibility: nobody}",
            "{id: grow, title: Buy the rival, visibility: 'restricted '}",
            "{id: grow, title: Buy the rival, visibilty: restricted}",
            "{id: grow, title: Buy the rival, Visibility: restricted}",
            "{id: grow, title: Buy the rival, <<: {visibility: restricted}}",
            "{id: grow, title: Buy the rival, visibility: restricted, visibility: public}",
            "{id: grow, title: Buy the rival, visibility: !x restricted}",
            "&a {id: grow, title: Buy the rival, visibility: public}",
            "{id: grow, title: Please everybody, visibility: restricted}\n- {id: grow, title: Buy the rival}",
        ],
    )
    def test_a_version_with_a_mistake_tells_nothing(self, company: Company, mistaken: str) -> None:
        company.save(**{"2027_q1__sales": f"objectives:\n- {mistaken}\n"})
        company.commit("2027-01-10")
        company.change("2027-01-20", with_target(180))
        assert told(company) == [("20 Jan", "anvils.target", "200", "180")]
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert log.gaps == (ChangeGap("2027-q1", "sales", unreadable=1),)

    def test_what_was_shown_by_mistake_is_not_told_when_it_is_gone(self, company: Company) -> None:
        secret = an_objective(id="buy", title="Buy the rival")
        company.change("2027-01-10", an_objective(), {**secret, "visibility": "restricted"})
        company.change("2027-01-12", an_objective(), secret)
        company.change("2027-01-20", with_target(180))
        assert told(company) == [("20 Jan", "anvils.target", "200", "180")]

    def test_what_was_hidden_last_is_not_told_of(self, company: Company) -> None:
        company.change("2027-01-10", an_objective(), an_objective(id="buy", title="Buy the rival"))
        company.change("2027-01-12", an_objective(), an_objective(id="buy", visibility="restricted"))
        company.change("2027-01-20", with_target(180))
        assert told(company) == [("20 Jan", "anvils.target", "200", "180")]

    def test_what_was_hidden_before_it_became_part_of_another_stays_hidden(self, company: Company) -> None:
        company.change("2027-01-10", an_objective(id="buy", visibility="restricted"), an_objective(title="Sell"))
        company.change("2027-01-20", with_target(180, aliases=["buy"]))
        assert told(company) == []

    def test_who_may_read_everything_is_told_everything(self, company: Company) -> None:
        company.change("2027-01-10", with_target(5_000, visibility="restricted"))
        assert told(company, audience="restricted") == [("10 Jan", "anvils.target", "200", "5000")]


class TestWhatIsNotKnown:
    def test_a_history_that_is_complete_says_so(self, company: Company) -> None:
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert (log.unknown, log.begins) == ("", None)

    def test_a_copy_that_was_cut_off_says_where_it_begins(self, company: Company, tmp_path: Path) -> None:
        company.change("2027-01-20", with_target(180))
        company.change("2027-02-01", with_target(160))
        company.change("2027-02-03", with_target(150))
        copy = tmp_path / "copy"
        subprocess.run(["git", "clone", "--quiet", "--depth=2", company.root.as_uri(), copy], check=True)
        portfolio = portfolio_of(copy / "okrs")
        (objective,) = portfolio.okr_sets["2027-q1", "sales"].objectives
        assert [(change.date.day, change.before, change.after) for change in objective.changes] == [(3, "160", "150")]
        assert portfolio.change_log is not None
        assert portfolio.change_log.begins == date(2027, 2, 1)

    def test_a_copy_that_reaches_back_far_enough_is_complete(self, company: Company, tmp_path: Path) -> None:
        company.change("2026-12-30", with_target(180))
        company.change("2027-02-03", with_target(150))
        copy = tmp_path / "copy"
        subprocess.run(["git", "clone", "--quiet", "--depth=2", company.root.as_uri(), copy], check=True)
        portfolio = portfolio_of(copy / "okrs")
        assert portfolio.change_log is not None
        assert (portfolio.change_log.begins or date.min) < portfolio.cycles["2027-q1"].starts

    def test_a_folder_outside_git_says_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
        log = portfolio_of(write(tmp_path / "okrs", a_company())).change_log
        assert log is not None
        assert log.unknown == "the sources do not lie in a repository of git"

    def test_sources_that_git_ignores_say_so(self, company: Company) -> None:
        company.git("rm", "--quiet", "-r", "--cached", "okrs")
        (company.root / ".gitignore").write_text("okrs/\n")
        company.git("add", ".gitignore")
        company.git("commit", "--quiet", "--amend", "--message", "x", day="2026-12-20")
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert log.unknown == "the sources are not kept in git"

    def test_without_git_nothing_is_claimed(self, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nowhere")
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert log.unknown == "git is not installed, or cannot be started"

    def test_a_broken_repository_stops_nothing_and_names_no_folder(self, company: Company) -> None:
        company.change("2027-01-20", with_target(180))
        for pack in (company.root / ".git/objects").glob("??/*"):
            pack.unlink()
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert log.unknown
        assert str(company.root) not in log.unknown

    def test_a_repository_without_a_commit_stops_nothing(self, tmp_path: Path) -> None:
        repository = Repository(tmp_path)
        log = portfolio_of(write(repository.root / "okrs", a_company())).change_log
        assert log is not None
        assert log.unknown

    def test_a_copy_without_old_contents_fetches_nothing(self, company: Company, tmp_path: Path) -> None:
        company.change("2027-01-20", with_target(180))
        company.git("config", "uploadpack.allowFilter", "true")
        copy = tmp_path / "copy"
        subprocess.run(
            ["git", "clone", "--quiet", "--filter=blob:none", company.root.as_uri(), copy],
            check=True,
            capture_output=True,
        )
        log = portfolio_of(copy / "okrs").change_log
        assert log is not None
        assert log.unknown == "this copy of the repository does not hold the earlier versions of its files"

    def test_own_settings_of_git_change_nothing(self, company: Company) -> None:
        company.change("2027-01-20", with_target(180))
        for name, value in (
            ("log.showSignature", "true"), ("color.ui", "always"), ("log.diffMerges", "off"), ("log.follow", "true"),
            ("diff.renames", "copies"), ("diff.noprefix", "true"), ("diff.orderFile", "/nowhere"),
            ("log.date", "relative"), ("diff.external", "false"), ("diff.relative", "false"), ("log.decorate", "full"),
        ):  # fmt: skip
            company.git("config", name, value)
        assert told(company) == [("20 Jan", "anvils.target", "200", "180")]


def test_links_and_very_large_versions_are_no_versions(company: Company) -> None:
    sales = company.folder / "2027-q1/sales.yml"
    sales.unlink()
    sales.symlink_to("/etc/passwd")
    company.commit("2027-01-10")
    sales.unlink()
    sales.write_text("# " + "x" * 1_100_000)
    company.commit("2027-01-12")
    company.change("2027-01-20", with_target(180))
    assert told(company) == [("20 Jan", "anvils.target", "200", "180")]


def test_only_what_is_asked_for_is_compared(company: Company) -> None:
    company.change("2027-01-20", with_target(180))
    assert told(company, files={"2027-q1/sales.yml"}) == told(company)
    assert told(company, files={"2027-q1/company.yml"}) == []


class TestClocks:
    """Anybody can date a commit as they like: the order of the commits cannot be set."""

    @pytest.mark.parametrize("wrong", ["1970-01-02", "2026-06-01", "2099-12-31"])
    def test_a_wrong_clock_hides_nothing(self, company: Company, wrong: str) -> None:
        company.change("2027-01-10", with_target(190))
        company.change(wrong, with_target(180))
        company.change("2027-01-20", with_target(180), an_objective(id="please", title="Please customers"))
        company.change("2027-02-01", with_target(170), an_objective(id="please", title="Please customers"))
        assert told(company) == [
            ("20 Jan", "please", "", "Please customers"),
            ("10 Jan", "anvils.target", "200", "190"),
            ("20 Jan", "anvils.target", "190", "180"),
            ("01 Feb", "anvils.target", "180", "170"),
        ]

    def test_a_last_commit_from_long_ago_is_of_today(self, company: Company) -> None:
        company.change("1970-01-02", with_target(180))
        assert told(company) == [("12 Feb", "anvils.target", "200", "180")]

    def test_a_last_commit_from_the_future_is_of_today(self, company: Company) -> None:
        today = date.today()
        first, last = today - timedelta(days=30), today + timedelta(days=30)
        company.save(
            settings={**company.files["settings.yml"], "as_of": None},
            **{"2027_q1__cycle": {"starts": f"{first}", "ends": f"{last}"}},
        )
        company.commit(f"{first - timedelta(days=1)}")
        company.change("2099-12-31", with_target(180))
        assert told(company) == [(f"{today:%d %b}", "anvils.target", "200", "180")]


class TestBounds:
    def test_of_very_many_changes_the_newest_are_told(self, company: Company) -> None:
        many = [a_key_result(id=f"k-{number}") for number in range(600)]
        company.change("2027-01-10", an_objective(key_results=many))
        company.change("2027-01-20", an_objective(key_results=[{**each, "weight": 2} for each in many]))
        company.change("2027-02-01", an_objective(key_results=[{**each, "weight": 3} for each in many]))
        found = told(company)
        assert len(found) == MOST_CHANGES
        assert sum(day == "01 Feb" for day, *_ in found) == 600
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert log.gaps == (
            ChangeGap("2027-q1", "sales", reason="more than 1,000 things have moved", since=date(2027, 1, 20)),
        )

    @pytest.mark.parametrize(
        ("bound", "most"), [("MOST_VERSIONS_OF_UNIT", 1), ("MOST_BYTES_OF_UNIT", 1), ("MOST_BYTES", 1)]
    )
    def test_older_versions_than_can_be_compared_are_not_known(
        self, company: Company, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
    ) -> None:
        for day, target in (("2027-01-10", 190), ("2027-01-20", 180), ("2027-02-01", 170)):
            company.change(day, with_target(target))
        monkeypatch.setattr(recorded_changes, bound, most)
        assert told(company) == [("01 Feb", "anvils.target", "180", "170")]
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert [(gap.unit, gap.since) for gap in log.gaps] == [("sales", date(2027, 1, 20))]

    def test_only_git_has_to_hurry(self, company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
        def slowly(raw: bytes) -> Any:
            sleep(1.1)
            return objectives_in(raw)

        company.change("2027-01-20", with_target(180))
        monkeypatch.setattr(git, "MOST_SILENT_SECONDS", 1.0)
        monkeypatch.setattr(recorded_changes, "objectives_in", slowly)
        assert told(company) == [("20 Jan", "anvils.target", "200", "180")]

    def test_what_was_found_before_git_fell_silent_is_kept(
        self, company: Company, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for day, target in (("2027-01-10", 190), ("2027-01-20", 180), ("2027-02-01", 170)):
            company.change(day, with_target(target))
        answer = git.Blobs._answer

        def falling_silent(blobs: git.Blobs, blob: str) -> bytes | None:
            if blobs.answered:
                blobs._process.send_signal(SIGSTOP)
            return answer(blobs, blob)

        monkeypatch.setattr(git, "MOST_SILENT_SECONDS", 1.0)
        monkeypatch.setattr(git.Blobs, "_answer", falling_silent)
        assert told(company) == [("01 Feb", "anvils.target", "180", "170")]
        log = portfolio_of(company.folder).change_log
        assert log is not None
        assert [(gap.reason, gap.since) for gap in log.gaps] == [("git took longer than 1 seconds", date(2027, 1, 20))]


@pytest.mark.parametrize("setting", ["clean", "process"])
def test_filters_of_the_repository_are_not_run(company: Company, tmp_path: Path, setting: str) -> None:
    company.change("2027-01-20", with_target(180))
    (company.root / ".gitattributes").write_text("*.yml filter=own\n")
    company.git("config", f"filter.own.{setting}", f"touch '{tmp_path}/was-run'; false")
    company.git("config", "filter.own.required", "true")
    company.save(**{"2027_q1__sales": {"objectives": [with_target(170)]}})
    assert told(company) == [("20 Jan", "anvils.target", "200", "180"), ("12 Feb", "anvils.target", "180", "170")]
    assert not (tmp_path / "was-run").exists()


def test_other_ends_of_lines_are_no_change(company: Company) -> None:
    sales = company.folder / "2027-q1/sales.yml"
    sales.write_bytes(sales.read_bytes().replace(b"\n", b"\r\n"))
    assert told(company) == []
