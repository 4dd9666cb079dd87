"""Does everybody know who does what?"""
