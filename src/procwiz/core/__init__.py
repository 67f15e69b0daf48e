"""The core: what procwiz knows and decides.

Nothing in here opens a file, prints, reads a clock, or draws a random number.
"""
