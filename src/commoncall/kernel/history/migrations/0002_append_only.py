"""Let the database itself refuse to alter or remove what was written, and open the installation's own chain."""

import uuid

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GUARD = """
CREATE FUNCTION history_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF coalesce(current_setting('commoncall.removing_chain', true), '') = OLD.chain_id::text THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'entries of the history are never removed one by one';
    END IF;
    IF OLD.seal IS NULL AND (to_jsonb(NEW) - 'sequence' - 'seal') = (to_jsonb(OLD) - 'sequence' - 'seal') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'entries of the history are never altered';
END $$;
CREATE TRIGGER history_entry_is_kept BEFORE UPDATE OR DELETE ON history_entry FOR EACH ROW EXECUTE FUNCTION history_entry_is_kept();

CREATE FUNCTION history_particulars_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'particulars of the history are never altered, only removed';
END $$;
CREATE TRIGGER history_particulars_are_kept BEFORE UPDATE ON history_particulars
    FOR EACH ROW EXECUTE FUNCTION history_particulars_are_kept();
"""

NO_GUARD = """
DROP TRIGGER history_particulars_are_kept ON history_particulars;
DROP FUNCTION history_particulars_are_kept();
DROP TRIGGER history_entry_is_kept ON history_entry;
DROP FUNCTION history_entry_is_kept();
"""


def open_installation_chain(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the chain that belongs to no coalition; its identifier is the UUID of zeros."""
    apps.get_model("history", "Chain").objects.get_or_create(id=uuid.UUID(int=0), defaults={"title": "installation"})


class Migration(migrations.Migration):
    """Guards and the first chain."""

    dependencies = [("history", "0001_tables")]

    operations = [
        migrations.RunSQL(GUARD, NO_GUARD),
        migrations.RunPython(open_installation_chain, migrations.RunPython.noop),
    ]
