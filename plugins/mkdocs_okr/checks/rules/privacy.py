"""Is there personal data that need not be there?"""
