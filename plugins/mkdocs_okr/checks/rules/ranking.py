"""Is it clear what comes first?"""
