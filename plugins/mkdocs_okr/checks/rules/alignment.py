"""Does everything contribute upwards, in the right perspective, and does it add up?"""
