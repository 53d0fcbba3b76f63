"""The addresses of treaties and states inside. A treaty is named by its code; the fixed words are kept free of it."""

from django.urls import path

from commoncall.workspace.treaties import acts, bringing, listing, looking_after, one, own, reports, states

ALL = "<slug:coalition>/treaties"
STATE = f"{ALL}/states/<slug:country>"
ACT = f"{ALL}/acts/<uuid:act>"
PROPOSAL = f"{ALL}/proposals/<uuid:proposal>"
TREATY = f"{ALL}/<slug:treaty>"
SHARED = "you/installation/treaties/<uuid:proposal>"

urlpatterns = [
    path(f"{ALL}/", listing.treaties, name="treaties"),
    path(f"{ALL}/choose/", listing.choose, name="treaties-choose"),
    path(f"{ALL}/new/", own.new, name="treaty-new"),
    path(f"{STATE}/", states.state, name="state-inside"),
    path(f"{STATE}/follow/", states.follow, name="state-follow"),
    path(f"{ALL}/following/<uuid:following>/end/", states.unfollow, name="state-unfollow"),
    path(f"{ACT}/", acts.correct, name="act-correct"),
    path(f"{ACT}/take-out/", acts.take_out, name="act-take-out"),
    path(f"{PROPOSAL}/", bringing.proposal, name="proposal"),
    path(f"{PROPOSAL}/answer/", bringing.answer, name="proposal-answer"),
    path(f"{PROPOSAL}/accept/", bringing.accept, name="proposal-accept"),
    path(f"{PROPOSAL}/discard/", bringing.discard, name="proposal-discard"),
    path(f"{SHARED}/", looking_after.proposal, name="installation-proposal"),
    path(f"{SHARED}/accept/", looking_after.accept, name="installation-proposal-accept"),
    path(f"{SHARED}/discard/", looking_after.discard, name="installation-proposal-discard"),
    path(f"{ALL}/reports/", reports.reports, name="treaty-remarks"),
    path(f"{ALL}/reports/<uuid:remark>/", reports.report, name="treaty-remark"),
    path(f"{TREATY}/", one.treaty, name="treaty-inside"),
    path(f"{TREATY}/pursue/", listing.pursue, name="treaty-pursue"),
    path(f"{TREATY}/stop/", listing.stop, name="treaty-stop"),
    path(f"{TREATY}/show/", listing.show, name="treaty-show"),
    path(f"{TREATY}/up/", listing.move_up, name="treaty-up"),
    path(f"{TREATY}/describe/", own.describe, name="treaty-describe"),
    path(f"{TREATY}/remove/", own.remove, name="treaty-remove"),
    path(f"{TREATY}/bring/", bringing.bring, name="treaty-bring"),
    path(f"{TREATY}/enter/<slug:country>/", acts.enter, name="act-enter"),
]
