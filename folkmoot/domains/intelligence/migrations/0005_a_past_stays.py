"""What happened to a theme stays; and members keep apart where a model and where a person put them."""

from django.db import migrations

from folkmoot.kit.appendonly import AppendOnly

WHERE_THEY_ARE = """
update intelligence_thememember set
    found_in_id = case when moved_by_id is null then theme_id end,
    moved_to_id = case when moved_by_id is not null then theme_id end
"""


class Migration(migrations.Migration):
    dependencies = [("intelligence", "0004_themes_have_a_past")]

    operations = [
        AppendOnly("intelligence_themeevent"),
        migrations.RunSQL(WHERE_THEY_ARE, migrations.RunSQL.noop),
    ]
