"""The audit log: append-only, as the stream is."""

import django.utils.timezone
from django.db import migrations, models

from folkmoot.kit.appendonly import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_the_stream")]
    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
                ("what", models.CharField(db_index=True, max_length=60)),
                ("who", models.CharField(blank=True, db_index=True, max_length=100)),
                ("about", models.CharField(blank=True, max_length=100)),
                ("network", models.CharField(blank=True, max_length=50)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("facts", models.JSONField(default=dict)),
            ],
            options={"verbose_name_plural": "audit entries"},
        ),
        AppendOnly("activity_auditentry"),
    ]
