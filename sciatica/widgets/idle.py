"""How long a page keeps what somebody left on it: see ``idle.js``."""

IDLE_S = 900
"""Seconds without a touch after which it is forgotten; the last minute is announced."""
SHARED_IDLE_S = 180
"""The same on a clinic's own tablet, which the next patient will hold."""
