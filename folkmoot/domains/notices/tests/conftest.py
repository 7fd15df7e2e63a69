"""A garden in which Ben and Cleo speak under Ada's idea, and a real mail server."""

import email
from email import policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from folkmoot.domains.discussions import actions as discussions
from folkmoot.domains.ideas import actions as ideas
from folkmoot.domains.notices import actions
from folkmoot.domains.notices.models import OCCASIONS
from folkmoot.site.launch.testing import free_port

OUTBOX = "folkmoot.domains.notices.mail.Outbox"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Refusing(Mailbox):
    """A mail server that knows some addresses not."""

    unknown: tuple[str, ...] = ()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def server(idea, tmp_path, settings):
    handler = Refusing(tmp_path / "mail")
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield handler
    controller.stop()


@pytest.fixture
def mailbox(server, tmp_path):
    """The mails that a real server took, as messages."""
    new = tmp_path / "mail" / "new"
    return lambda: [
        email.message_from_bytes(f.read_bytes(), policy=policy.default) for f in sorted(new.iterdir())
    ]


@pytest.fixture
def idea(ada, garden, work):
    work()  # those who have a role in the garden were told of it before
    return ideas.publish(ideas.draft(garden, by=ada, title="A bee hotel"), by=ada)


@pytest.fixture
def told(idea, ben, cleo, garden, work):
    for person in (ben, cleo):
        discussions.post(idea, by=person, community=garden, body="Yes.")
    return work


def wish(person, pace="at_once", *, pushed=(), **hours):
    """This person wants to be told of everything at this pace."""
    actions.prefer(
        by=person,
        paces={str(occasion): pace for occasion, _label in OCCASIONS},
        pushed=pushed,
        digest_hour=hours.get("digest_hour", 8),
        digest_weekday=hours.get("digest_weekday", 0),
        quiet_from=hours.get("quiet_from"),
        quiet_until=hours.get("quiet_until"),
    )
