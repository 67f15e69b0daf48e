"""The command line: which commands there are, and what a failure means for the exit code."""

from __future__ import annotations

import importlib
import sys

from procwiz.console import prepare_streams, user_language
from procwiz.core.asking import InputEnded, Interrupted
from procwiz.core.messages import Message
from procwiz.errors import CouldNot, ProcessFaulty, ProcwizError, reason

COMMANDS = {
    "new": "new",
    "resume": "resume",
    "undo": "resume",
    "status": "status",
    "list": "listing",
    "show": "show",
    "answer": "answer",
    "why": "why",
    "advise": "advise",
    "gate": "gate",
    "decide": "decide",
    "changes": "gate",
    "tasks": "gate",
    "schedule": "schedule",
    "export": "export",
    "check": "check",
    "repair": "repair",
    "forget": "forget",
    "process": "process",
}
BROKEN, ENDED, INTERRUPTED = 1, 3, 130


def main(words: list[str]) -> int:
    """Run a command and give its exit code; every exception meets its code here and nowhere else."""
    prepare_streams()
    try:
        return _run(words)
    except InputEnded:
        return ENDED
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except (ProcwizError, OSError) as error:
        return _complain(error if isinstance(error, ProcwizError) else _refused(error))
    except Exception as error:
        _own_up(error)
        return BROKEN


def _run(words: list[str]) -> int:
    from procwiz.commands.application import run

    named = next((word for word in words if not word.startswith("-")), "")
    modules = [COMMANDS[named]] if named in COMMANDS else list(dict.fromkeys(COMMANDS.values()))
    for module in modules:
        importlib.import_module(f"procwiz.commands.{module}")
    return run(words, list(COMMANDS))


def _own_up(error: Exception) -> None:
    """Say that procwiz itself is wrong, and where, for whoever mends it; never what somebody answered."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_globals.get('__name__', '?')}:{frame.tb_lineno}" if frame is not None else "?"
    sys.stderr.write(user_language()("cli.broken", kind=type(error).__name__, place=place) + "\n")


def _refused(error: OSError) -> CouldNot:
    """Say what the machine refused, where nobody nearer to it has."""
    return CouldNot(Message("cli.could_not", {"place": str(error.filename or "–"), "reason": reason(error)}))


def _complain(error: ProcwizError) -> int:
    """Say what stopped the command, and give its exit code."""
    language = user_language()
    lines = [language.say(error.message)]
    if isinstance(error, ProcessFaulty):
        from procwiz.commands.process import problem_lines

        lines += problem_lines(error.problems, language)
    if error.hint is not None:
        lines.append(language.say(error.hint))
    sys.stderr.write("\n".join(lines) + "\n")
    return error.exit_code
