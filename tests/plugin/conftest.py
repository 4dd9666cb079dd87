"""A small MkDocs site around a portal whose pages are made up, so that only the adapter is on trial."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import pytest
import yaml

os.environ["NO_MKDOCS_2_WARNING"] = "1"

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_okr.exports.made import MadeFiles
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.site import GeneratedPage, SearchEntry, Site

ROOT = {"okr": {"path": "/"}}


@dataclass
class Workshop:
    """A folder with a mkdocs.yml, documentation and sources, and the portal that they will be turned into."""

    folder: Path
    site: Site
    diagnostics: tuple[Any, ...] = ()
    findings: tuple[Any, ...] = ()
    build_from: str = "warning"
    config: dict[str, Any] = field(default_factory=dict)
    command: Literal["build", "serve"] = "build"

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def build(self, **options: Any) -> Path:
        """Build the site as MkDocs' command does and say where it is."""
        settings = {"site_name": "Intranet", "theme": {"name": "material", "font": False}, **self.config}
        self.write({"mkdocs.yml": yaml.safe_dump(settings)})
        config = load_config(str(self.folder / "mkdocs.yml"), **options)
        config.plugins.on_startup(command=self.command, dirty=False)
        build(config)
        return self.folder / "site"

    def page(self, path: str, **options: Any) -> str:
        """The published text of one file of the site, built now."""
        return (self.build(**options) / path).read_text("utf-8")


def body(text: str) -> Callable[[], str]:
    return lambda: text


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """A portal with a home page, an archive that the navigation names, and a unit's page that it does not."""
    portal = Site(
        pages=(
            GeneratedPage("", "Goals", body("<h1>Goals</h1>"), "What we want", in_nav=True),
            GeneratedPage("cycles", "Cycles", body("<h1>Cycles</h1>"), in_nav=True),
            GeneratedPage(
                "2027-q1/sales",
                "Sales <& Co>",
                body('<h1>Sales</h1><p id="grow/deals">*Ten* deals</p>'),
                'Says "hello" & <b>more</b>',
                (
                    SearchEntry("", "Sales <& Co>", "The unit <b>"),
                    SearchEntry("grow", "Grow", "Objective"),
                    SearchEntry("grow/deals", "Ten deals", "KR1"),
                ),
                edit_url="https://git.example/edit?file=a.yml&line=3",
            ),
        ),
        redirects={"units/sales": "2027-q1/sales", "2027-q1/old": "2027-q1/sales#grow"},
        files={"schema/okrs.json": b'{"title": "OKRs"}'},
    )
    made = Workshop(tmp_path, portal)

    def fake_load(folder: Path, *, history: bool) -> SimpleNamespace:
        checks = SimpleNamespace(build=made.build_from)
        portfolio = SimpleNamespace(settings=SimpleNamespace(checks=checks))
        return SimpleNamespace(portfolio=portfolio, diagnostics=made.diagnostics)

    def fake_check(loaded: SimpleNamespace) -> SimpleNamespace:
        return SimpleNamespace(diagnostics=made.findings)

    def fake_site(portfolio: object, addresses: Addresses, checked: object) -> Site:
        return made.site

    monkeypatch.setattr("mkdocs_okr.plugin.load", fake_load)
    monkeypatch.setattr("mkdocs_okr.plugin.check", fake_check)
    monkeypatch.setattr("mkdocs_okr.plugin.site", fake_site)
    monkeypatch.setattr("mkdocs_okr.plugin.exported_files", lambda portal: MadeFiles({}))
    monkeypatch.setattr("mkdocs_okr.plugin.exported", lambda portal, files: Site(()))
    monkeypatch.chdir(tmp_path)
    made.write({"docs/playbook.md": "# Playbook\n", "okrs/organization.yml": "name: ACME\n"})
    made.config = {"plugins": ["search", ROOT]}
    return made
