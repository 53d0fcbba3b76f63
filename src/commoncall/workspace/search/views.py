"""The search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.workspace.search.shown import shown


def search(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show what answers to the words that are looked for, of all that the reader may know; without any, what can be found."""
    return render(request, "workspace/search/search.html", shown(request, coalition))
