"""What a user can mend."""


class UserError(Exception):
    """Something cannot be done. The text says why and what to do; nobody needs a traceback."""
