"""How a person is reached: mail addresses, telephones, postal addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from procwiz.core.privacy.trait import Trait, is_amount, is_named

_MAIL = re.compile(r"(?<![\w.+-])([\w.+-]+)@(?:[\w-]+\.)+[^\W\d_]{2,}")
_OFFICES = """
    post mail info kontakt contact udbud indkob indkoeb innkjop anskaffelse upphandling procurement tender tenders
    hovedpostkasse postmottak registrator support servicedesk sikkerpost dpo databeskyttelse presse noreply no-reply
    kommune kommunen region
"""
SHARED = frozenset(_OFFICES.split())
"""Mailboxes that are an office's, not a person's."""

_PAIR = "[ \u00a0.-]?"
_ABROAD = re.compile(rf"(?<![\w+])(?:\+|00)(?:45|46|47|354|358)(?:{_PAIR}\(?[0-9]\)?){{6,12}}(?![\w])")
_SAID = re.compile(
    r"\b(?:tlf|telefon(?:nummer|nr)?|tel|mobil(?:nummer|nr)?|mob|ring(?: til)?|phone|sms)\b[\s.:]*"
    rf"([0-9](?:{_PAIR}[0-9]){{7,9}})(?!{_PAIR}[0-9])",
    re.IGNORECASE,
)
_PAIRS = re.compile(r"(?<![\w.,+/-])([2-9][0-9](?:[ \u00a0][0-9]{2}){3})(?![\w]|[ \u00a0.,/-]?[0-9])")
_NORWEGIAN = re.compile(r"(?<![\w.,+/-])(?<![0-9][ \u00a0])([49][0-9]{2} [0-9]{2} [0-9]{3})(?![\w]|[ .,/-]?[0-9])")
_SWEDISH = re.compile(r"(?<![\w.,+/-])(0[0-9]{1,3}-[0-9]{2,3}(?: ?[0-9]{2}){2})(?![\w]|[ .,/-]?[0-9])")

_STREET = (
    r"(?:vej|vejen|gade|gaden|gata|gatan|gaten|vei|veien|veg|vegen|väg|vägen|stræde|strædet|allé|alléen|allén"
    r"|boulevard|boulevarden|vænge|vænget|torvet|torget|pladsen|vangen|toften|lunden|engen|haven|højen|bakken|krogen|svinget"
    r"|brinken|parken|stien|stigen|gränd|gränden|backen|katu|kuja|polku|intie)"
)
_ALONE = (
    r"(?:Vej|Gade|Plads|Torv|Torg|Allé|Alle|Boulevard|Stræde|Vænge|vei|veg|vej|gate|gata|gade|plass|plads|torg|väg)"
)
_HOUSE = r"[1-9][0-9]{0,2}(?: ?[A-ZÆØÅa-zæøå](?![\w]))?"
_ADDRESS = re.compile(
    rf"\b(?:[A-ZÆØÅÄÖ][\w.]*\s)?(?:[A-ZÆØÅÄÖ]\w+?{_STREET}|[A-ZÆØÅÄÖ]\w+s? {_ALONE}),? {_HOUSE}"
    r"(?![\w]|[.,:][0-9]|\s?(?:%|kr\b|mio|m\b|km\b|år\b|stk\b|dage\b|uger\b|antal\b))(?:,\s*(?:st|[1-9][0-9]?)\.?(?:\s?(?:sal|tv|th|mf)\.?)*)?"
)
_NO_STREET = re.compile(
    r"^(?:\S+\s)?(?:motor|adgangs|flugt|cykel|gen|om|ud|trafik|køre|tilkørsels|under|halv|sag|frem)(?:vej|gade)",
    re.IGNORECASE,
)


def mails(text: str) -> Iterator[Trait]:
    """Find mail addresses of persons; those of an office are none."""
    for match in _MAIL.finditer(text):
        if match[1].casefold() not in SHARED:
            yield Trait(*match.span(), "mail")


def phones(text: str) -> Iterator[Trait]:
    """Find telephone numbers: with a country's code, called so, or grouped as Danes, Norwegians and Swedes do."""
    yield from (Trait(*match.span(), "phone") for match in _ABROAD.finditer(text))
    yield from (Trait(*match.span(1), "phone") for match in _SAID.finditer(text))
    for form in (_PAIRS, _NORWEGIAN, _SWEDISH):
        for match in form.finditer(text):
            if not is_amount(text, *match.span(1)) and not is_named(text, match.start(1)):
                yield Trait(*match.span(1), "phone", sure=False)


def addresses(text: str) -> Iterator[Trait]:
    """Find a street with a house number; a town alone is nobody's address."""
    for match in _ADDRESS.finditer(text):
        if not _NO_STREET.match(match[0]):
            yield Trait(*match.span(), "address", sure=False)
