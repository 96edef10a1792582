"""A notebook becomes a finished page: executed once, then plain HTML that the browser runs."""
