"""Bake-time artwork: run by hand, never shipped. What it bakes lies in ``sciatica/content``."""
