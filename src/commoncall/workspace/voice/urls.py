"""The addresses of statements, letters and signatures; fixed words stand before what names one."""

from django.urls import path

from commoncall.workspace.voice import (
    batches,
    bringing_in,
    doubts,
    entering,
    exporting,
    leading,
    letter,
    letters,
    one_signature,
    pre_approvals,
    preparing,
    renewing,
    signing,
    statements,
    who_signed,
)

STATEMENTS = "<slug:coalition>/statements"
STATEMENT = f"{STATEMENTS}/<uuid:statement>"
LETTERS = "<slug:coalition>/letters"
LETTER = f"{LETTERS}/<uuid:letter>"
SIGNATURE = f"{LETTERS}/signatures/<uuid:signature>"
SHEET = f"{LETTERS}/files/<uuid:sheet>"

urlpatterns = [
    path(f"{STATEMENTS}/", statements.statements, name="statements"),
    path(f"{STATEMENTS}/publish/<uuid:decision>/", statements.publish, name="statement-publish"),
    path(f"{STATEMENT}/", statements.statement, name="statement"),
    path(f"{STATEMENT}/arrange/", statements.arrange, name="statement-arrange"),
    path(f"{STATEMENT}/retract/", statements.retract, name="statement-retract"),
    path(f"{STATEMENT}/export/<slug:form>/", exporting.statement, name="statement-export"),
    path(f"{LETTERS}/", letters.letters, name="letters"),
    path(f"{LETTERS}/new/", preparing.new, name="letter-new"),
    path(f"{LETTERS}/pre-approvals/", pre_approvals.pre_approvals, name="pre-approvals"),
    path(f"{LETTERS}/pre-approvals/<uuid:approval>/end/", pre_approvals.end, name="pre-approval-end"),
    path(f"{LETTER}/", letter.letter, name="letter"),
    path(f"{LETTER}/change/", preparing.change, name="letter-change"),
    path(f"{LETTER}/open/", leading.open_now, name="letter-open"),
    path(f"{LETTER}/close/", leading.close, name="letter-close"),
    path(f"{LETTER}/give-up/", leading.give_up, name="letter-give-up"),
    path(f"{LETTER}/reply/", leading.reply, name="letter-reply"),
    path(f"{LETTER}/renew/", renewing.renew, name="letter-renew"),
    path(f"{LETTER}/sign/", signing.sign, name="letter-sign"),
    path(f"{LETTER}/ask/", signing.ask, name="letter-ask"),
    path(f"{LETTER}/enter/", entering.enter, name="letter-enter"),
    path(f"{LETTER}/signatures/", who_signed.everybody, name="letter-signatures"),
    path(f"{LETTER}/not-yet/", who_signed.waiting, name="letter-waiting"),
    path(f"{LETTER}/remind/", who_signed.remind, name="letter-remind"),
    path(f"{LETTER}/deliveries/", batches.deliveries, name="letter-deliveries"),
    path(f"{LETTER}/deliveries/make-up/", batches.make_up, name="letter-make-up"),
    path(f"{LETTER}/deliveries/<int:number>/", batches.deliver, name="letter-deliver"),
    path(f"{LETTER}/doubts/", doubts.doubts, name="letter-doubts"),
    path(f"{LETTER}/doubts/<uuid:doubt>/", doubts.settle, name="letter-doubt"),
    path(f"{LETTER}/bring-in/", bringing_in.bring_in, name="letter-bring-in"),
    path(f"{LETTER}/export/<slug:form>/", exporting.letter, name="letter-export"),
    path(f"{SHEET}/", bringing_in.review, name="letter-sheet"),
    path(f"{SHEET}/columns/", bringing_in.columns, name="letter-sheet-columns"),
    path(f"{SHEET}/take-in/", bringing_in.take_in, name="letter-sheet-take"),
    path(f"{SHEET}/discard/", bringing_in.discard, name="letter-sheet-discard"),
    path(f"{SIGNATURE}/", one_signature.signature, name="letter-signature"),
    path(f"{SIGNATURE}/correct/", one_signature.correct, name="letter-signature-correct"),
    path(f"{SIGNATURE}/confirm/", one_signature.confirm, name="letter-signature-confirm"),
    path(f"{SIGNATURE}/withdraw/", one_signature.withdraw, name="letter-signature-withdraw"),
    path(f"{SIGNATURE}/take-out/", one_signature.take_out, name="letter-signature-remove"),
]
