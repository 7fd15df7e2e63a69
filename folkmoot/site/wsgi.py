"""All pages, as WSGI: they run in threads."""

import os

from django.core.wsgi import get_wsgi_application

from folkmoot.kit.threads import keep_by_thread

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")

application = get_wsgi_application()
keep_by_thread()
