"""Mail that comes back: what reports say, which addresses are spared, and how somebody puts it right."""

import grp
import mailbox as maildir
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.notices import actions, rules, tasks
from folkmoot.domains.notices.models import Bounce, Letter, Notice
from folkmoot.domains.notices.reaching import out_of_reach
from folkmoot.domains.notices.returning import envelope_of, read_report
from folkmoot.site.launch.testing import free_port

from .conftest import wish

BOX = "bounces@folkmoot.example"


@pytest.fixture
def letter(ada, settings):
    settings.FOLKMOOT_BOUNCES_TO = BOX
    return Letter.objects.create(
        person=ada, to=ada.email, subject="x", text="x", message_id="<one@folkmoot.example>"
    )


def report(letter, *, action="failed", status="5.1.1", to="", returned=""):
    """A delivery status notification as mail servers write it (RFC 3464, 2)."""
    fields = (
        "Reporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; {letter.to}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} No such mailbox\n"
    )
    lines = [
        "From: MAILER-DAEMON@mx.example.org",
        f"To: {to or envelope_of(letter)}",
        "Subject: Undelivered Mail",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "I am sorry.",
        "--b",
        "Content-Type: message/delivery-status",
        "",
        fields,
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        returned,
        "--b--",
        "",
    ]
    return "\r\n".join(line.replace("\n", "\r\n") for line in lines).encode()


@pytest.mark.parametrize(("status", "is_permanent"), [("5.1.1", True), ("5.2.2", True), ("4.2.2", False)])
def test_a_report_says_which_letter_and_whether_for_good(letter, status, is_permanent):
    found = read_report(report(letter, status=status))
    assert (found.letter, found.is_permanent, found.status) == (letter, is_permanent, status)
    assert "No such mailbox" in found.said


def test_a_letter_is_known_by_what_the_report_brings_back(letter):
    found = read_report(
        report(letter, to="postmaster@example.org", returned=f"Message-ID: {letter.message_id}")
    )
    assert found.letter == letter


def test_a_forged_return_address_is_nobodys(letter):
    assert read_report(report(letter, to=f"bounces+{letter.pk}-{'0' * 12}@folkmoot.example")) is None


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_did_not_fail_is_no_bounce(letter, action):
    assert read_report(report(letter, action=action)) is None


def test_an_answer_of_a_person_who_is_away_is_no_bounce(letter):
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Auto-Submitted"] = envelope_of(letter), "Away", "auto-replied"
    mail.set_content("I am on holiday.")
    assert read_report(mail.as_bytes()) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 900), noise=st.binary(max_size=60))
def test_whatever_comes_in_is_read_or_let_be(letter, cut, noise):
    found = read_report(report(letter)[:cut] + noise)
    assert found is None or found.letter == letter


@pytest.mark.parametrize("to", ["b@", "<", "a@b <", '"', "a:b@c,;", "=?utf-8?q?", "\u00fc@x"])
def test_an_address_that_is_none_keeps_no_other_letter_from_being_read(letter, to):
    """A mail that cannot be read would come first again and again."""
    assert read_report(report(letter, to=to)) is None
    returned = f"Message-ID:\n {letter.message_id}"
    assert read_report(report(letter, to=to, returned=returned)).letter == letter


def test_one_letter_that_came_back_for_good_ends_all_and_the_page_says_so(letter, ada, told, enter):
    wish(ada, "at_once")
    actions.note_bounce(letter, is_permanent=True, status="5.1.1", said="550 No such mailbox")
    told()

    assert list(Letter.objects.filter(person=ada)) == [letter]
    assert Notice.objects.of(ada).count() == 2
    assert "Mail to ada@example.org came back" in enter(ada).get("/notices/").text


