"""Make the table of the countries; ``actions.load`` fills it after every migration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Country",
            fields=[
                (
                    "code",
                    models.CharField(help_text="ISO 3166-1 alpha-2.", max_length=2, primary_key=True, serialize=False),
                ),
                ("alpha3", models.CharField(max_length=3, unique=True)),
                ("m49", models.CharField(blank=True, max_length=3)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("member", "Member state of the United Nations"),
                            ("observer", "Observer state"),
                            ("other_state", "Other state"),
                            ("territory", "Territory"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "region",
                    models.CharField(help_text="M49 code of the region, such as 002 for Africa.", max_length=3),
                ),
                ("subregion", models.CharField(max_length=3)),
                ("group", models.CharField(help_text="Regional group of the United Nations.", max_length=16)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("m49", ""), _negated=True),
                        fields=("m49",),
                        name="countries_one_for_each_m49",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z]{2}$")), name="countries_code_is_alpha2"
                    ),
                ],
            },
        ),
    ]
