"""What must hold of endorsements whenever something was killed amid them: each is there whole or not at all, and counts once."""

from __future__ import annotations

import psycopg

#: Each is a fault if it finds a row. The demonstration's own endorsers came by another way, all at once: these are about the others.
HALVES = {
    "an endorser who confirmed and stands behind nothing": """
        SELECT o.name FROM call_endorser o LEFT JOIN call_endorsement e ON e.endorser_id = o.id WHERE o.confirmed_at IS NOT NULL AND e.id IS NULL""",
    "an endorsement of somebody who did not confirm": """
        SELECT o.name FROM call_endorsement e JOIN call_endorser o ON o.id = e.endorser_id WHERE o.confirmed_at IS NULL""",
    "an endorsement from outside without its entry": """
        SELECT o.name FROM call_endorser o LEFT JOIN history_entry h ON h.subject = o.id AND h.kind = 'call.endorser_confirmed'
        WHERE o.confirmed_at IS NOT NULL AND h.id IS NULL""",
    "an entry of somebody who confirmed, and who did not": """
        SELECT h.id::text FROM history_entry h LEFT JOIN call_endorser o ON o.id = h.subject AND o.confirmed_at IS NOT NULL
        WHERE h.kind = 'call.endorser_confirmed' AND o.id IS NULL""",
    "somebody who waits for a link that was never written": """
        SELECT o.name FROM call_endorser o LEFT JOIN outbox_message m ON m.address = o.address AND m.kind = 'call.endorser_confirm'
        WHERE o.confirmed_at IS NULL AND m.id IS NULL""",
    "a link for somebody who is not there": """
        SELECT m.address FROM outbox_message m LEFT JOIN call_endorser o ON o.address = m.address
        WHERE m.kind = 'call.endorser_confirm' AND o.id IS NULL""",
    "an endorser who was entered twice in the history": """
        SELECT subject::text FROM history_entry WHERE kind = 'call.endorser_confirmed' GROUP BY subject HAVING count(*) > 1""",
    "somebody who counts twice": """
        SELECT coalesce(organisation_id, endorser_id)::text FROM call_endorsement WHERE withdrawn_at IS NULL
        GROUP BY version_id, organisation_id, endorser_id HAVING count(*) > 1""",
    "a member's endorsement without its entry": """
        SELECT e.id::text FROM call_endorsement e LEFT JOIN history_entry h ON h.subject = e.id AND h.subject_kind = 'endorsement'
        WHERE e.organisation_id IS NOT NULL AND h.id IS NULL""",
    "an entry of a member's endorsement that is not there": """
        SELECT h.id::text FROM history_entry h LEFT JOIN call_endorsement e ON e.id = h.subject
        WHERE h.kind IN ('call.endorsed', 'call.entered') AND e.id IS NULL""",
    "an organisation that stands behind what it is still asked about": """
        SELECT a.id::text FROM asks_ask a JOIN call_endorsement e ON e.organisation_id = a.organisation_id AND e.version_id = a.subject
        WHERE a.kind = 'call.reaffirm' AND a.answered_at IS NULL AND a.withdrawn_at IS NULL AND e.withdrawn_at IS NULL""",
    "an entry without its particulars": """
        SELECT h.id::text FROM history_entry h LEFT JOIN history_particulars p ON p.entry_id = h.id WHERE p.entry_id IS NULL""",
}

#: What each deed leaves, counted: the rows about ``%(name)s``, an organisation or an endorser.
_LEFT = {
    "ask": """
        SELECT (SELECT count(*) FROM call_endorser WHERE name = %(name)s),
               (SELECT count(*) FROM outbox_message WHERE kind = 'call.endorser_confirm' AND address = %(address)s)""",
    "confirm": """
        SELECT (SELECT count(*) FROM call_endorser WHERE name = %(name)s AND confirmed_at IS NOT NULL),
               (SELECT count(*) FROM call_endorsement e JOIN call_endorser o ON o.id = e.endorser_id WHERE o.name = %(name)s),
               (SELECT count(*) FROM history_entry h JOIN call_endorser o ON o.id = h.subject WHERE o.name = %(name)s)""",
    "endorse": """
        SELECT count(DISTINCT e.id), count(DISTINCT h.id), count(DISTINCT a.id) FROM parties_organisation o
        LEFT JOIN call_version v ON v.coalition_id = o.coalition_id AND v.number = 3
        LEFT JOIN call_endorsement e ON e.organisation_id = o.id AND e.version_id = v.id
        LEFT JOIN history_entry h ON h.subject = e.id AND h.kind = 'call.endorsed'
        LEFT JOIN asks_ask a ON a.organisation_id = o.id AND a.kind = 'call.reaffirm' AND a.answered_at IS NOT NULL
        WHERE o.name = %(name)s""",
    "enter": """
        SELECT count(DISTINCT e.id), count(DISTINCT h.id), count(DISTINCT a.id),
               (SELECT count(*) > 0 FROM outbox_message WHERE kind = 'call.entered' AND text LIKE '%%' || %(name)s || '%%')::int
        FROM parties_organisation o
        LEFT JOIN call_version v ON v.coalition_id = o.coalition_id AND v.number = 3
        LEFT JOIN call_endorsement e ON e.organisation_id = o.id AND e.version_id = v.id
        LEFT JOIN history_entry h ON h.subject = e.id AND h.kind = 'call.entered'
        LEFT JOIN asks_ask a ON a.organisation_id = o.id AND a.kind = 'call.confirm_entered' AND a.subject = e.id
        WHERE o.name = %(name)s""",
}


def halves(address: str) -> dict[str, list[str]]:
    """Return every endorsement that is there by half, by what is wrong with it."""
    with psycopg.connect(address) as connection:
        found = {what: [str(row[0]) for row in connection.execute(query).fetchall()][:5] for what, query in HALVES.items()}
    return {what: rows for what, rows in found.items() if rows}


def left(address: str, deed: str, name: str) -> tuple[int, ...]:
    """Return what a deed left, each kind of row counted."""
    values = {"name": name, "address": address_of(name)}
    with psycopg.connect(address) as connection:
        return tuple(connection.execute(_LEFT[deed].encode(), values).fetchone() or ())


def address_of(name: str) -> str:
    """Return the mail address of somebody who endorses from outside."""
    return f"{name.lower().replace(' ', '.')}@kills.example"


def links(address: str) -> dict[str, str]:
    """Return the link to each endorsement that was asked for here, by the mail address, as it stands in the mail."""
    query = "SELECT address, substring(text FROM 'https?://[^/[:space:]]+(/[^[:space:]]+/endorse/[^[:space:]]+)') FROM outbox_message WHERE kind = %s"
    with psycopg.connect(address) as connection:
        return dict(connection.execute(query, ["call.endorser_confirm"]).fetchall())


def confirmed(address: str) -> dict[str, int]:
    """Return how often each of those who endorse from outside counts and stands in the history as confirmed, by mail address."""
    query = """
        SELECT o.address, count(DISTINCT e.id) + count(DISTINCT h.id) FROM call_endorser o
        LEFT JOIN call_endorsement e ON e.endorser_id = o.id AND e.withdrawn_at IS NULL
        LEFT JOIN history_entry h ON h.subject = o.id AND h.kind = 'call.endorser_confirmed'
        WHERE o.address LIKE '%@kills.example' GROUP BY o.address"""
    with psycopg.connect(address) as connection:
        return {one: count // 2 for one, count in connection.execute(query).fetchall()}
