"""The way in: `procwiz`, or `python -m procwiz`."""

import sys

from procwiz import __version__


def main() -> int:
    """Run the command line and give its exit code. The version is told before anything is imported for it."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"procwiz {__version__}\n")
        return 0
    from procwiz import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
