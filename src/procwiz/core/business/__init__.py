"""The money of a plan: costs and benefits by year, what they are worth today, and what each figure rests on.

Three passes: in `low` all costs are high and all benefits low, in `high` the other way round. Amounts are exact
fractions until they are shown; a shown figure is rounded once, half up, to the øre.
"""

from procwiz.core.business.case import Case, Party, Payback, Year, case
from procwiz.core.business.exchange import Discount
from procwiz.core.business.funding import Funding
from procwiz.core.business.options import Alternative
from procwiz.core.business.outlook import Outlook, Reason, rounded
from procwiz.core.business.period import Period

__all__ = [
    "Alternative", "Case", "Discount", "Funding", "Outlook", "Party", "Payback", "Period", "Reason", "Year", "case",
    "rounded",
]  # fmt: skip
