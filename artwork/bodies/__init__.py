"""Bake the legs picture: one standing body, five views, and the core skin areas of L4, L5, S1.

Run ``python -m artwork.bodies`` from the root of the repository. ``artwork/README.md`` holds the
map of the leg, the doubts, and the sources.

Axes everywhere: x = the body's LEFT, y = up, z = front; metres.
"""
