"""Let the file of an import go together with its coalition; alone it still stays as long as the import does."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0002_undoing_of_imports"), ("files", "0002_content_goes_with_its_coalition")]

    operations = [
        migrations.AlterField(
            model_name="batch",
            name="file",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="files.file"),
        ),
    ]
