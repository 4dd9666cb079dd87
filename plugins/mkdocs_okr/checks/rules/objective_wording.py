"""The words of an objective."""
