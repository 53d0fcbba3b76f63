"""When the result of a vote on an amendment was entered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="amendment",
            name="settled_at",
            field=models.DateTimeField(help_text="When the result of a vote on it was entered, which is then its treatment.", null=True),
        ),
    ]
