"""Let content go together with the coalition whose files need it; alone it still stays as long as one does."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_tables")]

    operations = [
        migrations.AlterField(
            model_name="file",
            name="content",
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name="files", to="files.content"),
        ),
    ]
