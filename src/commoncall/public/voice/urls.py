"""The addresses of statements, of letters, and of signing one. The link of a signer stands in the address: whoever has it speaks for them."""

from django.urls import path

from commoncall.public.voice import asking, files, own, reading

_BASE = "<language:language>/<slug:coalition>/"
_LETTER = f"{_BASE}letters/<number:number>/"
_OWN = f"{_BASE}signature/"

urlpatterns = [
    path(f"{_BASE}statements/", reading.statements, name="public-statements"),
    path(f"{_BASE}statements/<number:number>/", reading.statement, name="public-statement"),
    path(f"{_BASE}statements/<number:number>/statement.<slug:form>", files.statement, name="public-statement-file"),
    path(f"{_BASE}letters/", reading.letters, name="public-letters"),
    path(_LETTER, reading.letter, name="public-letter"),
    path(f"{_LETTER}letter.<slug:form>", files.letter, name="public-letter-file"),
    path(f"{_LETTER}delivered-<number:delivery>.pdf", files.delivered, name="public-letter-delivered"),
    path(f"{_LETTER}sign/", asking.sign, name="sign"),
    path(f"{_LETTER}sign/sent/", asking.sent, name="sign-sent"),
    path(f"{_OWN}link/", asking.link, name="signature-link"),
    path(f"{_OWN}<str:link>/", own.state, name="signature-own"),
    path(f"{_OWN}<str:link>/correct/", own.correct, name="signature-correct"),
    path(f"{_OWN}<str:link>/withdraw/", own.withdraw, name="signature-withdraw"),
]
