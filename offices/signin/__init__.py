"""How staff sign in: password and second factor, or another service; accounts are given, not taken.

django-allauth does the work. What stands here is what it asks of us: words, forms, pages, what is
written down, and how long somebody stays signed in.
"""
