"""Is the organisation ready for OKRs?"""
