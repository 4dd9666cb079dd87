"""Is it clear who does what, and when it is looked at?"""
