"""OKRs as files in git, published as a portal."""

__version__ = "0.1.0"
