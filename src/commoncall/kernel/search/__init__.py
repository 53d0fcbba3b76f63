"""What can be found by words: an index that follows the history, over whatever each concept declares in its ``queries.searching``.

The index finds, and tells nothing. Whether somebody may know of what it found is asked of the concept, in the same statement;
what is shown of it is read from the concept anew.
"""
