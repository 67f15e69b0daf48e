"""What of a person stands in a plan's texts: numbers of persons, telephone numbers, addresses, mail addresses.

It points at what looks like one. Whether it is, and whether it may stand there, people decide.
"""

from procwiz.core.privacy.finding import LEVELS, Finding, findings, traits
from procwiz.core.privacy.passages import Passage, draft, passages
from procwiz.core.privacy.trait import Trait

__all__ = ["LEVELS", "Finding", "Passage", "Trait", "draft", "findings", "passages", "traits"]
