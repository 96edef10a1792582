"""What can go wrong with a page, in words."""

from sciatica.errors import UserError


class PublishError(UserError):
    """A notebook ran, but cannot become a page. The text says why and what to do."""
