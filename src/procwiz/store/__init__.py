"""The plan folder on disk: what is read, what is written, and what stands when the power goes.

Only the journal is truth. An event is on the disk before anybody is told it is kept; reading takes every `*.jsonl`.
"""

from procwiz.store.drafts import Drafts
from procwiz.store.files import slug, write_file
from procwiz.store.folder import (
    CARD,
    DOCUMENTS,
    JOURNAL,
    PROCESS,
    create,
    is_plan,
    read_card,
    read_process,
)
from procwiz.store.pen import Pen
from procwiz.store.reading import Damage, Reading, read_journal

__all__ = [
    "CARD",
    "DOCUMENTS",
    "JOURNAL",
    "PROCESS",
    "Damage",
    "Drafts",
    "Pen",
    "Reading",
    "create",
    "is_plan",
    "read_card",
    "read_journal",
    "read_process",
    "slug",
    "write_file",
]
