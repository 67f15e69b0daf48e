"""Where a command sits: the person's language, their terminal, who they are, which plan they mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from procwiz import store
from procwiz.core.asking import Asker, Option, Prompt, Said, Tone, Typed
from procwiz.core.cleaning import clean
from procwiz.core.kinds import Choice
from procwiz.core.lines import LABEL, Line
from procwiz.core.lines import laid as lay_out
from procwiz.core.messages import Message, Misread
from procwiz.core.notation import Notation
from procwiz.errors import CouldNot, UsageFault
from procwiz.language import Language
from procwiz.speech import spoken


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command was asked to behave. `folder` is what `-C` named, empty where it did not."""

    plain: bool = False
    quiet: bool = False
    folder: str = ""


# -- language -------------------------------------------------------------------


@cache
def user_language() -> Language:
    """The person's language."""
    return Language(spoken())


# -- the two streams --------------------------------------------------------------


def prepare_streams() -> None:
    """Write UTF-8 wherever the person sits; what a console cannot show becomes a question mark.

    A stream that was closed before procwiz began is empty, and takes what is written.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def out(text: str) -> None:
    """Write a result."""
    sys.stdout.write(text)


def tell(text: str, manner: Manner | None = None) -> None:
    """Say something beside the result; nothing in it may steer the screen."""
    if manner is None or not manner.quiet:
        sys.stderr.write(clean(text) + "\n")


def on_terminal() -> bool:
    """Say whether a person sits at both ends."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def face(manner: Manner, language: Language) -> Asker:
    """Choose how a person is asked."""
    from procwiz import prompts
    from procwiz.prompts.editor import edit_text

    if prompts.wants_terminal(sys.stdin, sys.stdout, manner.plain, os.environ):
        from procwiz.prompts.terminal import TerminalAsker

        return TerminalAsker(language, edit_text, no_color=bool(os.environ.get("NO_COLOR")))
    from procwiz.prompts.line import LineAsker

    edit = edit_text if sys.stdin.isatty() else _no_editor  # an editor would eat the rest of the input
    return LineAsker(sys.stdin, sys.stdout, language, edit)


def _no_editor(text: str) -> None:
    """Stand for the editor where nobody sits at the input."""


# -- tables -------------------------------------------------------------------------


def table(header: Sequence[str], rows: Sequence[Sequence[str]], manner: Manner) -> str:
    """Lay a table out for the terminal; with `--plain` as labelled lines."""
    if manner.plain:
        return "".join(
            " · ".join(f"{h}: {c}" if h else c for h, c in zip(header, row, strict=True)) + "\n" for row in rows
        )
    import io

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for head in header:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    shown = io.StringIO()
    terminal = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    Console(file=shown, width=_width(), force_terminal=terminal, legacy_windows=False).print(grid)
    return "".join(f"{line.rstrip()}\n" for line in shown.getvalue().splitlines())


def laid(lines: Iterable[Line], label: int = LABEL) -> str:
    """Lay lines out for the window, labels in so many columns."""
    return lay_out(lines, _width(), label)


def _width() -> int:
    import shutil

    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))


# -- who ------------------------------------------------------------------------------


def author(given: str, manner: Manner, language: Language) -> str:
    """Find who writes: `--by`, PROCWIZ_BY, the config, on a terminal asked once, else the login name."""
    named = given or os.environ.get("PROCWIZ_BY", "") or str(config().get("by", ""))
    if named.strip():
        return _one_line(named)
    if on_terminal():
        return _ask_author(manner, language)
    login = os.environ.get("USER") or os.environ.get("USERNAME") or "ukendt"
    tell(language("cli.author.login", name=login), manner)
    return _one_line(login)


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())[:80]


def _ask_author(manner: Manner, language: Language) -> str:
    asker = face(manner, language)
    asker.say(Said(language("cli.author.ask"), Tone.QUESTION))
    asker.say(Said(language("cli.author.help"), Tone.HELP))
    name = ""
    while not name:
        given = asker.ask(Prompt(language("cli.author.label")))
        name = _one_line(given.text) if isinstance(given, Typed) else ""
    _keep_author(name)
    return name


SETTINGS = ("by",)
"""The settings that are read here; the organisation's look is read by the commands that write documents."""


def config() -> Mapping[str, Any]:
    """The person's settings, from `config.toml`; empty where there are none."""
    path = config_path()
    if not path.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        params = {"file": str(path), "reason": str(error)}
        raise UsageFault(Message("cli.config", params), Message("cli.config.remedy")) from None


def config_path() -> Path:
    """Where the person's settings are: PROCWIZ_CONFIG, else the system's place for them."""
    if os.environ.get("PROCWIZ_CONFIG"):
        return Path(os.environ["PROCWIZ_CONFIG"])
    import platformdirs

    return platformdirs.user_config_path("procwiz", appauthor=False) / "config.toml"


def _keep_author(name: str) -> None:
    import json

    path = config_path()
    lines = [line for line in _config_lines(path) if not line.startswith("by ")]
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # first, for what stands below a [table] belongs to it
        store.write_file(path, "\n".join([f"by = {json.dumps(name, ensure_ascii=False)}", *lines]) + "\n")
    except OSError as error:
        tell(user_language()("cli.config.unkept", file=str(path), reason=str(error)))


def _config_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []


# -- which plan -----------------------------------------------------------------------------


def find_plan(word: str, manner: Manner) -> Path:
    """Find the plan meant: `-C`, a folder given, the one stood in, the only one below, or the one picked.

    Raises:
        UsageFault: where a folder named is no plan.
        CouldNot: where there is none, or several and nobody to ask.
    """
    named = manner.folder or word
    if named:
        folder = Path(named)
        if not store.is_plan(folder):
            if store.without_card(folder):
                store.read_card(folder)
            raise UsageFault(Message("cli.no_plan_there", {"folder": named}))
        return folder
    here = Path.cwd()
    standing = next((folder for folder in (here, *here.parents) if store.is_plan(folder)), None)
    return standing or _below(here, manner)


def called(folder: Path) -> str:
    """Name a plan's folder as it would be typed from here, with a space before it; empty where one stands in it."""
    here = Path.cwd()
    near = folder.resolve()
    if near in {here, *here.parents}:
        return ""
    return f" {near.relative_to(here) if near.is_relative_to(here) else near}"


def _below(here: Path, manner: Manner) -> Path:
    plans = plans_in(here)
    if len(plans) == 1:
        return plans[0]
    if not plans:
        raise CouldNot(Message("cli.no_plan"), Message("cli.no_plan.remedy"))
    names = [str(plan.relative_to(here)) for plan in plans]
    if not on_terminal():
        raise CouldNot(Message("cli.many_plans", {"plans": tuple(names)}), Message("cli.many_plans.remedy"))
    language = user_language()
    asker = face(manner, language)
    options = tuple(Option(name, name) for name in names)
    asker.say(Said(language("cli.which_plan"), Tone.QUESTION))
    while True:
        given = asker.ask(Prompt(language("interview.label.choice"), options))
        try:
            chosen = Choice(options).parse(given.text if isinstance(given, Typed) else "", Notation(language.code, ""))
        except Misread as misread:
            asker.say(Said(language.say(misread.message), Tone.FAULT))
        else:
            return here / str(chosen)


def plans_in(folder: Path) -> list[Path]:
    """Every plan in a folder or one further down, by name."""
    found = [path.parent for depth in ("*", "*/*") for path in folder.glob(f"{depth}/{store.CARD}")]
    if store.is_plan(folder):
        found.append(folder)
    return sorted(path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
