"""The page that stands in for a page: never a bare error, always the emergency block and list."""

from markupsafe import Markup

from sciatica.content import Clinic, checked_on, words
from sciatica.pages.safety import LIST_ANCHOR, safety_list_html, strip_html
from sciatica.publish.page import fill_template, page_style


def trouble_page(lang: str, clinic: Clinic, kind: str, home: str) -> str:
    """Return a page that says what is wrong and shows the emergency strip and the whole list.

    `kind` is ``failed``, ``baking`` or ``missing`` (the keys of ``common.trouble``); `home` is
    the address of the first page.
    """
    text = words(lang)
    content = Markup('<h1>{}</h1><p>{}</p><p><a href="{}">{}</a></p>{}').format(
        text(f"common.trouble.{kind}_title"),
        text(f"common.trouble.{kind}_text"),
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
        scripts=[],
        host="",
        signature=None,
        version="",
        checked_on=checked_on(),
    )
