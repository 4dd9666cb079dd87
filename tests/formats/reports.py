"""Reports for the tests of formats: findings that nobody had to read a folder for."""

from pathlib import Path

from mkdocs_okr.checks.formats.report import Report
from mkdocs_okr.checks.run import Accepted, Finding, Scope
from mkdocs_okr.model import Place
from mkdocs_okr.sources import Diagnostic

SCHEMAS = Path(__file__).parent / "schemas"

HOSTILE = {
    "line breaks": "one\ntwo\r\nthree\rfour\u2028five\x85six",
    "end of CDATA": "]]> <![CDATA[ ]]>",
    "workflow command": "x\n::error file=a,line=1::owned %0A::stop-commands::",
    "properties": "a,line=9:b%2C",
    "table": "a | b || c |",
    "backticks": "``` `a` `` b ` c ```",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "markdown": "[click](javascript:alert(1)) ![x](http://x.example/y.png) **b** _i_ ~~s~~ # h",
    "mentions": "@everyone #12 !34 ~bug %v1 $9 &3 GH-7 https://evil.example www.evil.example a@b.example",
    "entities": "&lt;b&gt; &amp; &#64;here",
    "emoji": "🎯 👩‍👩‍👧 raise",
    "right to left": "\u202eevil \u2067rtl\u2069 שלום مرحبا",
    "control characters": "\x00\x07\x1b[31mred\x1b[0m\x9b31m",
    "half a character": "\ud800 and \udfff",
    "no characters": "\ufffe\uffff",
    "template": "{0} {{x}} {% y %} ${z}",
    "empty": "",
    "spaces": "   \t  ",
    "100 KB": "Ä long title @x `y` <z> " * 4_300,
}
"""Words that mean something to a terminal, a program or a page."""


def finding(
    message: str = "“More leads” has no metric",
    help: str = "Add one.",
    *,
    code: str = "KR001",
    name: str = "key-result-without-metric",
    severity: str = "warning",
    place: tuple[str, int, int] = ("2027-q1/marketing.yml", 5, 9),
    about: str = "2027-q1/marketing/demand/leads",
    folder: Path | None = None,
) -> Diagnostic:
    """A finding; everything that a test is not about is ordinary."""
    return Diagnostic(code, name, severity, message, help, Place(*place), about, folder)


def unknown_key(line: int = 2) -> Diagnostic:
    """An error of reading."""
    message, help = "unknown key `titel`", "Did you mean `title`?"
    place = ("2027-q1/marketing.yml", line, 3)
    return finding(message, help, code="SRC011", name="unknown-key", severity="error", place=place)


def report(*findings: Diagnostic, accepted: tuple[Accepted, ...] = ()) -> Report:
    """A report of these findings in the folder `okrs`."""
    return Report(findings, "okrs", accepted)


def accepted(found: Diagnostic, how: str, reason: str = "") -> Accepted:
    """A finding that the company lives with."""
    return Accepted(Finding(found, Scope("2027-q1", "marketing")), how, reason)


def hostile(words: str) -> Report:
    """A report with these words wherever a user's words can stand."""
    file = one_name(words)
    return report(
        finding(words, words, place=(f"2027-q1/{file}.yml", 5, 9), about=words),
        finding(f"“{words}” is not clear", f"Write `{words}`, for example:\n{words}", severity="error"),
        finding(words, words, severity="info"),
        accepted=(accepted(finding(words, words), "suppressed", words),),
    )


def one_name(words: str) -> str:
    """The words as far as they can be the name of a file."""
    return words.replace("/", "").replace("\x00", "")[:60]
