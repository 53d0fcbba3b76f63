"""The addresses of the ladder and of the calendar of working days; fixed words stand before what names a rung."""

from django.urls import path

from commoncall.workspace.ladder import changing, days, proposals, views

LADDER = "<slug:coalition>/decisions/ladder"
PROPOSAL = f"{LADDER}/proposals/<uuid:change>"
RUNG = f"{LADDER}/<slug:code>"
CALENDAR = "<slug:coalition>/decisions/calendar"

urlpatterns = [
    path(f"{LADDER}/", views.ladder, name="ladder"),
    path(f"{LADDER}/set-up/", views.set_up, name="ladder-set-up"),
    path(f"{LADDER}/new/", changing.new, name="ladder-new"),
    path(f"{PROPOSAL}/", proposals.proposal, name="ladder-proposal"),
    path(f"{PROPOSAL}/support/", proposals.support, name="ladder-support"),
    path(f"{PROPOSAL}/withdraw/", proposals.withdraw, name="ladder-withdraw"),
    path(f"{RUNG}/", views.rung, name="ladder-rung"),
    path(f"{RUNG}/change/", changing.change, name="ladder-rung-change"),
    path(f"{RUNG}/meeting/", changing.meeting, name="ladder-rung-meeting"),
    path(f"{RUNG}/close/", changing.close, name="ladder-rung-close"),
    path(f"{CALENDAR}/", days.calendar, name="working-days"),
    path(f"{CALENDAR}/week/", days.week, name="working-days-week"),
    path(f"{CALENDAR}/<str:day>/remove/", days.remove, name="holiday-remove"),
]
