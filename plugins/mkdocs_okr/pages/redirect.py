"""Pages that only lead on to where something lives now."""

from html import escape


def redirect_page(link: str) -> str:
    """A whole HTML document that leads to `link`, a link relative to its own address.

    With scripts the reader's query and fragment come along, so that an old link to a key result still ends on it;
    without them the document refreshes to `link`.
    """
    href = escape(link)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Moved</title>\n'
        '<meta name="robots" content="noindex">\n'
        f'<link id="to" rel="canonical" href="{href}">\n'
        "<script>\n"
        'var to = new URL(document.getElementById("to").href);\n'
        "to.search = location.search || to.search;\n"
        "to.hash = location.hash || to.hash;\n"
        "location.replace(to.href);\n"
        "</script>\n"
        f'<noscript><meta http-equiv="refresh" content="0; url={href}"></noscript>\n'
        f'</head>\n<body>\n<p>This page has moved: <a href="{href}">go to its new address</a>.</p>\n</body>\n</html>\n'
    )
