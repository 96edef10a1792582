"""What every widget here has: its HTML, which is sent beside the widget view."""

import json
import re
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets
from markupsafe import Markup

from sciatica.html import renderer

HERE = Path(__file__).parent
TOKENS = (HERE / "tokens.css").read_text(encoding="utf-8")
"""The design tokens: the colours of every style sheet, as custom properties."""
_DARK = re.search(r":root\.sx-page {([^}]*)}", TOKENS)
_NIGHT = f":root.sx-night {{{_DARK[1] if _DARK else ''}}}"
NIGHT = f"@media screen and (forced-colors: none) {{ {_NIGHT} }}"
"""The dark tokens for a page that is dark whatever the device prefers, unless its user has chosen
the colours."""

render = renderer(HERE)


def data_element(table: object) -> Markup:
    """Return `table` as a JSON element: data to the browser, never a script that runs."""
    data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Markup('<script type="application/json">{}</script>').format(Markup(data))


def module(*names: str) -> str:
    """Return the scripts ``NAME.js`` beside this module as one that imports none. Lines of comment
    and indents stay here: a phone need not load them."""
    text = "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return re.sub(r"^ *//.*\n|^ +", "", text, flags=re.MULTILINE)


class HtmlFirst(anywidget.AnyWidget):
    """A widget whose whole content is semantic HTML; its script only enhances."""

    _css: ClassVar[Path | str]
    html = traitlets.Unicode().tag(sync=True)

    def __init_subclass__(cls, **options: Any) -> None:
        """Put the design tokens before the style sheet: other hosts have no page of ours."""
        if isinstance(sheet := cls.__dict__.get("_css"), Path):
            cls._css = TOKENS + sheet.read_text(encoding="utf-8")
        super().__init_subclass__(**options)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Send the semantic HTML beside the widget view: a finished page needs no kernel."""
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": str(self.html)}, metadata
