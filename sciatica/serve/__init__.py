"""The Voila application: finished pages without a kernel, safe settings, health."""

from sciatica.serve.app import serve
from sciatica.serve.errors import ServeError

__all__ = ["ServeError", "serve"]
