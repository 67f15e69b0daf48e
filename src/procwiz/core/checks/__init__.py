"""The checks of a process: what no single file can get wrong alone.

A check is a function from the outline of a process to the problems it finds. To add one, write it and name it here,
give its code two sentences in every `problems.json`, and a folder in `tests/faults`.
What can only be found in a process that is sound so far is found by `try_out`; `notes` are no faults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from procwiz.core.checks import derivation, fitting, law, names, order, routes, wording
from procwiz.core.checks.notes import notes
from procwiz.core.checks.outline import Outline
from procwiz.core.checks.table import try_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from procwiz.core.problems import Problem

__all__ = ["CHECKS", "Check", "check", "notes", "try_out"]

Check: TypeAlias = "Callable[[Outline], Iterator[Problem]]"

CHECKS: tuple[Check, ...] = (
    names.keys_taken_once,
    names.codes_taken_once,
    names.codes_not_reserved,
    names.keys_begin_with_phase,
    names.roles_exist,
    names.sources_exist,
    names.gates_taken_once,
    names.due_gates_exist,
    names.phases_moved_exist,
    names.phases_exist,
    routes.routes_exist,
    routes.pages_are_options,
    routes.order_is_whole,
    law.figures_exist,
    law.days_exist,
    law.rates_are_positive,
    fitting.conditions_have_form,
    fitting.keys_exist,
    fitting.names_exist,
    fitting.tests_fit,
    order.nothing_ahead,
    order.names_in_no_circle,
    order.names_not_too_far,
    order.derived_rest_on_answers,
    order.essential_rest_on_essential,
    order.essential_are_few,
    order.moved_phases_stay_apart,
    derivation.one_function_each,
    derivation.operands_fit,
    derivation.options_belong,
    wording.texts_are_short,
    wording.blanks_are_filled,
    wording.languages_are_whole,
)


def check(compiled: Mapping[str, Any]) -> Iterator[Problem]:
    """Find every problem of a process in its compiled form; places are paths in it, without file and line.

    The form may be wrong anywhere: what is not even the right kind of data is passed over.
    """
    outline = Outline(compiled)
    for one in CHECKS:
        yield from one(outline)
