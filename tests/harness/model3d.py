"""The packed model as the browser's own script reads it: the one decoder there is."""

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from playwright.sync_api import Page

from sciatica.widgets.html import module

_SCRIPT = f"""async (packed) => {{
  {module("views", "model3d_unpack", "model3d_scene", "model3d_paint")}
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  const model = unpackModel(bytes.buffer);
  const plain = (value) => ArrayBuffer.isView(value) ? [...value]
    : value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)])) : value;
  return JSON.stringify({{
    parts: Object.fromEntries(model.parts.map((part) => [part.name, plain(part)])),
    cords: plain(model.cords), moved: plain(model.moved), lesions: plain(model.lesions),
    places: model.places,
  }});
}}"""
_ASK = f"""async ([packed, states]) => {{
  {module("views", "model3d_unpack", "model3d_scene", "model3d_paint")}
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  const nothing = ["#000000", "#000000"];
  const looks = {{ tissues: {{}}, nerve: nothing, roots: {{}}, ink: "#000000" }};
  for (const root of ["L3", "L4", "L5", "S1", "S2"]) looks.roots[root] = "#000000";
  const scene = new Scene(bytes.buffer, looks);
  return states.map((state) => {{ scene.set(state); return scene.report(); }});
}}"""


@dataclass(frozen=True)
class Decoded:
    """A mesh: points in mm, faces, and what else a point bears."""

    told: dict[str, Any]

    @cached_property
    def points(self) -> np.ndarray:
        return np.array(self.told["points"]).reshape(-1, 3)

    @cached_property
    def normals(self) -> np.ndarray:
        return np.array(self.told["normals"]).reshape(-1, 3)

    @cached_property
    def faces(self) -> np.ndarray:
        return np.array(self.told["faces"]).reshape(-1, 3)

    @cached_property
    def weight(self) -> np.ndarray | None:
        return None if self.told["weight"] is None else np.array(self.told["weight"]) / 255

    def grow(self, state: str) -> np.ndarray:
        return np.array(self.told["grow"][state])


def unpacked(page: Page, data: bytes) -> dict[str, Any]:
    """Return the model as the browser reads it, as plain values."""
    told: dict[str, Any] = json.loads(page.evaluate(_SCRIPT, b64encode(data).decode()))
    return told


def asked(page: Page, data: bytes, states: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the scene says of itself in each state, one after the other."""
    told: list[dict[str, Any]] = page.evaluate(_ASK, [b64encode(data).decode(), states])
    return told
