"""Add where the public may write to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="coalition",
            name="contact",
            field=models.EmailField(blank=True, help_text="Where the public may write to; stands on the public page.", max_length=254),
        ),
    ]
