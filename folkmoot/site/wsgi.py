"""All pages, as WSGI: they run in threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.site.settings")

application = get_wsgi_application()
