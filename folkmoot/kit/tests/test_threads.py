"""Language and time zone belong to the thread that serves, and to no other; without a lock for all."""

import subprocess
import sys
import threading

from django.core.signals import request_started
from django.urls import base
from django.utils import timezone, translation
from django.utils.translation import trans_real

from folkmoot.kit.threads import begin_afresh, keep_by_thread


def test_each_thread_reads_in_its_own_language_and_zone(monkeypatch):
    for module, name in ((trans_real, "_active"), (timezone, "_active")):
        monkeypatch.setattr(module, name, getattr(module, name))  # put back afterwards
    for name in ("_prefixes", "_urlconfs"):
        monkeypatch.setattr(base, name, getattr(base, name))
    try:
        keep_by_thread()
    finally:
        request_started.disconnect(begin_afresh)
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


def test_the_next_request_in_a_thread_finds_nothing_of_the_one_before():
    translation.activate("es")
    timezone.activate("Asia/Tokyo")
    begin_afresh()
    assert translation.get_language() == "en"
    assert timezone.get_current_timezone_name() == timezone.get_default_timezone_name()


def test_the_process_that_serves_pages_keeps_by_thread():
    code = """
import threading, folkmoot.site.wsgi
from django.urls import base
from django.utils import timezone
from django.utils.translation import trans_real
from django.core.signals import request_started
from folkmoot.kit.threads import begin_afresh
print(any(receiver[1]() is begin_afresh for receiver in request_started.receivers))
print({type(one) is threading.local for one in
       (trans_real._active, timezone._active, base._prefixes, base._urlconfs)})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "True\n{True}\n", done.stderr
