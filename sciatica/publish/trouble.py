"""The page that stands in for a page: never a bare error, always the emergency block and list."""

from markupsafe import Markup

from sciatica.content import Clinic, checked_on, words
from sciatica.pages.safety import LIST_ANCHOR, safety_list_html, strip_html
from sciatica.publish.page import fill_template, page_style

HOME = "%home%"
"""Stands for the address of the first page, which only the server knows."""
KINDS = ("failed", "baking", "missing")


def trouble_page(lang: str, clinic: Clinic, kind: str, home: str = HOME, **slots: object) -> str:
    """Return a page that says what is wrong and shows the emergency strip and the whole list.

    `kind` is one of `KINDS` (the keys of ``common.trouble``); `home` is the address of the first
    page; `slots` fill the text. The bake makes these pages too, so that their list is never older
    than the site's.
    """
    text = words(lang)
    content = Markup('<h1>{}</h1><p>{}</p><p><a href="{}">{}</a></p>{}').format(
        text(f"common.trouble.{kind}_title"),
        text(f"common.trouble.{kind}_text", **slots),
        home,
        text("common.trouble.go_home"),
        safety_list_html(clinic, text),
    )
    return fill_template(
        lang=lang,
        words=text,
        title=text(f"common.trouble.{kind}_title"),
        style=Markup(page_style()),
        strip=strip_html(clinic, text, f"#{LIST_ANCHOR}"),
        content=content,
        navigation=[],
        full_screen=False,
        scripts=[],
        host="",
        signature=None,
        version="",
        checked_on=checked_on(),
    )
