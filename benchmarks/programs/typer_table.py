"""A Typer app of one command that prints one table and one date."""

from datetime import date

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def status() -> None:
    """Tell how it stands."""
    from babel.dates import format_date
    from rich.console import Console
    from rich.table import Table

    table = Table("Fase", "Svar", "Beslutning")
    for number in range(10):
        table.add_row(f"Fase {number}", "14 af 15", f"G{number}")
    Console(width=100).print(table)
    typer.echo(format_date(date(2027, 3, 15), "long", "da"))


if __name__ == "__main__":
    app()
