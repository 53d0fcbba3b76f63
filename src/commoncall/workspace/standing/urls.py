"""The addresses of how organisations stand."""

from django.urls import path

from commoncall.workspace.standing import deciding, leaving, overview, procedure, resting

ONE = "<slug:coalition>/procedures/<uuid:proceeding>"
MEMBER = "<slug:coalition>/members/<uuid:organisation>"

urlpatterns = [
    path("<slug:coalition>/standing/", overview.overview, name="standing"),
    path(f"{MEMBER}/procedure/", procedure.begin, name="procedure-new"),
    path(f"{MEMBER}/here/", resting.here, name="member-here"),
    path("<slug:coalition>/standing/notices/", resting.silent, name="standing-silent"),
    path("<slug:coalition>/standing/notices/give/", resting.give, name="standing-give"),
    path(f"{ONE}/", procedure.procedure, name="procedure"),
    path(f"{ONE}/facts/", procedure.facts, name="procedure-facts"),
    path(f"{ONE}/notice/", procedure.notice, name="procedure-notice"),
    path(f"{ONE}/answer/", procedure.answer, name="procedure-answer"),
    path(f"{ONE}/heard/", procedure.heard, name="procedure-heard"),
    path(f"{ONE}/propose/", deciding.propose, name="procedure-propose"),
    path(f"{ONE}/suspend/", deciding.suspend, name="procedure-suspend"),
    path(f"{ONE}/assembly/", deciding.assembly, name="procedure-assembly"),
    path(f"{ONE}/confirm/", deciding.confirm, name="procedure-confirm"),
    path(f"{ONE}/lift/", deciding.lift, name="procedure-lift"),
    path(f"{ONE}/expel/", deciding.expel, name="procedure-expel"),
    path(f"{MEMBER}/leave/", leaving.leave, name="member-leave"),
    path(f"{MEMBER}/take/", leaving.take, name="member-take"),
    path(f"{MEMBER}/return/", leaving.take_back, name="member-return"),
    path(f"{ONE}/drop/", deciding.drop, name="procedure-drop"),
]
