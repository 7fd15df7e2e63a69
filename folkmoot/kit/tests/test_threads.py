"""Language and time zone belong to the thread that serves, and to no other; without a lock for all."""

import subprocess
import sys
import threading

from django.utils import timezone, translation
from django.utils.translation import trans_real

from folkmoot.kit.threads import keep_by_thread


def test_each_thread_reads_in_its_own_language_and_zone(monkeypatch):
    for module, name in ((trans_real, "_active"), (timezone, "_active")):
        monkeypatch.setattr(module, name, getattr(module, name))  # put back afterwards
    keep_by_thread()
    met, seen = threading.Barrier(2), {}

    def read(language, zone):
        with translation.override(language), timezone.override(zone):
            met.wait(10)
            seen[language] = (translation.get_language(), timezone.get_current_timezone_name())
            met.wait(10)

    threads = [
        threading.Thread(target=read, args=one) for one in (("es", "Europe/Madrid"), ("en", "Asia/Tokyo"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert seen == {"es": ("es", "Europe/Madrid"), "en": ("en", "Asia/Tokyo")}
    assert translation.get_language() == "en"


def test_the_process_that_serves_pages_keeps_by_thread():
    code = """
import threading, folkmoot.site.wsgi
from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real
print({type(one) is threading.local for one in
       (trans_real._active, timezone._active, base._prefixes, base._urlconfs)})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "{True}\n", done.stderr
