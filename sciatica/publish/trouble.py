"""Pages that no notebook makes. The one that stands in for a page is never a bare error: it always
shows the emergency block and list."""

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
    title = text(f"common.trouble.{kind}_title")
    content = Markup('<h1>{}</h1><p>{}</p><p><a href="{}">{}</a></p>{}').format(
        title,
        text(f"common.trouble.{kind}_text", **slots),
        home,
        text("common.trouble.go_home"),
        safety_list_html(clinic, text),
    )
    return plain_page(lang, clinic, title, content, f"#{LIST_ANCHOR}")


def plain_page(
    lang: str,
    clinic: Clinic,
    title: str,
    content: Markup,
    list_link: str,
    *,
    style: str = "",
    script: str = "",
) -> str:
    """Return a page that no notebook makes: the strip, whose `list_link` leads to the whole list,
    and `content`; with a style sheet and the address of a script of its own where it has them."""
    text = words(lang)
    return fill_template(
        lang=lang,
        words=text,
        title=title,
        style=Markup(page_style() + style),
        strip=strip_html(clinic, text, list_link),
        content=content,
        navigation=[],
        full_screen=False,
        scripts=[],
        host=script,
        signature=None,
        version="",
        checked_on=checked_on(),
    )
