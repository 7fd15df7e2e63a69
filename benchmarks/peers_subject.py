"""Folkmoot, described for the kit that runs forum platforms side by side: pages, sign-in, replies, seeding.

Read by the kit's own Python; the instance runs in the checkout's ``.venv``, with its embedded PostgreSQL, its worker
and its production settings but for limits (``peers_settings.py``). FOLKMOOT_WEB_WORKERS says how many web workers (2).
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from kit.platform import Platform

ROOT = Path(__file__).resolve().parents[1]
PYTHON = ROOT / ".venv" / "bin" / "python"
WORKERS = os.environ.get("FOLKMOOT_WEB_WORKERS", "2")
FOLDER = Path(tempfile.gettempdir()) / "folkmoot-peers"  # the database's own user must be able to enter it
VAR, KEPT = FOLDER / "var", FOLDER / "seeded"


class Subject(Platform):
    name = f"folkmoot-{WORKERS}"
    server = f"granian asginl, {WORKERS} worker(s), PostgreSQL 18 embedded; job worker with models"
    reply_statuses = (302,)
    own_database = True

    def environment(self):
        return {
            "FOLKMOOT_VAR": str(VAR),
            "FOLKMOOT_WEB_WORKERS": WORKERS,
            "DJANGO_SETTINGS_MODULE": "benchmarks.peers_settings",
            "ORT_DISABLE_TELEMETRY": "1",
            "PYTHONPATH": str(ROOT),
            # What the kit says of its own PostgreSQL is not for this instance.
            "DATABASE_URL": "",
        }

    def folder(self):
        return ROOT

    def seed_version(self):
        migrations = sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("folkmoot/**/migrations/0*.py"))
        seeding = (ROOT / "benchmarks" / "peers_seed.py").read_text()
        return f"{len(migrations)} {hash_of(seeding)}"

    def seed(self, data):
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(mode=0o755)
        log = (FOLDER / "seeding.log").open("wb")
        env = {**os.environ, **self.environment()}
        site = subprocess.Popen(self.up(), cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            self.wait_for(site)
            out = FOLDER / "seeded.json"
            seeding = [PYTHON, ROOT / "benchmarks" / "peers_seed.py", self.place.data_file, out]
            subprocess.run(seeding, check=True, cwd=ROOT, env=env, stdout=log, stderr=log)
        finally:
            site.terminate()
            site.wait(60)
        subprocess.run(["cp", "-a", VAR, KEPT], check=True)
        return json.loads(out.read_text())

    def wait_for(self, site):
        deadline = time.monotonic() + 120
        while "127.0.0.1" not in (FOLDER / "seeding.log").read_text():
            if site.poll() is not None or time.monotonic() > deadline:
                raise SystemExit((FOLDER / "seeding.log").read_text())
            time.sleep(0.2)

    def up(self):
        command = [PYTHON, "-P", "-m", "folkmoot.site.launch", "up", "--no-demo", "--port", self.port]
        return [str(word) for word in command]

    def commands(self):
        """Each start begins from the seeded state: what the last run replied is gone."""
        shutil.rmtree(VAR, ignore_errors=True)
        subprocess.run(["cp", "-a", KEPT, VAR], check=True)
        return [self.up()]

    def list_url(self, seeded):
        return "/ideas/"

    def item_urls(self, seeded):
        return [f"/ideas/{topic['id']}/" for topic in seeded["topics"] if topic["size"] == 20][:200]

    def search_urls(self, seeded, words):
        return [f"/ideas/?q={word}" for word in words]

    def login(self, client, user):
        """By a session that the seeding made: sign-in is no row of the table."""
        self.sessions = (
            getattr(self, "sessions", None) or json.loads((FOLDER / "seeded.json").read_text())["sessions"]
        )
        client.cookies.set("sessionid", self.sessions[user])
        answer = client.get("/ideas/")
        assert "/account/login/" not in answer.text, "not signed in"
        self.members = [*getattr(self, "members", []), client]

    def reply(self, client, seeded):
        """The subject stands in the form: each member replies to a short topic of their own."""
        short = [topic["id"] for topic in seeded["topics"] if topic["size"] == 4]
        client.get(f"/ideas/{short[0]}/")
        token = client.cookies["csrftoken"]
        subject = f"ideas.idea/{short[self.members.index(client)]}"
        text = "I support this idea because it saves energy in our town @@N@@"
        form = {"csrfmiddlewaretoken": token, "subject": subject, "body": text}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.base}
        return ["/discussions/post/"] * 200, urlencode(form, safe="@"), headers


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]
