"""The directory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commoncall.workspace.members.listing import shown


def members(request: HttpRequest, coalition: str) -> HttpResponse:
    """Show the organisations of which the reader may know, or those of them that are asked for."""
    return render(request, "workspace/members/directory.html", shown(request, coalition))
