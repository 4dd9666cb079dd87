"""Does somebody really vouch for what is attested?"""
