"""The forms in which findings are printed: text for people, JSON for programs."""
