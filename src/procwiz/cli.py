"""The command line: which commands there are, and what a failure means for the exit code."""

from __future__ import annotations

import importlib
import sys

from procwiz.console import prepare_streams, user_language
from procwiz.core.asking import InputEnded, Interrupted
from procwiz.errors import ProcessFaulty, ProcwizError

COMMANDS = {
    "new": "new",
    "resume": "resume",
    "undo": "resume",
    "status": "status",
    "list": "status",
    "show": "show",
    "answer": "answer",
    "why": "why",
    "export": "export",
    "process": "process",
}
ENDED, INTERRUPTED = 3, 130


def main(words: list[str]) -> int:
    """Run a command and give its exit code; every exception meets its code here and nowhere else."""
    prepare_streams()
    try:
        return _run(words)
    except ProcwizError as error:
        _complain(error)
        return error.exit_code
    except InputEnded:
        return ENDED
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _run(words: list[str]) -> int:
    from procwiz.commands.application import run

    named = next((word for word in words if not word.startswith("-")), "")
    modules = [COMMANDS[named]] if named in COMMANDS else list(dict.fromkeys(COMMANDS.values()))
    for module in modules:
        importlib.import_module(f"procwiz.commands.{module}")
    return run(words, list(COMMANDS))


def _complain(error: ProcwizError) -> None:
    language = user_language()
    lines = [language.say(error.message)]
    if isinstance(error, ProcessFaulty):
        from procwiz.commands.process import problem_lines

        lines += problem_lines(error.problems, language)
    if error.hint is not None:
        lines.append(language.say(error.hint))
    sys.stderr.write("\n".join(lines) + "\n")
