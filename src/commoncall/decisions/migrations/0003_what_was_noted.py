from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="announced_at",
            field=models.DateTimeField(help_text="When those who decide were given notice.", null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_how",
            field=models.TextField(
                blank=True, default="", help_text="Of what was entered later: who decided it, and how. Of what was withdrawn: why."
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="decision",
            name="review_asked_on",
            field=models.DateField(help_text="The review date that the coordinators were asked about.", null=True),
        ),
    ]
