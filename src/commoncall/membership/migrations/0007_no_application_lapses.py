"""Take a state away that no application was ever in: a draft that nobody goes on with is deleted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("membership", "0006_columns_in_the_list"),)

    operations = (
        migrations.AlterField(
            model_name="application",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Being filled in"),
                    ("checking", "Being checked"),
                    ("consulting", "Members are consulted"),
                    ("deciding", "To be decided"),
                    ("admitted", "Admitted"),
                    ("declined", "Declined"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
    )
