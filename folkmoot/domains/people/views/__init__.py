"""Doors for people: ways in, my page, what keeps my account safe, and the audit for administrators."""

from .auditing import audit, audit_csv
from .identities import claim, identities, part
from .me import enter, me, prefer, rename
from .security import end_other_sessions, end_session, security, sign_in_again
from .tokens import make_token, revoke_token, tokens

__all__ = [
    "audit",
    "audit_csv",
    "claim",
    "end_other_sessions",
    "end_session",
    "enter",
    "identities",
    "make_token",
    "me",
    "part",
    "prefer",
    "rename",
    "revoke_token",
    "security",
    "sign_in_again",
    "tokens",
]
