"""What a terminal and a paper say in the same words: a standing, a paragraph and how sure it is, a step's days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from procwiz.core.advising.standing import Routed, Standing
from procwiz.core.advising.telling import UNDER_ALL, Ground
from procwiz.core.messages import Message, Say
from procwiz.core.plan import CURRENCIES
from procwiz.core.routes import Step


def standing(routed: Routed, say: Say) -> str:
    """Name a route's standing."""
    if routed.common:
        return say(Message("advise.standing.fits.common"))
    assumed = routed.standing is Standing.FITS and routed.assumed
    return say(Message(f"advise.standing.{routed.standing.value}{'.assumed' if assumed else ''}"))


def certainty(code: str, say: Say) -> str:
    """Say how sure something is."""
    return say(Message(f"advise.certainty.{code}"))


def grounds(found: Iterable[Ground], say: Say) -> str:
    """Write paragraphs; how sure they are stands once behind those that are equally sure."""
    texts: dict[str, list[str]] = {}
    for ground in found:
        texts.setdefault(ground.certainty, []).append(ground.text)
    return "; ".join(f"{'; '.join(named)} ({certainty(code, say)})" for code, named in texts.items())


def verify(country: str, say: Say) -> str:
    """Say where the rules of a country can be checked; the EU's own where we do not know the country."""
    return say(Message(f"advise.verify.{country if country in CURRENCIES else UNDER_ALL}"))


def days(step: Step, say: Say, least: int = 0) -> str:
    """Say how long a step takes; with `least` also that the law asks for so many days."""
    if step.days is None:
        return say(Message("advise.step.milestone"))
    if step.days.short == step.days.long:
        return say(Message("advise.step.days.same", {"likely": step.days.likely}))
    code = "advise.step.days.least" if least else "advise.step.days"
    return say(Message(code, {**asdict(step.days), "least": least}))
