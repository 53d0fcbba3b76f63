"""Keep with a version when the clock last reminded those who had not re-affirmed it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("call", "0002_what_endorsers_asked"),)

    operations = (
        migrations.AddField(
            model_name="version",
            name="reminded_at",
            field=models.DateTimeField(help_text="When the clock last reminded those who had not re-affirmed.", null=True),
        ),
    )
