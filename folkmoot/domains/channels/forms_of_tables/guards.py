"""Guards: no cell that we write is a formula for the spreadsheet that opens it; and the way back."""

import re

# After OWASP, "CSV Injection"; also the wide signs that some spreadsheets take for the narrow ones.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")
_GUARDED = re.compile(r"'(?:'*\s*[=+\-@＝＋－＠]|'*[\t\r\n])")


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it, if a spreadsheet might take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before ``guarded``."""
    return cell[1:] if _GUARDED.match(cell) else cell
