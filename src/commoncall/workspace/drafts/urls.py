"""The addresses of texts that are written together. What is done to a version, an amendment or a comment is named by its identifier."""

from django.urls import path

from commoncall.workspace.drafts import (
    amending,
    beginning,
    bottom_lines,
    commenting,
    comparing,
    exporting,
    lists,
    merging,
    stages,
    translating,
    treating,
    views,
    writing,
)

TEXT = "<slug:coalition>/drafts/<uuid:text>"
VERSION = "<slug:coalition>/drafts/versions/<uuid:version>"
AMENDMENT = "<slug:coalition>/drafts/amendments/<uuid:amendment>"
COMMENT = "<slug:coalition>/drafts/comments/<uuid:comment>"

urlpatterns = [
    path("<slug:coalition>/drafts/", views.drafts, name="drafts"),
    path("<slug:coalition>/drafts/begin/", beginning.begin, name="draft-begin"),
    path("<slug:coalition>/drafts/bottom-lines/", bottom_lines.lines, name="bottom-lines"),
    path("<slug:coalition>/drafts/bottom-lines/<uuid:line>/remove/", bottom_lines.remove, name="bottom-line-remove"),
    path(f"{TEXT}/", views.draft, name="draft"),
    path(f"{TEXT}/arrange/", beginning.arrange, name="draft-arrange"),
    path(f"{TEXT}/give-up/", beginning.give_up, name="draft-give-up"),
    path(f"{VERSION}/", views.version, name="draft-version"),
    path(f"{VERSION}/clean/", views.clean, name="draft-clean"),
    path(f"{VERSION}/next/", beginning.next_version, name="draft-next"),
    path(f"{VERSION}/write/<slug:code>/", writing.write, name="draft-write"),
    path(f"{VERSION}/write/<slug:code>/<slug:key>/", writing.paragraph, name="draft-paragraph"),
    path(f"{VERSION}/bring-in/<slug:code>/", writing.bring_in, name="draft-bring-in"),
    path(f"{VERSION}/translations/", translating.translations, name="draft-translations"),
    path(f"{VERSION}/translations/<slug:code>/", translating.translate, name="draft-translate"),
    path(f"{VERSION}/translations/<slug:code>/check/", translating.check, name="draft-check"),
    path(f"{VERSION}/translations/<slug:code>/remove/", translating.remove, name="draft-translation-remove"),
    path(f"{VERSION}/translations/<slug:code>/authoritative/", translating.authoritative, name="draft-authoritative"),
    path(f"{VERSION}/open/", stages.open_to_amendments, name="draft-open"),
    path(f"{VERSION}/close/", stages.close, name="draft-close"),
    path(f"{VERSION}/reopen/", stages.reopen, name="draft-reopen"),
    path(f"{VERSION}/lock/", stages.lock, name="draft-lock"),
    path(f"{VERSION}/unlock/", stages.unlock, name="draft-unlock"),
    path(f"{VERSION}/publish/", stages.publish, name="draft-publish"),
    path(f"{VERSION}/amendments/", lists.amendments, name="draft-amendments"),
    path(f"{VERSION}/amend/", amending.amend, name="draft-amend"),
    path(f"{VERSION}/comment/", commenting.comment, name="draft-comment"),
    path(f"{VERSION}/treat/", treating.treat, name="draft-treat"),
    path(f"{VERSION}/merge/", merging.merge, name="draft-merge"),
    path(f"{VERSION}/compare/", comparing.compare, name="draft-compare"),
    path(f"{VERSION}/export/<slug:form>/", exporting.export, name="draft-export"),
    path(f"{AMENDMENT}/", amending.amendment, name="draft-amendment"),
    path(f"{AMENDMENT}/amend/", amending.amend_amendment, name="draft-amendment-amend"),
    path(f"{AMENDMENT}/withdraw/", amending.withdraw, name="draft-amendment-withdraw"),
    path(f"{AMENDMENT}/treat/", treating.treat_amendment, name="draft-amendment-treat"),
    path(f"{AMENDMENT}/answer/", treating.answer, name="draft-amendment-answer"),
    path(f"{AMENDMENT}/settle/", treating.settle, name="draft-amendment-settle"),
    path(f"{COMMENT}/withdraw/", commenting.withdraw, name="draft-comment-withdraw"),
    path(f"{COMMENT}/treat/", treating.treat_comment, name="draft-comment-treat"),
]
