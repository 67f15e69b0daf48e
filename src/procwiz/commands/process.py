"""`procwiz process`: the processes there are, what one asks, and whether its files are in order."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from procwiz import console, library, publishing, session
from procwiz.commands.application import AsJson, Commands, Plain, Quiet, app, argument, command, help_of, option, words
from procwiz.commands.dressing import own_templates
from procwiz.console import Manner
from procwiz.core.building import build
from procwiz.core.messages import Message
from procwiz.core.problems import Problem
from procwiz.core.process import Process
from procwiz.errors import ProcessFaulty
from procwiz.language import Language

family = typer.Typer(
    name="process",
    cls=Commands,
    help=help_of("process"),
    no_args_is_help=True,
    subcommand_metavar=words("cli.help.submetavar"),
    options_metavar=words("cli.help.metavar"),
)
app.add_typer(family)

Folder = Annotated[str, argument(says="process_folder", takes="process")]
SHIPPED = "innovative-procurement"


@command("list", family)
def list_processes(as_json: AsJson = False, plain: Plain = False, quiet: Quiet = False) -> None:
    """Tell which processes there are."""
    found = library.processes()
    if as_json:
        console.out(
            session.as_json({"schema": "procwiz/process-list/1", "processes": [_entry(part) for part in found]})
        )
        return
    header = [words(f"cli.column.{name}") for name in ("key", "title", "version")]
    console.out(console.table(header, [[part.key, part.title, part.version] for part in found], Manner(plain, quiet)))


def _entry(part: Any) -> dict[str, str]:
    return {"key": part.key, "title": part.title, "version": part.version, "folder": str(part.folder)}


@command("show", family)
def show(folder: Folder = SHIPPED, as_json: AsJson = False, plain: Plain = False, quiet: Quiet = False) -> None:
    """Show what a process asks."""
    compiled = library.load(library.find(folder))
    language = console.user_language()
    process = build(compiled, language.code)
    if as_json:
        console.out(session.as_json({"schema": "procwiz/process-show/1", **_record(process)}))
    else:
        console.out(_outline(process))


def _record(process: Process) -> dict[str, Any]:
    return {
        "key": process.key,
        "version": process.version,
        "title": process.title,
        "language": process.language,
        "phases": [
            {
                "key": phase.key,
                "title": phase.title,
                "gate": phase.gate.key,
                "questions": [
                    {"key": q.key, "kind": q.kind.name, "title": q.title, "ask": q.ask, "due": q.due, "role": q.role}
                    for q in phase.questions
                ],
            }
            for phase in process.phases
        ],
    }


def _outline(process: Process) -> str:
    lines = [f"{process.title} ({process.key} {process.version})"]
    for phase in process.phases:
        lines += ["", f"{phase.title} · {phase.gate.key}"]
        lines += [f"  {question.key:<34} {question.title}" for question in phase.questions]
    return "\n".join(lines) + "\n"


@command("check", family)
def check(
    folder: Folder = SHIPPED,
    templates: Annotated[str, option("--templates", says="check_templates", takes="folder")] = "",
    as_json: AsJson = False,
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Check a process folder and the templates; every problem is named at its file and line.

    What is worth knowing of a sound one is said too.
    """
    ways = Manner(plain, quiet)
    language = console.user_language()
    where = library.find(folder)
    own = own_templates(templates) if templates else None
    problems = library.check(where) or _template_problems(where, own, language)
    notes = [] if problems else library.notes(where, session.today())
    if as_json:
        found = {"problems": _problems(problems, language), "notes": _problems(notes, language)}
        console.out(session.as_json({"schema": "procwiz/process-check/1", **found}))
    if problems:
        shown: list[Problem] = [] if as_json else problems
        raise ProcessFaulty(Message("cli.check.found", {"folder": str(where), "n": len(problems)}), shown)
    if not as_json:
        lines = [language("cli.check.clean", folder=str(where)), *problem_lines(notes, language)]
        console.tell("\n".join(lines), ways)


def _template_problems(folder: Path, own: Path | None, language: Language) -> list[Problem]:
    """Hold the templates against a sound process: its questions are what they print."""
    from procwiz.render import checking

    return checking.check(build(library.load(folder), language.code), publishing.templates(), own, language)


def _problems(problems: Iterable[Problem], language: Language) -> list[dict[str, Any]]:
    return [
        {
            "code": part.code,
            "file": part.place.file,
            "line": part.place.line,
            "what": language.say(part.message),
            "remedy": language.say(part.remedy),
        }
        for part in problems
    ]


def problem_lines(problems: Iterable[Problem], language: Language) -> list[str]:
    """Say each problem on two lines: `file:line: what`, and what to do about it."""
    lines = []
    for part in problems:
        lines += [f"{part.place}: {language.say(part.message)}", f"    {language.say(part.remedy)}"]
    return lines
