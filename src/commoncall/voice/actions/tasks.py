"""What is done a moment later, by the clock: names of tasks, asked for in the transaction of the deed."""

TELL_OF_OPENING = "voice.tell_of_opening"
TELL_OF_PRE_APPROVED = "voice.tell_of_pre_approved"
TELL_OF_MOVE = "voice.tell_of_move"
TELL_OF_SIGNATURE = "voice.tell_of_signature"
TELL_OF_ENTRY = "voice.tell_of_entry"
TELL_AUTHORISER = "voice.tell_authoriser"
