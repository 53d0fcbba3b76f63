"""The addresses of the workspace, topic by topic; fixed words stand before what names a coalition."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("commoncall.workspace.front.urls")),
    path("", include("commoncall.workspace.setup.urls")),
    path("", include("commoncall.workspace.you.urls")),
    path("", include("commoncall.workspace.home.urls")),
    path("", include("commoncall.workspace.imports.urls")),
    path("", include("commoncall.workspace.invitations.urls")),
    path("", include("commoncall.workspace.mail.urls")),
    path("", include("commoncall.workspace.files.urls")),
    path("", include("commoncall.workspace.room.urls")),
    path("", include("commoncall.workspace.search.urls")),
    path("", include("commoncall.workspace.texts.urls")),
    path("", include("commoncall.workspace.decisions.urls")),
    path("", include("commoncall.workspace.ladder.urls")),
    path("", include("commoncall.workspace.drafts.urls")),
    path("", include("commoncall.workspace.voice.urls")),
    path("", include("commoncall.workspace.treaties.urls")),
    path("", include("commoncall.workspace.bodies.urls")),
    path("", include("commoncall.workspace.people.urls")),
    path("", include("commoncall.workspace.standing.urls")),
    path("", include("commoncall.workspace.welcome.urls")),
    path("", include("commoncall.workspace.applications.urls")),
    path("", include("commoncall.workspace.endorsers.urls")),
    path("", include("commoncall.workspace.members.urls")),
]
