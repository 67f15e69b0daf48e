"""A Typer app of one command that asks one question."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def ask() -> None:
    """Ask."""
    typer.prompt("Svar")


if __name__ == "__main__":
    app()
