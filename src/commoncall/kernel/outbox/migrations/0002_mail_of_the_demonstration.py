from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_tables")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting to leave"),
                    ("sent", "Sent"),
                    ("failed", "Could not be sent"),
                    ("held", "Not sent: the address asked not to be written to"),
                    ("demo", "Not sent: the address exists in the demonstration alone"),
                    ("expired", "No longer of use"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
