"""Let a column of the coalition's own stand in the list of organisations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("membership", "0005_how_it_came_to_be"),)

    operations = (
        migrations.AddField(
            model_name="owncolumn",
            name="is_listed",
            field=models.BooleanField(default=False, help_text="Whether it stands in the list of organisations, for all who may read it."),
        ),
    )
