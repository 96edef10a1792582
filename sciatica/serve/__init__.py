"""The Voila application: finished pages without a kernel, safe settings, health."""

from sciatica.serve.app import ServeError, serve

__all__ = ["ServeError", "serve"]
