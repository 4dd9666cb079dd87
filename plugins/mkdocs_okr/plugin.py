"""The adapter that puts the portal on MkDocs: its hooks, and nothing that is about OKRs."""

import atexit
import gc
import itertools
import json
import os
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

import mkdocs_okr_theme
from mkdocs_okr.ahead import Bodies, Chore, workers
from mkdocs_okr.checks.rule import SEVERITIES
from mkdocs_okr.checks.run import Checked, check
from mkdocs_okr.diagrams import keeping
from mkdocs_okr.exports.files import exported, exported_files
from mkdocs_okr.model import Portfolio
from mkdocs_okr.pages.addresses import Addresses
from mkdocs_okr.pages.assemble import site
from mkdocs_okr.pages.fence_places import FencePlaces, fence_places
from mkdocs_okr.pages.fences import FencedPage
from mkdocs_okr.pages.portal import Portal
from mkdocs_okr.pages.redirect import redirect_page
from mkdocs_okr.pages.search import search_documents
from mkdocs_okr.pages.site import GeneratedPage, Site
from mkdocs_okr.pages.stale import conflict_notice, stale_notice
from mkdocs_okr.shell import SharedParts
from mkdocs_okr.sources import Diagnostic, NoSources, load

THEME = Path(mkdocs_okr_theme.__file__).parent

MOST_TOLD = 50
"""Findings that a build prints; `okr check` prints them all."""

_BODY = "<!-- okr:body -->"
"""Stands for a page's body until the page is built."""

log = get_plugin_logger(__name__)


class PortalPath(config_options.Type[str]):
    """A path below the site's root, kept without slashes at its ends; "/" is the root itself."""

    def run_validation(self, value: object) -> str:
        """The path without its outer slashes.

        Raises:
            ValidationError: for a path that could leave the site or that a web address would have to escape.
        """
        path = super().run_validation(value).strip("/")
        if path and not all(re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]*", part) for part in path.split("/")):
            raise ValidationError(f"{value!r} is not a path of letters, digits, '-', '_', '.' and '/'.")
        return path


class OkrConfig(Config):
    """The plugin's options in mkdocs.yml. Everything about the OKRs themselves is set in the sources' settings.yml."""

    sources = config_options.Dir(default="okrs", exists=True)
    """The folder that the OKRs are written in, relative to mkdocs.yml."""

    path = PortalPath(str, default="okrs")
    """Where on the site the portal lives. "/" makes the portal's home page the site's."""


