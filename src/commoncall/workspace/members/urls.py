"""The addresses of organisations."""

from django.urls import path

from commoncall.workspace.members import adding, changing, confirming, directory, keeping, mapping, noting, record, taking

ONE = "<slug:coalition>/members/<uuid:organisation>"
COLUMN = "<slug:coalition>/members/columns/<uuid:column>"

urlpatterns = [
    path("<slug:coalition>/members/", directory.members, name="members"),
    path("<slug:coalition>/members/new/", adding.new, name="member-new"),
    path("<slug:coalition>/members/map/", mapping.members_map, name="members-map"),
    path("<slug:coalition>/members/download/", taking.download, name="members-download"),
    path("<slug:coalition>/members/columns/", keeping.own_columns, name="members-columns"),
    path(f"{COLUMN}/", keeping.column, name="members-column"),
    path(f"{COLUMN}/up/", keeping.column_move, name="members-column-move"),
    path(f"{COLUMN}/list/", keeping.column_in_list, name="members-column-list"),
    path(f"{COLUMN}/remove/", keeping.column_remove, name="members-column-remove"),
    path("<slug:coalition>/members/kept/", keeping.questions, name="members-filters"),
    path("<slug:coalition>/members/kept/new/", keeping.question_keep, name="members-filter-save"),
    path("<slug:coalition>/members/kept/<uuid:filter>/remove/", keeping.question_remove, name="members-filter-remove"),
    path("<slug:coalition>/members/ask/", confirming.ask_all, name="members-ask"),
    path(f"{ONE}/", record.record, name="member"),
    path(f"{ONE}/confirm/", confirming.confirm, name="member-confirm"),
    path(f"{ONE}/names/", changing.names, name="member-names"),
    path(f"{ONE}/particulars/", changing.particulars, name="member-particulars"),
    path(f"{ONE}/belonging/", changing.belonging, name="member-belonging"),
    path(f"{ONE}/standing/", changing.standing, name="member-standing"),
    path(f"{ONE}/naming/", changing.naming, name="member-naming"),
    path(f"{ONE}/tags/", changing.tagging, name="member-tags"),
    path(f"{ONE}/tags/<uuid:tag>/remove/", changing.untag, name="member-tag-remove"),
    path(f"{ONE}/own/", changing.values, name="member-values"),
    path(f"{ONE}/notes/new/", noting.write, name="member-note-new"),
    path(f"{ONE}/notes/<uuid:note>/", noting.correct, name="member-note"),
    path(f"{ONE}/notes/<uuid:note>/remove/", noting.remove, name="member-note-remove"),
    path(f"{ONE}/history/", record.history, name="member-history"),
    path(f"{ONE}/take-out/", changing.removal, name="member-remove"),
]
