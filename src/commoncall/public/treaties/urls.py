"""The addresses of a treaty's public pages. A date is part of the address, so that a page of any day can be cited and kept."""

from django.urls import path, register_converter

from commoncall.public.treaties import correcting, embedding, files, parts, views

register_converter(parts.DayConverter, "day")
register_converter(parts.MonthConverter, "month")
register_converter(parts.StateConverter, "state")
register_converter(parts.RegionConverter, "region")

BASE = "<language:language>/<slug:coalition>/treaties/<slug:code>/"

urlpatterns = [
    path(BASE, views.treaty, name="treaty"),
    path(f"{BASE}on/", views.any_date, name="treaty-any-date"),
    path(f"{BASE}on/<day:day>/", views.treaty, name="treaty-on"),
    path(f"{BASE}states/<state:country>/", views.state, name="treaty-state"),
    path(f"{BASE}regions/<region:region>/", views.region, name="treaty-region"),
    path(f"{BASE}changes/<month:month>/", views.changes, name="treaty-changes"),
    path(f"{BASE}feed.xml", files.feed, name="treaty-feed"),
    path(f"{BASE}status.csv", files.csv, name="treaty-csv"),
    path(f"{BASE}status.json", files.json, name="treaty-json"),
    path(f"{BASE}on/<day:day>/status.csv", files.csv, name="treaty-csv-on"),
    path(f"{BASE}on/<day:day>/status.json", files.json, name="treaty-json-on"),
    path(f"{BASE}status.jsonld", files.described, name="treaty-described"),
    path(f"{BASE}figures.txt", files.figures, name="treaty-figures"),
    path(f"{BASE}map.svg", files.drawing, name="treaty-map"),
    path(f"{BASE}picture.png", files.picture, name="treaty-picture"),
    path(f"{BASE}embed/", embedding.embedded, name="treaty-embed"),
    path(f"{BASE}use/", files.use, name="treaty-use"),
    path(f"{BASE}corrections/", correcting.corrections, name="treaty-corrections"),
    path(f"{BASE}report/", correcting.report, name="treaty-report"),
    path(f"{BASE}report/sent/", correcting.sent, name="treaty-report-sent"),
]
