"""Were the teams' OKRs made together, and in time?"""
