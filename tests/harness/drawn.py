"""What can be seen of a picture that holds more than it shows."""

import re


def visible_layers(svg: str) -> list[str]:
    """Return the layers that can be seen, in the order of drawing."""
    return re.findall(r'<g [^>]*data-layer="([^"]*)"(?![^>]*display="none")', svg)
