"""Conditional requests: a tag for each answer, so that what is known is not sent twice, nor overwritten unseen.

RFC 9110: entity tags are 8.8.3, If-Match is 13.1.1, If-None-Match 13.1.2.
"""

import hashlib

from django.utils.http import parse_etags


def tag_of(content: bytes) -> str:
    """A strong tag: equal tags mean equal bytes, whoever asked."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_known(if_none_match: str, tag: str) -> bool:
    """Whether the program has this answer already; compared weakly, as the RFC asks for reading."""
    known = parse_etags(if_none_match)
    return known == ["*"] or tag in {one.removeprefix("W/") for one in known}


def is_still(if_match: str, tag: str) -> bool:
    """Whether what a program saw is what stands there; compared strongly. ``tag`` is empty where nothing stands."""
    return bool(tag) and (parse_etags(if_match) == ["*"] or tag in parse_etags(if_match))
