"""What a server or a command of ours imports: done once, in the process they are forked from.

``backend.wsgi`` is not among it, for that begins an application.
"""

import gc
from importlib import import_module

for needed in ("backend.app", "backend.cli", "backend.notify.worker", "granian.cli", "flask.cli"):
    import_module(needed)
gc.freeze()
