"""Settings, suppressions and baseline: does what a company says about the checks mean something?"""
