"""Is something learnt from each cycle?"""
