"""Do units know of each other what they wait for?"""
