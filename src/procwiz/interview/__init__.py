"""The interview: what a person can do to a plan, one question at a time.

It speaks through an `Asker` and keeps what it hears in a `Book`; both are given to it.
"""

from procwiz.interview.book import Book
from procwiz.interview.conversation import Ending, Interview

__all__ = ["Book", "Ending", "Interview"]
