"""Does everybody take part?"""