class PortalPage(Page):
    """A page whose content comes from the portfolio: neither read from a file nor passed through Markdown."""

    def __init__(self, title: str, file: File, config: MkDocsConfig, generated: GeneratedPage) -> None:
        super().__init__(title, file, config)
        self.generated = generated
        self.above = ""
        self.edit_url = generated.edit_url and escape(generated.edit_url)

    def read_source(self, config: MkDocsConfig) -> None:
        """Set the metadata that Material's templates print without escaping, and keep Material from reading on."""
        self.markdown = ""
        self.meta = {
            "template": "okr.html",
            # With tabs the navigation at the side says nothing new; Material keeps it for its drawer on phones.
            "hide": ["navigation", "toc"] if "navigation.tabs" in (config.theme.get("features") or ()) else ["toc"],
            "description": escape(self.generated.description),
            # The search entries come from the data; reading them back out of the HTML costs more than all of this.
            "search": {"exclude": True},
        }
        if not self.is_homepage:  # The site's own home page is called as the site is.
            self.meta["title"] = escape(self.generated.title)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set what stands for the body: MkDocs renders all pages before it builds the first one.

        So plugins that read or change `page.content` before the template is rendered find no body in it. What they
        put around it stays.
        """
        self.content = f"{self.above}{_BODY}"
        # The first entry is where Material's "skip to content" leads.
        self.toc = TableOfContents([AnchorLink(escape(self.generated.title), "okr:content", level=1)])


class MadeFile(File):
    """A file whose content is made when MkDocs copies it, or when somebody else asks for it.

    With `is_chore` MkDocs passes it over, because it is written beside MkDocs' own work.
    """

    _make: Callable[[], str | bytes]
    is_chore = False

    def copy_file(self, dirty: bool = False) -> None:
        """Write the file to its place in the site."""
        if not self.is_chore:
            super().copy_file(dirty)

    def write(self) -> int:
        """Write the file, whoever does it, and say how large it is."""
        super().copy_file()
        return os.path.getsize(self.abs_dest_path)

    @property
    def _content(self) -> str | bytes | None:
        return self._make()

    @_content.setter
    def _content(self, content: Any) -> None:
        self._make = content if callable(content) else lambda: content


class OkrPlugin(BasePlugin[OkrConfig]):
    """Publishes the OKRs of a folder as pages of a MkDocs site."""

    _serving = False
    _collects = False
    _judged: tuple[Portfolio, Checked] | None = None
    _bodies: Bodies | None = None
    _stale = ""
    """What readers of a preview are told while it shows an earlier state; HTML."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember what is being done; that this event is handled makes MkDocs keep the plugin between rebuilds."""
        self._serving = command == "serve"
        # When Python ends, it would look through a whole company once more for garbage: a tenth of the time of a build.
        atexit.register(gc.freeze)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Offer templates and assets with the least precedence, so that a user's own always win."""
        for folder in (THEME / "templates", THEME):
            if str(folder) not in config.theme.dirs:
                config.theme.dirs.append(str(folder))
        config.extra_css[:0] = ["assets/okr/okr.css", "assets/okr/pictures.css", "assets/okr/tracking.css"]
        config.extra_javascript[:0] = ["assets/okr/okr.js", "assets/okr/pictures.js"]
        for advice in _advice(config):
            log.info(advice)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the sources and judge them by the rules.

        This is the last event before MkDocs empties the site's folder: sources that cannot be published leave the
        previous site in place. `mkdocs serve` answers nobody after a build that failed, so there the last state
        without errors is built again.
        """
        keeping.begin_build(keep=self._serving)
        if _is_inside(self.config.sources, config.site_dir):
            raise Abort(
                f"Nothing was built: the sources in {_shown(self.config.sources)} would be deleted, because "
                f"they lie inside the folder that the site is written to, {_shown(config.site_dir)}."
            )
        try:
            loaded = load(Path(self.config.sources), history=True)
        except NoSources as error:  # while serving: another branch may not have the folder
            if self._judged is None:
                raise Abort(f"Nothing was built: {error}.") from error
            log.error(f"{error}: until it is back, the portal shows what it showed before.")
            self._stale = stale_notice("there is no folder with the sources", "")
            return
        for diagnostic in loaded.diagnostics:
            _LOGGERS[diagnostic.severity](_told(diagnostic, self.config.sources))
        errors = sum(diagnostic.severity == "error" for diagnostic in loaded.diagnostics)
        if loaded.portfolio is not None and not errors:
            checked = check(loaded)
            self._judged = loaded.portfolio, checked
            self._stale = ""
            _tell(checked.diagnostics, loaded.portfolio.settings.checks.build, self.config.sources)
            return
        found = f"{_count(errors, 'error')} in {_shown(self.config.sources)}"
        if self._judged is None or not self._serving:
            raise Abort(f"Nothing was built: {found}.")
        log.error(f"{found}: until they are mended, the portal shows what it showed before.")
        first = next(each for each in loaded.diagnostics if each.severity == "error")
        self._stale = stale_notice(found, _told(first, self.config.sources))

    # Late, so that files which other plugins generate are known when addresses are compared.
    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the portal's pages, redirects and files, and take out what must not be published."""
        assert self._judged is not None
        portfolio, checked = self._judged
        # What is known of a company, and all that is written of it, stays until the build ends: to look through it for
        # garbage again and again took a tenth of the time. Without it the build needs a twentieth more memory.
        self._collects = gc.isenabled()
        gc.disable()
        addresses = Addresses(config.use_directory_urls, _home(config.site_url, self.config.path))
        portal = site(portfolio, addresses, checked)
        self._shown = Portal(portfolio, addresses, checked)  # in fences, one for all pages
        self._fences: dict[str, FencePlaces] = {}
        sources = Path(os.path.realpath(self.config.sources))
        for file in [file for file in files if _is_private(file, sources)]:
            files.remove(file)
        self._made = exported_files(self._shown)
        beside = exported(self._shown, self._made)
        self._pages = [self._page(page, addresses, config) for page in (*portal.pages, *beside.pages)]
        added = [page.file for page in self._pages]
        added += self._files(portal, addresses, config)
        chores = list(self._files(beside, addresses, config))
        added += chores
        added, conflicts = _free(files, added)
        for conflict in conflicts:
            log.error(conflict)
        if conflicts and not self._serving:  # a preview that stopped would answer nobody
            raise Abort(f"Nothing was built: {_count(len(conflicts), 'address')} taken twice.")
        free = set(added)
        self._pages = [page for page in self._pages if page.file in free]
        for page in self._pages:
            page.above = self._stale + conflict_notice(conflicts)
        for file in added:
            if excluded := files.get_file_from_path(file.src_uri):
                files.remove(excluded)
            files.append(file)
        # Last, because the other processes know what this one knows by now. They find no garbage to look for either,
        # which would make them copies of all memory.
        # Pages about files they do not render: the files are made here, after this.
        ahead = [page for page in self._pages if page.generated not in beside.pages]
        renders = [page.generated.render for page in ahead]
        self._bodies = Bodies(renders, 0 if self._serving else workers(len(renders)), self._chores(chores, free))
        self._places = {page.file.src_uri: place for place, page in enumerate(ahead)}
        return files

    # Late, so that plugins which rearrange the navigation have done so.
    @event_priority(-50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Name the portal's top pages in the navigation, unless the user has arranged any of them there already."""
        top = [page for page in self._pages if page.generated.in_nav]
        if not top or any(isinstance(page, PortalPage) for page in nav.pages):
            return nav
        if not self.config.path:
            return _navigation([*top, *nav.items], [*top, *nav.pages])
        section = Section("OKRs", list(top))
        for page in top:
            page.parent = section
        return _navigation([*nav.items, section], [*nav.pages, *top])

    # Late, so that fences which other plugins write are found, and nobody changes what is put in their places.
    @event_priority(-50)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Take the fences out of a page before it is rendered."""
        places = fence_places(markdown)
        if places is None:
            return markdown
        self._fences[page.file.src_uri] = places
        return places.markdown

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put what the fences ask for into their places, and tell what is wrong with them."""
        places = self._fences.pop(page.file.src_uri, None)
        if places is None:
            return html
        page.markdown = places.written  # for whoever reads on in it, such as the excerpts of a blog
        folder = page.file.src_dir
        way = _way(page.file.dest_uri, self.config.path)
        fenced = FencedPage(
            self._shown, way, places, page.file.src_uri, Path(folder) if folder else None, page.file.content_string
        )
        html = fenced.filled(html)
        _take_from_contents(places, page.toc)
        for diagnostic in fenced.diagnostics:
            log.warning(_told(diagnostic, folder or config.docs_dir))
        return html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Offer our template what the pages have in common."""
        env.globals["okr_shared"] = SharedParts(env).part

    # Late, after Material's search plugin: it runs a regular expression over the whole content of every page, to no
    # effect on ours, and that took a fifth of the time of a page.
    @event_priority(-100)
    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Put the body into its place."""
        if isinstance(page, PortalPage):
            page.content = (page.content or "").replace(_BODY, self._body(page), 1)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> None:
        """Let go of a body that is written."""
        if isinstance(page, PortalPage):
            page.content = _BODY

    # After the search plugins wrote their index (0), before Material's offline plugin turns it into a script (-100).
    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the portal's search entries to the index, if a search plugin has written one."""
        self._finish_chores()
        self._clean_up()
        path = Path(config.site_dir, "search", "search_index.json")
        if not path.is_file():
            return
        index = json.loads(path.read_text("utf-8"))
        for page in self._pages:
            index["docs"].extend(search_documents(page.generated, page.url))
        # An index built in advance by MkDocs' own plugin does not know these entries; without it browsers build one.
        index.pop("index", None)
        path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing running or switched off behind a build that failed."""
        self._clean_up()

    def on_shutdown(self) -> None:
        """The same for one that was interrupted, which is no error to MkDocs."""
        self._clean_up()

    def _clean_up(self) -> None:
        if self._bodies is not None:
            self._bodies.stop()
        if self._collects:
            gc.enable()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Rebuild when a source is saved."""
        server.watch(self.config.sources)
        return server

    def _body(self, page: PortalPage) -> str:
        place = self._places.get(page.file.src_uri)
        if place is None:
            self._finish_chores()
            return page.generated.render()
        assert self._bodies is not None
        return self._bodies.take(place)

    def _chores(self, files: Sequence[MadeFile], free: Collection[File]) -> list[Chore]:
        """The writing of files that no page needs, in pieces; they are left to whoever has the time."""
        pieces: dict[str, list[MadeFile]] = {}
        root = f"{self.config.path}/" if self.config.path else ""
        for file in files:
            if file in free:
                file.is_chore = True
                pieces.setdefault(file.dest_uri.removeprefix(root).partition("/")[0], []).append(file)
        return [partial(_write, piece, len(root)) for piece in pieces.values()]

    def _finish_chores(self) -> None:
        assert self._bodies is not None
        self._made.note(self._bodies.finish())

    def _page(self, page: GeneratedPage, addresses: Addresses, config: MkDocsConfig) -> PortalPage:
        file = self._file(f"{page.address or 'index'}.md", _destination(page.address, addresses), "", config)
        title = dict(_nav_titles(config.nav)).get(file.src_uri, escape(page.title))
        return PortalPage(title, file, config, page)

    def _files(self, portal: Site, addresses: Addresses, config: MkDocsConfig) -> Iterator[MadeFile]:
        for old, new in portal.redirects.items():
            address, _, anchor = new.partition("#")
            document = redirect_page(addresses.seen_from(old).to(address, anchor))
            path = _destination(old, addresses)
            yield self._file(path, path, document, config)
        for path in portal.files:
            yield self._file(path, path, partial(portal.files.__getitem__, path), config)

    def _file(self, source: str, destination: str, content: Any, config: MkDocsConfig) -> MadeFile:
        """A file of the site that no file stands behind; both paths are relative to the portal's root."""
        root = f"{self.config.path}/" if self.config.path else ""
        file = MadeFile.generated(config, root + source, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
        assert isinstance(file, MadeFile)
        # Said, not left to MkDocs to derive: it would publish a unit called "index" at its parent's address.
        file.dest_uri = root + destination
        return file


def _write(files: Sequence[MadeFile], root: int) -> dict[str, int]:
    """Write files; their sizes, by paths without the `root` characters of the portal's own."""
    return {file.dest_uri[root:]: file.write() for file in files}


def _take_from_contents(places: FencePlaces, entries: Iterable[AnchorLink]) -> None:
    """A fence in a heading stands in the table of contents in words."""
    for entry in entries:
        entry.title, entry.id = places.in_words(entry.title), places.named(entry.id)
        _take_from_contents(places, entry.children)


def _home(site: str | None, path: str) -> str:
    """Where on the web the portal's root is; empty where the site does not say where it is itself."""
    if not site or not site.startswith(("http://", "https://")):
        return ""
    return f"{site.rstrip('/')}/{f'{path}/' if path else ''}"


def _destination(address: str, addresses: Addresses) -> str:
    """The path of the HTML file that is served at `address`."""
    path = addresses.path(address)
    return path if path.endswith(".html") else f"{path}index.html"


def _way(path: str, folder: str) -> str:
    """The way from the published file `path` to `folder`, both below the site's root: "../okrs/", or "" for nowhere."""
    way = posixpath.relpath(folder or ".", posixpath.dirname(path) or ".")
    return "" if way == "." else f"{way}/"


def _nav_titles(nav: Any) -> Iterator[tuple[str, str]]:
    """The titles that the user's navigation gives to files: ("okrs/index.md", "Our goals")."""
    if isinstance(nav, dict):
        for title, item in nav.items():
            if isinstance(item, str):
                yield item, title
            else:
                yield from _nav_titles(item)
    elif isinstance(nav, list):
        for item in nav:
            yield from _nav_titles(item)


def _navigation(items: list[Any], pages: list[Page]) -> Navigation:
    for before, after in itertools.pairwise(pages):
        before.next_page, after.previous_page = after, before
    return Navigation(items, pages)


def _is_inside(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies in it, whatever links lead there."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _is_private(file: File, sources: Path) -> bool:
    """Whether MkDocs found a file that readers must not get.

    That is a source file, when the sources lie inside the documentation, where the audience's filter does not reach;
    or a part of our theme that is no asset. `sources` has no links in it: a link into it shows what it leads to.
    """
    if file.src_dir == str(THEME):
        return not file.src_uri.startswith("assets/")
    return file.abs_src_path is not None and Path(os.path.realpath(file.abs_src_path)).is_relative_to(sources)


def _free(files: Files, added: Iterable[File]) -> tuple[list[File], list[str]]:
    """Those of the portal's files at whose address nobody else publishes something, and the conflicts in words."""
    taken = {file.dest_uri: file for file in files if file.inclusion.is_included()}
    free, conflicts = [], []
    for file in added:
        other = taken.setdefault(file.dest_uri, file)
        if other is file:
            free.append(file)
        else:
            conflicts.append(
                f"{_named(other)} and {_named(file)} would both be published as '{file.dest_uri}'. Rename the first, "
                "or move the portal with the plugin's option `path`."
            )
    return free, conflicts


def _named(file: File) -> str:
    if file.abs_src_path is not None:
        return f"The file {_shown(file.abs_src_path)}"
    if isinstance(file.page, PortalPage):
        return f"the portal's page '{file.page.generated.title}'"
    return f"the generated file '{file.src_uri}'"


def _advice(config: MkDocsConfig) -> Iterator[str]:
    """What in the user's own configuration spoils the portal's looks, or makes readers' browsers call other servers."""
    if config.theme.name not in ("material", "okr"):
        yield (
            f"The portal's pages are made for Material for MkDocs; with the theme '{config.theme.name}' they will look "
            "broken. Use `theme: material` or `theme: okr` in mkdocs.yml."
        )
        return
    fonts = config.theme.get("font")
    if fonts is not False and not config.plugins.keys() & {"material/privacy", "okr/privacy"}:
        yield "Pages will load their fonts from Google. To stop that, set `font: false` under `theme:` in mkdocs.yml."
    if re.search(r"github\.com|gitlab", config.repo_url or ""):
        yield (
            f"Readers' browsers will ask {config.repo_url} for its stars and forks. To stop that, remove `repo_url` "
            "from mkdocs.yml; the portal's own links to the sources come from settings.yml."
        )


def _tell(findings: Sequence[Diagnostic], least: str, sources: str) -> None:
    """Log what the rules found: as warnings of the build from the severity `least` on ("never": none of it)."""
    loud = SEVERITIES[SEVERITIES.index(least) :] if least in SEVERITIES else ()
    told = [finding for finding in findings if finding.severity in loud]
    for finding in told[:MOST_TOLD]:
        log.warning(_told(finding, sources))
    if len(told) > MOST_TOLD:
        log.warning(f"And {len(told) - MOST_TOLD} more findings: `okr check` prints them all.")
    if len(told) < len(findings):
        quieter = _count(len(findings) - len(told), "quieter finding")
        log.info(f"{quieter}: the portal's page “Health of our OKRs” shows them, `okr check` prints them.")


def _told(diagnostic: Diagnostic, sources: str) -> str:
    """A diagnostic as a person reads it in a terminal: place, message, the line it points to, and a way out."""
    file, line, column = diagnostic.place
    path = posixpath.normpath(f"{_shown(sources)}/{file}")  # the playbook's pages lie outside the sources
    lines = [f"{path}:{line}:{column}: {diagnostic.code} {diagnostic.message}"]
    if excerpt := diagnostic.excerpt:
        margin = f"{diagnostic.place.line} | "
        blanks = re.sub(r"[^\t]", " ", excerpt.line[: excerpt.column - 1])
        lines += [f"    {margin}{excerpt.line}", f"    {' ' * len(margin)}{blanks}^"]
    if diagnostic.help:
        lines.append(f"    {diagnostic.help}")
    # What a source file contains could otherwise give orders to the reader's terminal.
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", "\n".join(lines))


def _shown(path: str) -> str:
    """A path as short as it can be said from the current directory."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # On another drive of Windows there is no way from here to there.
        return Path(path).as_posix()
    return Path(path if relative.startswith("..") else relative).as_posix()


def _count(number: int, noun: str) -> str:
    plural = "es" if noun.endswith("s") else "s"
    return f"{number} {noun}{'' if number == 1 else plural}"


_LOGGERS = {"error": log.error, "warning": log.warning, "info": log.info}
