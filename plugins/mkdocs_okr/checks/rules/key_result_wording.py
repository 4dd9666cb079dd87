"""The words of a key result."""
