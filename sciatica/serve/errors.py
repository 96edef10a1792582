"""Why the server cannot start."""


class ServeError(Exception):
    """The server cannot start. The text says why and what to do."""
