"""What there is to choose from, for the forms of the faces: {value: words}."""

from commoncall.drafting.models import Amendment, BottomLine, Comment, Text, Version
from commoncall.kernel.refusals import Words

KINDS: dict[str, Words] = dict(Text.Kind.choices)
STATES: dict[str, Words] = dict(Version.State.choices)
STRENGTHS: dict[str, Words] = dict(Amendment.Strength.choices)
TREATMENTS: dict[str, Words] = dict(Amendment.Treatment.choices)
REPLIES: dict[str, Words] = dict(Amendment.Reply.choices)
COMMENT_TREATMENTS: dict[str, Words] = dict(Comment.Treatment.choices)
ABOUT: dict[str, Words] = dict(BottomLine.About.choices)
