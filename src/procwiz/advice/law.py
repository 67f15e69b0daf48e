"""What a law newer than the plan changes for it."""

from __future__ import annotations

from collections.abc import Iterator

from procwiz.core.notation import show_money
from procwiz.core.plan import Plan
from procwiz.language import Language


def law_changed(plan: Plan, language: Language) -> Iterator[str]:
    """Say which limit the law has changed since the plan was begun, and what that does."""
    if plan.begun_law is None:
        return
    # Late: every command that goes on with a plan asks this, and hardly a plan is older than its law.
    from procwiz.core.advising.value import called, changed

    one = changed(plan)
    if one is None:
        return
    amounts = {name: show_money(part, plan.notation) for name, part in (("before", one.before), ("after", one.after))}
    if one.code_before == one.code_after:
        yield language("advise.law.changed", title=one.title, **amounts)
        return
    shown = {"was": called(plan, one.code_before), "now": called(plan, one.code_after)}
    yield language("advise.law.changed.regime", title=one.title, **amounts, **shown)
