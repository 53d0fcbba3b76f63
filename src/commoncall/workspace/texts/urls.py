"""The addresses of the texts. A text is named by its kind, a version by its number, and what is done to one by its identifier."""

from django.urls import path

from commoncall.workspace.texts import adopting, arranging, endorsements, endorsing, following, together, views, wording

TEXT = "<slug:coalition>/texts/<slug:kind>"
VERSION = "<slug:coalition>/texts/versions/<uuid:version>"
ENDORSEMENT = "<slug:coalition>/texts/endorsements/<uuid:endorsement>"

urlpatterns = [
    path("<slug:coalition>/texts/", views.texts, name="texts"),
    path(f"{TEXT}/", views.text, name="text"),
    path(f"{TEXT}/begin/", wording.begin, name="text-begin"),
    path(f"{TEXT}/together/", together.begin, name="text-together"),
    path("<slug:coalition>/texts/take/<uuid:version>/", together.take, name="text-take"),
    path(f"{TEXT}/draft/", views.draft, name="text-draft"),
    path(f"{TEXT}/endorsing/", arranging.arrange, name="text-arrange"),
    path(f"{TEXT}/<int:number>/", views.version, name="text-version"),
    path(f"{TEXT}/<int:number>/behind/", endorsements.behind, name="text-behind"),
    path(f"{VERSION}/", views.found, name="text-found"),
    path(f"{VERSION}/compare/", views.compare, name="text-compare"),
    path(f"{VERSION}/words/", wording.languages_of, name="text-languages"),
    path(f"{VERSION}/words/<slug:language>/", wording.word, name="text-word"),
    path(f"{VERSION}/words/<slug:language>/remove/", wording.remove, name="text-word-remove"),
    path(f"{VERSION}/words/<slug:language>/authoritative/", wording.authoritative, name="text-authoritative"),
    path(f"{VERSION}/discard/", wording.discard, name="text-discard"),
    path(f"{VERSION}/adopt/", adopting.adopt, name="text-adopt"),
    path(f"{VERSION}/endorse/", endorsing.endorse, name="endorse-version"),
    path(f"{VERSION}/endorse/ask/", endorsing.ask, name="endorse-ask"),
    path(f"{VERSION}/enter/", endorsing.enter, name="endorse-enter"),
    path(f"{VERSION}/follow-up/", following.follow_up, name="text-follow-up"),
    path(f"{VERSION}/follow-up/list/", following.download, name="text-follow-up-list"),
    path(f"{VERSION}/follow-up/remind/", following.remind, name="text-remind"),
    path(f"{ENDORSEMENT}/", endorsements.endorsement, name="endorsement"),
    path(f"{ENDORSEMENT}/confirm/", endorsements.confirm, name="endorsement-confirm"),
    path(f"{ENDORSEMENT}/correct/", endorsements.correct, name="endorsement-correct"),
    path(f"{ENDORSEMENT}/withdraw/", endorsements.withdraw, name="endorsement-withdraw"),
]
