"""Are OKRs looked at every week?"""
