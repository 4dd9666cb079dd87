"""The forms in which findings are printed: for people, for merge requests, and for programs."""
