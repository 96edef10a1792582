"""The low back that turns: choices, a model of it, and flat pictures of every choice.

Python compiles what each choice shows and says into a table, as for the explorer; the browser draws
the model from ``content/artwork/model3d.bin``, which it asks for when the widget stands on the
page. Where it cannot draw it, and on paper, the flat picture of the same choice stands there.
"""

import gzip
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import traitlets
from markupsafe import Markup

from sciatica.content.artwork import FILE
from sciatica.figures.picture import Picture
from sciatica.model.anatomy import Disc, Side, Zone
from sciatica.model.lesions import Form, Posture, Severity
from sciatica.widgets.explorer import Chooser
from sciatica.widgets.html import HERE, TOKENS, HtmlFirst, data_element, module, render
from sciatica.widgets.idle import IDLE_S
from sciatica.widgets.views import State, compile_state, views_shown

MESH = FILE.with_name("model3d.bin")
LATER = "model3d"
"""The name under which a finished page asks for the model: see `later`."""
NONE, REACHED = "none", "reached"
NARROW = tuple(severity for severity in Severity if severity is not Severity.NONE)
FORMS = (NONE, *map(str, Form), *map(str, NARROW))
ROOTS = (REACHED, NONE, "L3", "L4", "L5", "S1")
VIEWS = ("turned", "behind", "side", "front", "disc", "slice", "along")
SCRIPTED = ("posture", "bent", "gone", "lit", "seen", "stage")
"""Words that the script puts together."""
TOOLS = {
    "ArrowLeft": "←", "ArrowRight": "→", "ArrowUp": "↑", "ArrowDown": "↓", "+": "+", "-": "−",
}  # fmt: skip
"""The keys that have a button, and what stands on it."""


@cache
def later(name: str) -> str:
    """Return a module that a finished page asks for when a widget wants it: the packed model.

    Raises `KeyError` for any other name.
    """
    if name != LATER:
        raise KeyError(f"no script {name!r} is asked for later")
    packed = gzip.compress(MESH.read_bytes(), 9, mtime=0)
    return f'export default "{b64encode(packed).decode()}";\n'


@dataclass(frozen=True, slots=True)
class ModelState:
    """What one choice shows: words and flat pictures, the fragment of the page that shows the same
    flat, and of the sheet on which this picture is chosen already, where there is one."""

    state: State
    flat: str = ""
    sheet: str = ""


class Model3d(HtmlFirst):
    """Show the low back; every choice is a trait, so that a notebook can set it."""

    _esm = module(
        "views", "idle", "perfect_freehand", "ink", "frozen",
        "model3d_unpack", "model3d_scene", "model3d_paint", "model3d",
    )  # fmt: skip
    _css: ClassVar[str] = TOKENS + "".join(
        (HERE / f"{name}.css").read_text(encoding="utf-8") for name in ("explorer", "model3d")
    )
    level = traitlets.Enum([str(one) for one in Disc], Disc.L4_L5.value).tag(sync=True)
    form = traitlets.Enum(FORMS, str(Form.PROTRUSION)).tag(sync=True)
    zone = traitlets.Enum([str(one) for one in Zone], str(Zone.SUBARTICULAR)).tag(sync=True)
    side = traitlets.Enum([str(one) for one in Side], str(Side.RIGHT)).tag(sync=True)
    posture = traitlets.Enum([str(one) for one in Posture], str(Posture.NEUTRAL)).tag(sync=True)
    root = traitlets.Enum(ROOTS, REACHED).tag(sync=True)
    view = traitlets.Enum(VIEWS, VIEWS[0]).tag(sync=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.on_msg(self._send_mesh)

    def _send_mesh(self, _: object, message: Mapping[str, object], __: object) -> None:
        """Send the model to a browser that asks a kernel for it."""
        if message.get("wanted") == "mesh":
            self.send({"mesh": True}, buffers=[MESH.read_bytes()])

    @classmethod
    def build(
        cls,
        name: str,
        *,
        view: Chooser,
        choosers: Sequence[Chooser],
        pictures: Sequence[Picture],
        states: Mapping[str, ModelState],
        first: str,
        links: Mapping[str, str],
        words: Mapping[str, Any],
        names: Mapping[str, Mapping[str, str]],
        parts: Sequence[str],
        looks: Mapping[str, Any],
        alert: Markup,
        clinicians: Markup,
    ) -> "Model3d":
        """Build the widget.

        `name` is unique on its page and stands in the URL fragment. `states` are the choices by
        their key, `first` the one that stands there until somebody chooses. `names` are the parts
        of the model, in words; those that have a button are `parts`. `looks` are its colours.
        Raises `ValueError` where a state does not fit the pictures.
        """
        plain = [one.state for one in states.values()]
        table = {
            "states": {
                key: {**compile_state(pictures, one.state), "flat": one.flat, "sheet": one.sheet}
                for key, one in states.items()
            },
            "words": {key: words[key] for key in SCRIPTED},
            "names": names,
            "looks": looks,
        }
        made = cls()
        made.html = render(
            "model3d",
            name=name,
            later=LATER,
            view=view,
            choosers=choosers,
            first={chooser.id: getattr(made, chooser.id) for chooser in (view, *choosers)},
            pictures=pictures,
            among=views_shown(pictures, plain),
            state=states[first].state,
            words=words,
            tools=[(key, words["tools_of"][key], sign) for key, sign in TOOLS.items()],
            layers=words["layers_of"],
            links=links,
            parts=[(part, names[part]) for part in parts],
            alert=alert,
            clinicians=clinicians,
            table=data_element(table),
            idle_s=IDLE_S,
        )
        return made
