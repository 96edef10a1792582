"""Pages made by hand for the judge, and what it says of them."""

from sciatica.check.runner import Made


def page(html, error=""):
    """Return a finished page with `html` as its main part."""
    body = f"<html><body><main>{html}</main></body></html>"
    return Made(None, "notebooks/en/99-made.ipynb", body, error, ())


def said(findings):
    """Return the findings as (file, line, text)."""
    return [(one.file, one.line, f"{one.what} {one.remedy}") for one in findings]
