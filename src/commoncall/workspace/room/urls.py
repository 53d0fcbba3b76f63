"""The addresses of the coalition's room."""

from django.urls import path

from commoncall.workspace.room import answers, coordinators, history, removal, site, views

urlpatterns = [
    path("<slug:coalition>/room/", views.room, name="room"),
    path("<slug:coalition>/room/how/<slug:question>/", answers.answer, name="room-answer"),
    path("<slug:coalition>/room/name/", answers.description, name="room-name"),
    path("<slug:coalition>/room/coordinators/", coordinators.coordinators, name="room-coordinators"),
    path("<slug:coalition>/room/coordinators/<uuid:mandate>/end/", coordinators.end, name="room-coordinator-end"),
    path("<slug:coalition>/room/coordinators/<uuid:mandate>/deputy/", coordinators.deputy, name="room-coordinator-deputy"),
    path("<slug:coalition>/room/public-page/", site.site, name="room-site"),
    path("<slug:coalition>/room/public-page/preview/", site.preview, name="room-site-preview"),
    path("<slug:coalition>/room/public-page/preview/who/", site.preview, {"name": "who"}, name="room-site-preview-who"),
    path("<slug:coalition>/room/public-page/preview/join/", site.preview, {"name": "join"}, name="room-site-preview-join"),
    path("<slug:coalition>/room/public-page/preview/charter/", site.preview, {"name": "charter"}, name="room-site-preview-charter"),
    path("<slug:coalition>/room/public-page/preview/<str:name>/<int:number>/", site.preview, name="room-site-preview-version"),
    path("<slug:coalition>/room/history/", history.history, name="history"),
    path("<slug:coalition>/room/history.json", history.download, name="history-download"),
    path("<slug:coalition>/undo/<uuid:entry>/", history.undo, name="undo"),
    path("<slug:coalition>/room/remove/", removal.remove, name="room-remove"),
]
