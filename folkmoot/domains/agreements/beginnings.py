"""Beginnings: what a page is filled with before anybody wrote it, for the organisation to finish."""

from django.utils.translation import gettext as _

from .models import Kind


def beginning_of(kind: str) -> str:
    """Headings and prompts. It is never shown to readers: only what somebody published is."""
    return {
        Kind.PRIVACY: _(
            "# Who is responsible\n\nName, address, e-mail.\n\n"
            "# What we keep, and why\n\nYour name and address, so that you are told what becomes of what you gave.\n\n"
            "# How long\n\n\n\n# Your rights\n\nOn your page you see, take with you and erase what we hold about you."
        ),
        Kind.TERMS: _(
            "# What this place is for\n\n\n\n# What we promise\n\nEvery idea gets an answer.\n\n"
            "# What we ask of you\n\n\n\n# What may be done with what you write\n\n"
        ),
        Kind.IMPRINT: _("# Publisher\n\nName, address, who speaks for it.\n\n# Contact\n\n"),
        Kind.ACCESSIBILITY: _(
            "# How accessible this place is\n\nIt is built to WCAG 2.2, level AA.\n\n"
            "# What does not work yet\n\n\n\n# Tell us\n\nWhom to write to when something stands in your way.\n\n"
        ),
    }[Kind(kind)]
