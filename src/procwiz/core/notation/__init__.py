"""How people write numbers, amounts and dates, in Danish, English, Norwegian and Swedish.

`read_…` turns what was typed into a value, strictly: what has two readings raises `Misread` with both.
`show_…` writes a value as people in that language do, and what it writes is read back as the same value.
`say_…` writes it as part of a sentence.
"""

from procwiz.core.notation.dates import FIRST_YEAR, LAST_YEAR, read_date, show_date, show_day
from procwiz.core.notation.money import CURRENCIES, read_money, say_money, show_money
from procwiz.core.notation.numbers import (
    DECIMALS,
    LARGEST,
    bounded,
    read_number,
    read_percent,
    show_number,
    show_percent,
)
from procwiz.core.notation.signs import Notation

__all__ = [
    "CURRENCIES",
    "DECIMALS",
    "FIRST_YEAR",
    "LARGEST",
    "LAST_YEAR",
    "Notation",
    "bounded",
    "read_date",
    "read_money",
    "read_number",
    "read_percent",
    "say_money",
    "show_date",
    "show_day",
    "show_money",
    "show_number",
    "show_percent",
]
