"""`python -m lcnsym` is the command `lcnsym`."""

from .cli.main import run

if __name__ == "__main__":
    run()
