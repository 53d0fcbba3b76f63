"""Keep entries in the very order in which they are read, so that the newest need no sorting."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("history", "0002_append_only"),)

    operations = (
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["chain", "-at", "-id"], name="history_in_order")),
        migrations.RemoveIndex(model_name="entry", name="history_by_time"),
    )
