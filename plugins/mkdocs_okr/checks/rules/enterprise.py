"""Was it launched well?"""
