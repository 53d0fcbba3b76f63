"""What somebody from outside said before their address was confirmed, and about which version they were asked again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of the endorsers."""

    dependencies = [("call", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="endorser",
            name="asked_about",
            field=models.UUIDField(help_text="The last version about which they were asked whether they re-affirm.", null=True),
        ),
        migrations.AddField(
            model_name="endorser",
            name="reservations",
            field=models.TextField(blank=True, help_text="What was said with it before it was confirmed; then it stands in the endorsement."),
        ),
    ]
