"""``python -m artwork look ...``: see `artwork.look`."""

import sys

from artwork import look

if __name__ == "__main__":
    if sys.argv[1:2] != ["look"]:
        raise SystemExit(f"Usage: python -m artwork look ...\n\n{look.__doc__}")
    look.main(sys.argv[2:])
