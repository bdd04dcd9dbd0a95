"""`python -m counterclaim` is the command `counterclaim`."""

import sys

from counterclaim.show.cli import main

if __name__ == "__main__":
    sys.exit(main())
