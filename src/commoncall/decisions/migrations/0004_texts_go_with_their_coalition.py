import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_what_was_noted"),
    ]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="version",
            field=models.ForeignKey(
                help_text="The locked version that is decided on.",
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="decisions",
                to="drafting.version",
            ),
        ),
    ]
