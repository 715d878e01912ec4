"""Start the command."""

import sys

from infra.deployctl.cli import main

sys.exit(main())
