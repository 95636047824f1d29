"""``python -m jbeco`` is the same command as ``jbeco``."""

from .cli import main

raise SystemExit(main())
