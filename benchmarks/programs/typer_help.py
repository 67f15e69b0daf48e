"""A Typer app of one command, made as procwiz makes its own."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def greet(name: str = "", loud: bool = False) -> None:
    """Greet somebody."""
    typer.echo(f"Hello {name}{'!' if loud else ''}")


if __name__ == "__main__":
    app()
