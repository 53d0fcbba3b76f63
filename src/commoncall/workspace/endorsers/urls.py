"""The addresses of the endorsers from outside."""

from django.urls import path

from commoncall.workspace.endorsers import entering, listing, one, removing

ONE = "<slug:coalition>/endorsers/<uuid:endorser>"

urlpatterns = [
    path("<slug:coalition>/endorsers/", listing.endorsers, name="endorsers"),
    path("<slug:coalition>/endorsers/new/", entering.new, name="endorser-new"),
    path("<slug:coalition>/endorsers/download/", listing.download, name="endorsers-download"),
    path("<slug:coalition>/endorsers/take-out/", removing.remove_found, name="endorsers-remove"),
    path(f"{ONE}/", one.endorser, name="endorser"),
    path(f"{ONE}/correct/", entering.correct, name="endorser-correct"),
    path(f"{ONE}/take-out/", removing.remove_one, name="endorser-remove"),
]
