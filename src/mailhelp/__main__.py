"""The command `mailhelp`."""

import sys

from mailhelp.cli.commands import run_command


def main() -> None:
    """Run the command named on the command line and exit with its code (design 10)."""
    sys.exit(run_command(sys.argv[1:]))


if __name__ == "__main__":
    main()
