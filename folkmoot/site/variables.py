"""Variables: everything that can be set from outside, in one table that the documentation is made from."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """``default`` as a reader is told it. What ``is_secret`` is never shown, only whether it is set."""

    name: str
    default: str
    meaning: str
    is_secret: bool = False


def _of(name: str, default: str, meaning: str, *, is_secret: bool = False) -> Variable:
    return Variable(name, default, meaning, is_secret)


#: For whoever runs Folkmoot.
VARIABLES = [
    _of(
        "FOLKMOOT_URL", "this machine", "The public address; with https, cookies are secure and HSTS is sent."
    ),
    _of("FOLKMOOT_HOSTS", "this machine's names", "Names that are answered beside that address, by commas."),
    _of("FOLKMOOT_TRUSTED_PROXIES", "0", "How many proxies of yours stand before it: so many are believed."),
    _of("FOLKMOOT_HSTS_SUBDOMAINS", "no", "Whether HSTS speaks for all names below the address, too."),
    _of("FOLKMOOT_NAME", "Folkmoot", "The name in the head of each page."),
    _of("FOLKMOOT_TIME_ZONE", "UTC", "Where days begin and end."),
    _of(
        "FOLKMOOT_MOST_UPLOADED", "268435456", "How many bytes one form may bring; an import is the largest."
    ),
    _of("FOLKMOOT_VAR", "var in the checkout", "The data directory."),
    _of(
        "FOLKMOOT_SECRET_KEY", "made once, in the data directory", "Signs sessions and links.", is_secret=True
    ),
    _of(
        "DATABASE_URL",
        "the embedded server",
        "An outside PostgreSQL (16 or newer, with pgvector).",
        is_secret=True,
    ),
    _of(
        "DATABASE_OWNER_URL",
        "as DATABASE_URL",
        "The role that owns its tables, if that is another.",
        is_secret=True,
    ),
    _of(
        "EMAIL_URL",
        "mail is kept at /outbox/",
        "A mail server, such as smtp+tls://user:password@host:587.",
        is_secret=True,
    ),
    _of("FOLKMOOT_MAIL_FROM", "Folkmoot <folkmoot@localhost>", "Who writes the mail."),
    _of(
        "FOLKMOOT_BOUNCES_TO",
        "as FOLKMOOT_MAIL_FROM",
        "Where mail goes that cannot be delivered, as name@host.",
    ),
    _of(
        "FOLKMOOT_BOUNCES_URL",
        "none",
        "The mailbox behind it, such as imap+ssl://user:password@host/INBOX.",
        is_secret=True,
    ),
    _of("FOLKMOOT_OIDC_NAME", "none", "A provider of sign-in (OpenID Connect): the name on its button."),
    _of("FOLKMOOT_OIDC_URL", "none", "Its address."),
    _of("FOLKMOOT_OIDC_ID", "none", "The name under which it knows this Folkmoot."),
    _of("FOLKMOOT_OIDC_SECRET", "none", "The secret that it gave for that.", is_secret=True),
    _of("FOLKMOOT_WEB_WORKERS", "1", "Processes of the web server."),
    _of("FOLKMOOT_WEB_THREADS", "12", "Pages that one of them answers at a time."),
    _of("FOLKMOOT_OLDEST_JOB", "900", "Seconds that a job may wait before /readyz says no."),
    _of(
        "FOLKMOOT_UNDO_MINUTES", "10", "Minutes in which an answer can be undone before it goes out; 0: none."
    ),
    _of(
        "FOLKMOOT_WEBHOOK_NETWORKS",
        "none",
        "Networks of yours that webhooks may reach, by http too, by commas.",
    ),
    _of("FOLKMOOT_ENCODER", "none", "A folder with a larger language model (how-to: use-a-larger-model)."),
    _of("FOLKMOOT_METRICS_TOKEN", "none", "Whoever has it may read /metrics from elsewhere.", is_secret=True),
    _of("FOLKMOOT_LOG", "WARNING", "From which level on libraries are heard in the log."),
    _of("FOLKMOOT_LOG_FORMAT", "json; lines on a terminal", "One JSON object a line, or lines for people."),
    _of("FOLKMOOT_PYTHON", "the first that fits", "The Python that makes the virtual environment."),
    _of("FOLKMOOT_POSTGRESQL", "18", "Which of its two versions the embedded server is: 18 or 16."),
    _of("FOLKMOOT_DEBUG", "no", "Pages for developers. Never where strangers come."),
]

#: What our own processes tell each other, and what tests are told.
INTERNAL = {
    "FOLKMOOT_AS_OWNER",
    "FOLKMOOT_IS_SUPERVISED",
    "FOLKMOOT_REPORT_TO",
    "FOLKMOOT_SHARED",
}


def told() -> dict[str, str]:
    """What is set, without secrets: of those only that they are."""
    return {
        one.name: "(set)" if one.is_secret else os.environ[one.name]
        for one in VARIABLES
        if os.environ.get(one.name)
    }
