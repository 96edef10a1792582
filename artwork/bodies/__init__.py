"""Bake every human figure: the standing legs with their skin areas, the way of the nerve, and one
dressed person in every posture.

Run ``python -m artwork.bodies`` from the root of the repository. ``artwork/README.md`` holds the
map of the leg, the doubts, and the sources.

Axes everywhere: x = the body's LEFT, y = up, z = front; metres.
"""
