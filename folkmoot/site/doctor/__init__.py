"""The doctor: looks at an instance and says what is wrong and what to do. Each check is one function, found here."""

from folkmoot.site.doctor.examining import Finding, check, examine, fine, warning, wrong

__all__ = ["Finding", "check", "examine", "fine", "warning", "wrong"]
