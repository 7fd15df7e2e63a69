"""A problem: what stops a start, in one sentence that a person can act on."""


class Problem(Exception):
    """Printed without a traceback; the command ends with exit code 1."""
