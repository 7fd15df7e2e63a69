"""Queue the job: ``python -m folkmoot.site.tests.testbed.take_time SECONDS DIARY``."""

import sys

import django

django.setup()

from folkmoot.site.tests.testbed.tasks import take_time  # noqa: E402

take_time.defer(seconds=float(sys.argv[1]), diary=sys.argv[2])
