"""The addresses of imports."""

from django.urls import path

from commoncall.workspace.imports import deeds, views, waiting

urlpatterns = [
    path("<slug:coalition>/members/import/", views.imports, name="imports"),
    path("<slug:coalition>/members/import/<uuid:batch>/", views.opened, name="import"),
    path("<slug:coalition>/members/import/<uuid:batch>/columns/", views.columns, name="import-columns"),
    path("<slug:coalition>/members/import/<uuid:batch>/rows/", views.preview, name="import-preview"),
    path("<slug:coalition>/members/import/<uuid:batch>/questions/", views.questions, name="import-questions"),
    path("<slug:coalition>/members/import/<uuid:batch>/result/", views.result, name="import-result"),
    path("<slug:coalition>/members/import/<uuid:batch>/left-out.<str:form>", views.left_out, name="import-rows"),
    path("<slug:coalition>/members/import/<uuid:batch>/progress/", waiting.progress, name="import-progress"),
    path("<slug:coalition>/members/import/<uuid:batch>/progress.json", waiting.facts, name="import-progress-facts"),
    path("<slug:coalition>/members/import/<uuid:batch>/stop/", deeds.stop, name="import-stop"),
    path("<slug:coalition>/members/import/<uuid:batch>/apply/", deeds.apply, name="import-apply"),
    path("<slug:coalition>/members/import/<uuid:batch>/undo/", deeds.undo, name="import-undo"),
    path("<slug:coalition>/members/import/<uuid:batch>/again/", deeds.again, name="import-again"),
    path("<slug:coalition>/members/import/<uuid:batch>/discard/", deeds.discard, name="import-discard"),
]
