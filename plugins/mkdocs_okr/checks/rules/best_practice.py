"""Is the programme run well?"""
