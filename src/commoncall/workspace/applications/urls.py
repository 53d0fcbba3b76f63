"""The addresses of applications; fixed words stand before what names one."""

from django.urls import path

from commoncall.workspace.applications import answering, arranging, deciding, handling, listing, one, questions

ALL = "<slug:coalition>/applications"
ONE = f"{ALL}/<uuid:application>"
ARRANGE = f"{ALL}/arrange"
QUESTION = f"{ARRANGE}/questions/<uuid:question>"

urlpatterns = [
    path(f"{ALL}/", listing.applications, name="applications"),
    path(f"{ARRANGE}/", arranging.admission, name="admission"),
    path(f"{ARRANGE}/open/", arranging.open_or_close, name="admission-open"),
    path(f"{ARRANGE}/stages/<slug:category>/", arranging.path, name="admission-path"),
    path(f"{ARRANGE}/words/", arranging.words, name="admission-words"),
    path(f"{ARRANGE}/times/new/", arranging.window, name="admission-window-new"),
    path(f"{ARRANGE}/times/<uuid:window>/remove/", arranging.window_remove, name="admission-window-remove"),
    path(f"{ARRANGE}/questions/new/", questions.new, name="admission-question-new"),
    path(f"{ARRANGE}/form/", questions.preview, name="admission-preview"),
    path(f"{QUESTION}/", questions.change, name="admission-question"),
    path(f"{QUESTION}/up/", questions.move, name="admission-question-move"),
    path(f"{QUESTION}/retire/", questions.retire, name="admission-question-retire"),
    path(f"{ONE}/", one.application, name="application"),
    path(f"{ONE}/check/", handling.check, name="application-check"),
    path(f"{ONE}/on/", handling.advance, name="application-advance"),
    path(f"{ONE}/contact/", handling.contact, name="application-contact"),
    path(f"{ONE}/same/", handling.attach, name="application-attach"),
    path(f"{ONE}/twice/", handling.double, name="application-double"),
    path(f"{ONE}/say/", answering.say, name="application-say"),
    path(f"{ONE}/vote/", answering.vote, name="application-vote"),
    path(f"{ONE}/decide/", deciding.decide, name="application-decide"),
]
