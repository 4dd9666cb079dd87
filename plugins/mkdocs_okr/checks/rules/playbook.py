"""Does the playbook hold what it must?"""
