"""Files of rejected rows: their columns as they came, where and why, guarded against formulas; to be mended."""

import csv
import io

from .forms_of_tables.guards import guarded
from .models import Import
from .tables import OURS

LINE, WHY = f"{OURS}line", f"{OURS}why"


def tables_with_rejected(one: Import) -> list[str]:
    """The tables that rows of this import were rejected in, for which there is anything to mend."""
    rows = one.rejected_rows.exclude(cells=[]).order_by("table").values_list("table", flat=True)
    return list(rows.distinct())


def rejected_file(one: Import, table: str) -> str:
    """CSV with a byte order mark, so that spreadsheets read its letters right. Empty if there is nothing to mend."""
    rows = list(one.rejected_rows.filter(table=table).exclude(cells=[]).order_by("id"))
    columns: dict[str, None] = {}
    for row in rows:
        columns |= dict.fromkeys(name for name, _ in row.cells)
    if not columns:
        return ""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(name) for name in columns] + [LINE, WHY])
    for row in rows:
        cells = dict(row.cells)
        writer.writerow(
            [guarded(cells.get(name, "")) for name in columns] + [guarded(row.where), guarded(row.why)]
        )
    return "\ufeff" + out.getvalue()


def name_of_file(table: str) -> str:
    """What the file is called when it is kept."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in table.rpartition(".")[0] or table)
    return f"{plain.strip('-')[:60] or 'table'}-rejected.csv"
