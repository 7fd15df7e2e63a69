"""One port: pages run as WSGI in threads, the event stream as ASGI on the loop, joined in one process."""

import gc
import os
import sys
from typing import Any

from folkmoot.site.launch.processes import end_with_granian

# A worker whose server was killed would keep the port.
end_with_granian()

from folkmoot.site.joining import joined  # noqa: E402
from folkmoot.site.wsgi import application as pages  # noqa: E402

from folkmoot.site.events import Streams, connection_parameters  # noqa: E402  isort: skip (needs settings)
from folkmoot.site.operations import logs  # noqa: E402  isort: skip

logs.serve()

# All that is loaded by now stays: to look through it for what nobody needs takes longer than a hundred pages.
gc.collect()
gc.freeze()
# A page goes by itself when it is answered (wsgi.py). Python would look for what does not after each 700 new objects,
# several times within a page, and look through those of every page under way again.
gc.set_threshold(20_000)
# A page gives way when it waits for the database, or after this time (seconds): to be interrupted by others costs more.
sys.setswitchinterval(0.02)

application: Any = joined(
    pages, Streams(connection_parameters), threads=int(os.environ.get("FOLKMOOT_WEB_THREADS", "12"))
)
