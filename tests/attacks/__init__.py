"""Hostile input, given to procwiz itself: what is typed, files from others, answers that end up in documents.

Each entry of the files beside this one has an id, where its input goes, the input, and what is promised.
"""
