"""The way in: `procwiz`, or `python -m procwiz`."""

import os
import sys

from procwiz import __version__

HELP: tuple[list[str], ...] = (["--help"], ["-h"], [])
WIDE = 80


def main() -> int:
    """Run the command line and give its exit code. What is the same every time is told before anything is imported."""
    words = sys.argv[1:]
    if words in (["--version"], ["-V"]):
        sys.stdout.write(f"procwiz {__version__}\n")
        return 0
    if words in HELP and _wide() and _help():
        return 0
    from procwiz import cli

    return cli.main(words)


def _wide() -> bool:
    """Say whether the stored help fits: it is laid out for windows of 80 columns and more."""
    try:
        return (int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size(1).columns) >= WIDE
    except OSError:
        return True
    except ValueError:
        return False


def _help() -> bool:
    """Write the stored help, as the command line itself would write it; False where it cannot be."""
    from procwiz.speech import spoken

    path = f"{os.path.dirname(__file__)}/locale/{spoken()}/help.txt"  # noqa: PTH120  (pathlib costs more than all this)
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            sys.stdout.buffer.write(file.read())
    except (OSError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
