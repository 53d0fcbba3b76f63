"""When people were told that a version takes amendments, and that these are over."""

from django.db import migrations, models
from django.db.models import F


def note_as_told(apps, schema_editor):
    """Nobody is written to about what was opened or closed before anybody was told of such things."""
    versions = apps.get_model("drafting", "Version").objects.filter(opened_at__isnull=False)
    versions.update(opening_told_at=F("opened_at"))
    versions.filter(closed_at__isnull=False).update(closing_told_at=F("closed_at"))


class Migration(migrations.Migration):
    dependencies = [("drafting", "0002_settled_by_a_vote")]

    operations = [
        migrations.AddField(
            model_name="version",
            name="opening_told_at",
            field=models.DateTimeField(help_text="When those who may amend were written to; empty until then.", null=True),
        ),
        migrations.AddField(
            model_name="version",
            name="closing_told_at",
            field=models.DateTimeField(help_text="When those who had amended were told that amendments are over.", null=True),
        ),
        migrations.RunPython(note_as_told, migrations.RunPython.noop),
    ]
