"""Why the server cannot start."""

from sciatica.errors import UserError


class ServeError(UserError):
    """The server cannot start. The text says why and what to do."""
