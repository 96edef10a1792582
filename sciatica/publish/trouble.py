"""Pages that no notebook makes. The one that stands in for a page is never a bare error: it always
shows the emergency block and list."""

from markupsafe import Markup

from sciatica.content.clinic import Clinic
from sciatica.content.words import Words, words
from sciatica.pages.safety import LIST_ANCHOR, safety_list_html, strip_html
from sciatica.publish.page import ABOUT, in_frame, page_style

HOME = "%home%"
"""Stands for the address of the first page, which only the server knows."""
KINDS = ("failed", "baking", "missing")


def stale_note(text: Words) -> Markup:
    """Return what staff read while the clinic's settings cannot be used: the number may be old."""
    return Markup('<p class="sx-stale" role="alert"><strong>{}</strong> {}</p>').format(
        text("staff.stale.title"), text("staff.stale.text")
    )


def kept_note(text: Words) -> Markup:
    """Return what stands above a page that a tablet kept, where nobody answers. WHEN stands in it
    for the day it is from."""
    return Markup('<p class="sx-stale" role="status"><strong>{}</strong> {}</p>').format(
        text("common.page.kept_title"), text("common.page.kept", when="WHEN")
    )


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
    about = f"{home}{lang}/{ABOUT}"
    return plain_page(lang, clinic, title, content, f"#{LIST_ANCHOR}", about=about)


def plain_page(
    lang: str,
    clinic: Clinic,
    title: str,
    content: Markup,
    list_link: str,
    *,
    style: str = "",
    script: str = "",
    about: str = "",
) -> str:
    """Return a page that no notebook makes: the strip, whose `list_link` leads to the whole list,
    and `content`; with a style sheet and the address of a script of its own where it has them, and
    with the address of the page about these pages."""
    text = words(lang)
    return in_frame(
        clinic,
        lang=lang,
        words=text,
        title=title,
        style=page_style() + style,
        strip=strip_html(clinic, text, list_link),
        content=content,
        navigation=[],
        full_screen=False,
        scripts=[],
        host=script,
        about=about,
    )
