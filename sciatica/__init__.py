"""Teaching pages about sciatica: facts and words become pages once, the browser runs the pages."""

__version__ = "0.3.0"
