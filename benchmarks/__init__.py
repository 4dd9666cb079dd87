"""Measured comparisons on a synthetic company: `python -m benchmarks`."""
