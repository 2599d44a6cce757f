"""`python -m game`."""

import sys

from game.shell.command_line import main

sys.exit(main())
