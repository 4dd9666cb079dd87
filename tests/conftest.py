"""What all tests share."""

from hypothesis import settings

# How long an example takes depends on what else the machine does; speed is measured by `make bench`.
settings.register_profile("okr", deadline=None)
settings.load_profile("okr")
