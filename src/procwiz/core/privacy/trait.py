"""One thing in a text that may belong to a person, and what stands round it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_AMOUNT_BEFORE = re.compile(r"(?:kr\.?|DKK|NOK|SEK|EUR|€|beløb:?)\s*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    r"\s*(?:kr\b|kroner|DKK|NOK|SEK|EUR|€|mio\b|mia\b|mill\b|t?kr\b|%|pct\b|stk\b)", re.IGNORECASE
)
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:p-?n(?:r|ummer)|cvr|se|ean|gln|org|organisasjon|organisation|konto|kontonr|sag|sags?-?n(?:r|ummer)"
    r"|saksn(?:r|ummer)|diarienr|dnr|j|journaln(?:r|ummer)|ref|faktura|ordre|case|account|invoice|uger?|uge|week)"
    r"(?:-?n(?:r|ummer))?\.?\s*(?:nr\.?|no\.?|number)?)[\s:.#]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trait:
    """What stands at `start` to `end` of a text: a `number`, `phone`, `address` or `mail`.

    `countries` are those it fits. `sure` where its form or its check digits leave little doubt.
    """

    start: int
    end: int
    kind: str
    countries: tuple[str, ...] = ()
    sure: bool = True


def is_amount(text: str, start: int, end: int) -> bool:
    """Say whether what stands there is an amount or a count: a currency or a unit stands beside it."""
    return bool(_AMOUNT_BEFORE.search(text[max(0, start - 12) : start]) or _AMOUNT_AFTER.match(text[end : end + 12]))


def is_named(text: str, start: int) -> bool:
    """Say whether the words before call it the number of something else: a company, an account, a case, weeks."""
    return bool(_NAMED_BEFORE.search(text[max(0, start - 32) : start]))
