"""The plan folder on disk: what is read, what is written, and what stands when the power goes.

Only the journal is truth. An event is on the disk before anybody is told it is kept; reading takes every `*.jsonl`.
"""

from procwiz.store.copying import Copied, aside_of, copy_whole
from procwiz.store.drafts import Drafts, all_drafts, drop_drafts
from procwiz.store.files import slug, write_file
from procwiz.store.folder import (
    CARD,
    DOCUMENTS,
    JOURNAL,
    PROCESS,
    card_fields,
    card_lines,
    create,
    is_plan,
    own_path,
    read_card,
    read_process,
    without_card,
)
from procwiz.store.forgetting import COPY, Beyond, Gone, Held, beyond, erase, gone, held, may_erase
from procwiz.store.pen import Pen
from procwiz.store.reading import Damage, Reading, read_journal
from procwiz.store.tally import Trace

__all__ = [
    "CARD",
    "COPY",
    "DOCUMENTS",
    "JOURNAL",
    "PROCESS",
    "Beyond",
    "Copied",
    "Damage",
    "Drafts",
    "Gone",
    "Held",
    "Pen",
    "Reading",
    "Trace",
    "all_drafts",
    "aside_of",
    "beyond",
    "card_fields",
    "card_lines",
    "copy_whole",
    "create",
    "drop_drafts",
    "erase",
    "gone",
    "held",
    "is_plan",
    "may_erase",
    "own_path",
    "read_card",
    "read_journal",
    "read_process",
    "slug",
    "without_card",
    "write_file",
]
