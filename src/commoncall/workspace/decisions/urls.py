"""The addresses of decisions; fixed words stand before what names one."""

from django.urls import path

from commoncall.workspace.decisions import apart, leading, listing, one, opening, preparing, publicly, register

ALL = "<slug:coalition>/decisions"
REGISTER = f"{ALL}/register"
ONE = f"{ALL}/<uuid:decision>"

urlpatterns = [
    path(f"{ALL}/", listing.decisions, name="decisions"),
    path(f"{ALL}/new/", preparing.new, name="decision-new"),
    path(f"{REGISTER}/", register.register, name="decision-register"),
    path(f"{REGISTER}/download/", register.download, name="decision-register-download"),
    path(f"{REGISTER}/enter/", register.enter, name="decision-enter-later"),
    path(f"{ONE}/", one.decision, name="decision"),
    path(f"{ONE}/answers/", leading.everybody, name="decision-answers"),
    path(f"{ONE}/enter/", leading.enter, name="decision-enter"),
    path(f"{ONE}/remind/", leading.remind, name="decision-remind"),
    path(f"{ONE}/present/", leading.present, name="decision-present"),
    path(f"{ONE}/close/", leading.close, name="decision-close"),
    path(f"{ONE}/withdraw/", leading.withdraw, name="decision-withdraw"),
    path(f"{ONE}/change/", preparing.change, name="decision-change"),
    path(f"{ONE}/open/", opening.look, name="decision-open"),
    path(f"{ONE}/correct/", register.correct, name="decision-correct"),
    path(f"{ONE}/note/", apart.note, name="decision-note"),
    path(f"{ONE}/public/", publicly.publicly, name="decision-public"),
    path(f"{ONE}/proxy/", apart.proxy, name="decision-proxy"),
    path(f"{ONE}/proxy/back/", apart.proxy_back, name="decision-proxy-back"),
    path(f"{ONE}/discuss/", apart.discuss, name="decision-discuss"),
    path(f"{ONE}/dissociate/", apart.dissociate, name="decision-dissociate"),
]