def test_three_for_now_within_two_weeks_end_it_two_do_not(ada, letter):
    for number in range(3):
        assert not out_of_reach([ada.email]), number
        one = Letter.objects.create(
            person=ada, to=ada.email, subject="x", text="x", message_id=f"<{number}@x>"
        )
        actions.note_bounce(one, is_permanent=False, status="4.2.2")
    assert out_of_reach(["ADA@example.org"]) == {"ada@example.org"}


def test_the_same_report_twice_is_one_bounce(letter):
    for _ in range(2):
        actions.note_bounce(letter, is_permanent=False)
    assert Bounce.objects.count() == 1


def test_lift(letter, ada, ben, enter):
    actions.note_bounce(letter, is_permanent=True)
    assert (bool(rules.may_lift(ada)), bool(rules.may_lift(ben))) == (True, False)

    enter(ada).post("/notices/lift/")

    assert not out_of_reach([ada.email])


def test_a_server_that_refuses_the_address_is_a_bounce_and_is_not_asked_again(
    idea, ada, ben, garden, work, server, mailbox
):
    server.unknown = (ada.email,)
    wish(ada, "at_once")
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()

    letter = Letter.objects.get(person=ada)
    assert (letter.is_kept, letter.sent_at) == (True, None)
    assert letter.bounces.get().said.startswith("550 5.1.1")
    tasks.send_what_waits.func(timestamp=0)
    work()
    assert not mailbox()


def test_each_letter_has_a_return_address_of_its_own(idea, ada, ben, garden, work, mailbox, settings):
    settings.FOLKMOOT_BOUNCES_TO = BOX
    wish(ada, "at_once")
    discussions.post(idea, by=ben, community=garden, body="Yes.")
    work()
    (mail,) = mailbox()
    assert mail["X-MailFrom"] == envelope_of(Letter.objects.get(person=ada))
    assert mail["From"] == "Folkmoot <folkmoot@localhost>"


# A real IMAP server

CONFIGURATION = """
protocols = imap
base_dir = {home}/run
log_path = {home}/log
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail
first_valid_uid = 0
passdb {{
  driver = static
  args = password=a:b
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
    address = 127.0.0.1
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@pytest.fixture
def imap(settings):
    """Dovecot with one mailbox, to which mail comes back."""
    if not (dovecot := shutil.which("dovecot", path="/usr/sbin:/usr/bin")):
        pytest.skip("Dovecot is not installed (Debian: apt-get install dovecot-imapd)")
    # Not in pytest's folder: that one lets nobody else in, and Dovecot serves a mailbox as somebody else.
    with tempfile.TemporaryDirectory(prefix="folkmoot-imap-") as folder:
        home, port = Path(folder), free_port()
        home.chmod(0o755)
        inbox = maildir.Maildir(home / "mail", create=True)
        who = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else _me()
        (home / "dovecot.conf").write_text(CONFIGURATION.format(home=home, port=port, **who))
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", "nobody:nogroup", home / "mail"], check=True)
        with subprocess.Popen([dovecot, "-F", "-c", home / "dovecot.conf"]) as process:
            settings.FOLKMOOT_BOUNCES_URL = f"imap://box:a%3Ab@127.0.0.1:{port}/INBOX"
            _wait_for(port)
            yield inbox, home / "mail"
            process.terminate()


def _me():
    return {"user": pwd.getpwuid(os.getuid()).pw_name, "group": grp.getgrgid(os.getgid()).gr_name}


def _wait_for(port):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.05)
    raise TimeoutError("Dovecot did not start")


def test_mail_that_came_back_is_fetched_once(imap, letter, ada):
    inbox, folder = imap
    inbox.add(report(letter))
    inbox.add(b"From: ben@example.org\r\nSubject: Hello\r\n\r\nHow are you?\r\n")
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "nobody:nogroup", folder], check=True)

    tasks.read_returned_mail.func(timestamp=0)

    assert out_of_reach([ada.email]) == {ada.email}
    Bounce.objects.all().delete()
    tasks.read_returned_mail.func(timestamp=0)
    assert not Bounce.objects.exists()
    assert len(inbox) == 2
