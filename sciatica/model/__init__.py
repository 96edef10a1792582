"""Nouns and rules of the field. Standard library only, so that every rule can be proved alone."""
