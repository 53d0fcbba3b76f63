"""Add what signing in needs: tokens, sessions, passkeys, authenticators, recovery codes and limits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import commoncall.kernel.identifiers


class Migration(migrations.Migration):
    """The tables; that of the limits is not logged, since it is written at every attempt and worth nothing after a crash."""

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Authenticator",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="authenticator",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("secret", models.TextField(help_text="Encrypted; see secrets.encrypted.")),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "last_step",
                    models.BigIntegerField(default=0, help_text="The half minute of the last code that was taken: no code is taken twice."),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "key",
                    models.CharField(
                        help_text="A keyed hash of what is counted, such as an address.", max_length=64, primary_key=True, serialize=False
                    ),
                ),
                ("free_at", models.DateTimeField(help_text="When nothing of the past counts any more.")),
            ],
            options={
                "indexes": [models.Index(fields=["free_at"], name="accounts_limit_by_end")],
            },
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                ("id", models.UUIDField(default=commoncall.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("credential", models.BinaryField(unique=True)),
                ("public_key", models.BinaryField()),
                ("uses", models.PositiveBigIntegerField(default=0, help_text="How often it was used, as the device counts; many always say 0.")),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="passkeys", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", models.UUIDField(default=commoncall.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ("code_hash", models.CharField(max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="recovery_codes", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "code_hash"), name="accounts_recovery_code_once")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("session_key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("id", models.UUIDField(default=commoncall.kernel.identifiers.uuid7, editable=False, unique=True)),
                ("browser", models.CharField(blank=True, max_length=40)),
                ("system", models.CharField(blank=True, max_length=40)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="sessions", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "-seen_at"], name="accounts_session_by_account")],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.UUIDField(default=commoncall.kernel.identifiers.uuid7, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(help_text="One of rules.Purpose.", max_length=8)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("link_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("is_local", models.BooleanField(default=False, help_text="Good only from the machine on which Commoncall runs.")),
                (
                    "is_lasting",
                    models.BooleanField(default=False, help_text="May be used again until it runs out; only ever together with is_local."),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["expires_at"], name="accounts_token_by_end")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_lasting", False), ("is_local", True), _connector="OR"), name="accounts_lasting_is_local"
                    )
                ],
            },
        ),
        migrations.RunSQL("ALTER TABLE accounts_limit SET UNLOGGED", "ALTER TABLE accounts_limit SET LOGGED"),
    ]
