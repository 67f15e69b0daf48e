"""How much memory a command takes at its most."""

from __future__ import annotations

import sys
from functools import partial

from benchmarks import material
from benchmarks.bench import PROCWIZ, Bench, program
from benchmarks.measuring import Contender, Limit, Role, Row

COMMANDS = (
    "--help", "new Plan --no-input --dir new", "resume {plan}", "status {plan}", "show {plan}", "answer {plan} -q",
    "why {plan} strategy.route", "advise {plan}", "gate {plan}", "changes {plan} --since 2026-11-03", "tasks {plan}",
    "schedule {plan}", "list {plans}", "list {plans} --format html --stdout", "list {plans} --format xlsx --stdout",
    "export {plan} --document steering-group --format md --stdout",
    "export {plan} --document steering-group --format html --stdout",
    "export {plan} --document plan --format html --stdout", "export {plan} --document plan --format xlsx --stdout",
    "export {plan} --document plan --format ics --stdout", "export {plan} --document plan --format json --stdout",
    "process list", "process check {process}",
)  # fmt: skip
"""Every command that reads or writes much; `answer` is given one of the plan's own answers."""


def _commands(bench: Bench) -> list[Contender]:
    plans = bench.folder / "plans"
    named = {"plan": material.full_plan(plans), "plans": plans, "process": material.shipped()}
    found = [Contender("bare Python", Role.FLOOR, lambda: bench.told(_peak([sys.executable, "-c", "pass"])))]
    for command in COMMANDS if not bench.small else COMMANDS[:4]:
        words = [PROCWIZ, *(word.format(**named) for word in command.split())]
        words += ["anchor.challenge=Fald"] if command.startswith("answer") else []
        name = f"procwiz {' '.join(word for word in command.split() if '{' not in word)}"
        found.append(Contender(name, Role.OWN, partial(bench.told, _peak(words))))
    return found


def _peak(words: list[str]) -> list[str]:
    """Run a command below a small program: a large one would hand its own size down to it."""
    return program("peak.py", *words)


ROWS = (
    Row("memory", 16, "Memory of the greediest command, docx and pdf apart",
        (Limit(60),), (Limit(40),), _commands, unit="MB", rounds=1),
)  # fmt: skip
