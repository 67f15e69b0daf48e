"""The Typer application that the commands are hung on, speaking the person's language."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

os.environ.setdefault("TYPER_USE_RICH", "0")  # boxes around help cost more than they tell

import typer
import typer.core
from typer.core import TyperCommand, TyperGroup

from procwiz import __version__
from procwiz.console import user_language
from procwiz.core.messages import Message
from procwiz.errors import UsageFault

words = user_language()
_SAID = {
    "Arguments": words("cli.help.arguments"),
    "Options": words("cli.help.options"),
    "Commands": words("cli.help.commands"),
    "required": words("cli.help.required"),
    "default: {default}": words("cli.help.default"),
}
vars(typer.core)["_"] = lambda message: _SAID.get(message, message)


def help_of(name: str) -> str:
    """What stands in the help about a command, an option or an argument."""
    return words(f"cli.help.{name}")


class _Speaking:
    """Help in the person's language, where Typer's own is English."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=words("cli.help.usage"))

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = words("cli.help.help")
        return option


class Command(_Speaking, TyperCommand):
    """A command of procwiz."""


class Commands(_Speaking, TyperGroup):
    """procwiz itself, or a family of commands."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, those of completion too with help in the person's language."""
        params: list[Any] = super().get_params(ctx)
        for param in params:
            if param.name in {"install_completion", "show_completion"}:
                param.help = help_of(param.name)
        return params


app = typer.Typer(
    name="procwiz",
    cls=Commands,
    help=help_of("procwiz"),
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar=words("cli.help.metavar"),
    subcommand_metavar=words("cli.help.submetavar"),
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"procwiz {__version__}\n")
        raise typer.Exit


@app.callback()
def procwiz(
    version: Annotated[
        bool, typer.Option("--version", "-V", help=help_of("version"), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Stand for the program itself."""


F = TypeVar("F", bound=Callable[..., Any])


def command(name: str, family: typer.Typer = app) -> Callable[[F], F]:
    """Hang a function on the application as a command; its help stands in `cli.json`."""
    where = name if family is app else f"{family.info.name}.{name}"
    return family.command(name, cls=Command, help=help_of(where), options_metavar=words("cli.help.metavar"))


def run(given: list[str], names: list[str]) -> int:
    """Run the command line; usage errors come back as ours, in the person's language."""
    try:
        result = app(given, prog_name="procwiz", standalone_mode=False)
    except Exception as error:
        if not hasattr(error, "format_message"):  # Typer's own errors are private classes; this is what they share
            raise
        raise _usage(error, names) from None
    return result if isinstance(result, int) else 0


def _usage(error: Any, names: list[str]) -> UsageFault:
    """Say what was wrong with the words of a command."""
    name = type(error).__name__
    where = getattr(getattr(error, "ctx", None), "command_path", "procwiz")
    remedy = Message("cli.usage.remedy", {"command": where})
    if name == "NoArgsIsHelpError":
        sys.stdout.write(error.ctx.get_help() + "\n")
        raise SystemExit(0)
    if name == "NoSuchOption":
        near = ", ".join(error.possibilities or ())
        code = "cli.usage.no_option_near" if near else "cli.usage.no_option"
        return UsageFault(Message(code, {"option": error.option_name, "near": near}), remedy)
    if name == "MissingParameter":
        return UsageFault(Message("cli.usage.missing", {"what": _parameter(error)}), remedy)
    if name == "BadParameter":
        return UsageFault(Message("cli.usage.bad", {"what": _parameter(error)}), remedy)
    if error.format_message().startswith("No such command"):
        wanted = error.format_message().split("'")[1]
        return UsageFault(Message("cli.usage.no_command", {"command": wanted, "names": tuple(names)}), remedy)
    return UsageFault(Message("cli.usage.other", {"what": error.format_message()}), remedy)


def _parameter(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", "") or "")
    return str(parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.make_metavar(ctx=error.ctx))


# -- options and arguments -----------------------------------------------------------


def option(*flags: str, says: str, takes: str = "") -> Any:
    """Declare an option; `says` names its help, `takes` what stands for its value: a name in `cli.json`, or itself."""
    return typer.Option(*flags, help=help_of(says), metavar=_metavar(takes), show_default=False)


def argument(*, says: str, takes: str) -> Any:
    """Declare an argument, as `option` does."""
    return typer.Argument(help=help_of(says), metavar=_metavar(takes), show_default=False)


def _metavar(takes: str) -> str | None:
    return words(f"cli.metavar.{takes}") if takes.islower() and takes.isalpha() else takes or None


PlanWord = Annotated[str, argument(says="plan", takes="[PLAN]")]
In = Annotated[str, option("-C", says="in", takes="PLAN")]
Plain = Annotated[bool, option("--plain", says="plain")]
Quiet = Annotated[bool, option("--quiet", "-q", says="quiet")]
AsJson = Annotated[bool, option("--json", says="json")]
By = Annotated[str, option("--by", says="by", takes="who")]
