import django.db.models.deletion
from django.db import migrations, models

import commoncall.kernel.identifiers

# Until now the name of whoever entered an answer was all that told it from one's own.
_MARK = """
    UPDATE decisions_response SET is_entered = true
    WHERE came IN ('phone', 'paper', 'mail', 'meeting') OR entered_by_id IS NOT NULL OR (came = 'workspace' AND mandate IS NULL)"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_what_it_is_about")]

    operations = [
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.UUIDField(default=commoncall.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ("mandate", models.UUIDField(null=True)),
                ("said_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="decision",
            name="wording_until",
            field=models.DateTimeField(help_text="Until when the wording of what was adopted is left open: its text is published then.", null=True),
        ),
        migrations.AddField(
            model_name="response",
            name="is_entered",
            field=models.BooleanField(default=False, help_text="Whether somebody else than its own people, or its proxy, wrote it down for it."),
        ),
        migrations.RunSQL(_MARK, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("followed_at", None), ("wording_until__isnull", False)),
                fields=["wording_until"],
                name="decisions_left_for_wording",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="decision",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="acknowledgements", to="decisions.decision"),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="organisation",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="parties.organisation"),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="person",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="parties.person"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(fields=("decision", "organisation"), name="decisions_acknowledged_once"),
        ),
    ]
