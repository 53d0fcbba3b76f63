"""The addresses of the public register. Pages of what was looked for are of the moment; all others are the same for every reader."""

from django.urls import path

from commoncall.public.decisions import files, views

SITE = "<language:language>/<slug:coalition>/"
BASE = f"{SITE}decisions/"

urlpatterns = [
    path(BASE, views.register, name="site-decisions"),
    path(f"{BASE}page/<number:number>/", views.register, name="site-decisions-page"),
    path(f"{BASE}search/", views.search, name="site-decisions-search"),
    path(f"{BASE}<uuid:decision>/", views.decision, name="site-decision"),
    path(f"{BASE}feed.xml", files.feed, name="site-decisions-feed"),
    path(f"{BASE}register.csv", files.csv, name="site-decisions-csv"),
    path(f"{BASE}register.json", files.json, name="site-decisions-json"),
    path(f"{BASE}register.jsonld", files.described, name="site-decisions-described"),
    path(f"{SITE}how-we-decide/", views.ladder, name="site-ladder"),
]
