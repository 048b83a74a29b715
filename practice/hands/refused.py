"""The one way a hand says no: what the person's own screen would not let them do."""


class RefusedError(Exception):
    """The client would not have let this through; the text says why, in a few words."""
