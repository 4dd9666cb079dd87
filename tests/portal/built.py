"""Real sites: MkDocs, Material and the plugin, as `mkdocs build --strict` makes them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

os.environ["NO_MKDOCS_2_WARNING"] = "1"

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.portal.published import write


def build(folder: Path, files: Mapping[str, Any], *, site_dir: str = "site", **settings: Any) -> Path:
    """Write a project with these OKRs, build it, and say where the site is. A warning is an error.

    What the rules find is none: these companies are written for other purposes than to be good.
    """
    write(folder / "okrs", _unheard(files))
    config = {
        "site_name": "Intranet",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"okr": {"path": "/"}}],
        "site_dir": site_dir,
        **settings,
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    loaded = load_config(str(folder / "mkdocs.yml"), strict=True)
    loaded.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(loaded)
    return folder / site_dir


def _unheard(files: Mapping[str, Any]) -> dict[str, Any]:
    settings = files.get("settings.yml") or {}
    checks = {"build": "never"}
    if isinstance(settings, str):
        settings = yaml.safe_load(settings)
    return {**files, "settings.yml": {**settings, "checks": {**settings.get("checks", {}), **checks}}}
