"""A notebook becomes a finished page: executed once, then plain HTML that the browser runs."""

from sciatica.publish.bake import bake
from sciatica.publish.folder import FolderError
from sciatica.publish.lesson import Lesson, find_lessons
from sciatica.publish.page import Page, PublishError, finish
from sciatica.publish.sheets import SheetsMissingError
from sciatica.publish.site import BakedPage, Site, site_from
from sciatica.publish.trouble import trouble_page

__all__ = [
    "BakedPage",
    "FolderError",
    "Lesson",
    "Page",
    "PublishError",
    "SheetsMissingError",
    "Site",
    "bake",
    "find_lessons",
    "finish",
    "site_from",
    "trouble_page",
]
