"""How soon the model that turns stands there, and how evenly it turns, without a graphics card.

``python -m benchmarks.model`` opens the page as ``sciatica serve`` sends it, on three screens, as
fast as this machine is and slowed four times, and turns the model by a key in every frame. It tells
bytes by part; for each screen when the model had come, was unpacked and stood there; for each view
the frames, how coarse the model chose to draw meanwhile, triangles and draw calls; and how much
memory its meshes take.

Slowing reaches the page's script alone: what is drawn in software is drawn by another process, on
this machine's cores, and frames come in bursts where it lags behind: the mean tells most. Nothing
is said of a real phone. This measures and does not judge.
"""

import gzip
import tempfile
from collections.abc import Iterator
from os import getloadavg
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.servers import sciatica
from sciatica.widgets.html import module
from sciatica.widgets.model3d import LATER, MESH, later
from tests.harness.browser import ALONE, FLAGS, NO_BROWSER, SOFTWARE_GL, find

PAGE = "en/model"
SCREENS = {
    "desk": {"viewport": {"width": 1280, "height": 900}, "device_scale_factor": 1},
    "tablet": {"viewport": {"width": 820, "height": 1180}, "device_scale_factor": 2},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3},
}
SLOWED = (1, 4)
LESION = "L4-5.extrusion.subarticular.right.neutral.reached"
VIEWS = ("turned", "disc", "slice")
FRAMES = 90
SCRIPTS = ("views", "model3d_unpack", "model3d_scene", "model3d_paint", "model3d")

TURN = """(frames) => new Promise((done) => {
    const root = document.querySelector("[data-model3d]");
    const canvas = root.querySelector("canvas");
    const took = [];
    let last = 0;
    requestAnimationFrame(function next(now) {
        if (last) took.push(now - last);
        last = now;
        if (took.length === frames) {
            const { scale, calls } = root.stats;
            done({ took, scale, calls, triangles: root.scene.report().triangles });
            return;
        }
        canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
        requestAnimationFrame(next);
    });
})"""


MESHES = """() => {
    const { parts } = document.querySelector("[data-model3d]").scene;
    const arrays = [...parts.values()].flatMap((part) => Object.values(part.mesh));
    return arrays.filter(ArrayBuffer.isView).reduce((sum, one) => sum + one.byteLength, 0);
}"""


def bytes_by_part() -> Iterator[tuple[str, int]]:
    """Yield each script and the packed model with their bytes over the wire."""
    yield MESH.name, len(gzip.compress(later(LATER).encode(), 9))
    for name in SCRIPTS:
        yield f"{name}.js", len(gzip.compress(module(name).encode(), 9))


def opened(browser: Browser, address: str, screen: dict[str, Any], slowed: int) -> Page:
    """Open the page on such a screen, so much slower, and wait for the model."""
    page = browser.new_context(**screen, reduced_motion="reduce").new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.goto(address + PAGE)
    page.locator("[data-model3d][data-turns]").wait_for(timeout=120_000)
    return page


def measure(browser: Browser, address: str, name: str, slowed: int) -> None:
    """Measure one screen and tell."""
    page = opened(browser, address, SCREENS[name], slowed)
    page.wait_for_function("() => document.querySelector('[data-model3d]').stats.first")
    stats = page.evaluate("() => document.querySelector('[data-model3d]').stats")
    print(
        f"{name}, {slowed} x slowed: come after {stats['loaded']:.0f} ms, unpacked after"
        f" {stats['unpacked']:.0f}, first frame after {stats['first']:.0f}"
    )
    for view in VIEWS:
        page.evaluate("hash => { location.hash = hash; }", f"model={LESION}.{view}")
        page.wait_for_timeout(1_000)
        told = page.evaluate(TURN, FRAMES)
        steady = told["took"][FRAMES // 3 :]  # by then it has found how coarse to draw
        print(
            f"  {view:<7} mean {mean(steady):4.0f} ms, median {median(steady):4.0f},"
            f" 95 % {quantiles(steady, n=20)[-1]:4.0f}, scale {told['scale']:.2f},"
            f" {told['triangles']:.0f} triangles, {told['calls']} calls"
        )
    print(f"  meshes: {page.evaluate(MESHES) / 1e6:.1f} MB of memory")
    page.context.close()


def main() -> None:
    """Measure and tell."""
    parts = dict(bytes_by_part())
    for name, size in parts.items():
        print(f"{name:<20} {size / 1000:6.1f} kB")
    print(f"{'together':<20} {sum(parts.values()) / 1000:6.1f} kB")
    found = find()
    if found is None:
        raise SystemExit(NO_BROWSER)
    flags = [flag for flag in FLAGS if flag != "--disable-gpu"]
    with (
        tempfile.TemporaryDirectory() as folder,
        sciatica(Path(folder)) as (address, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=found, args=[*flags, ALONE, *SOFTWARE_GL]
        )
        print(f"load {getloadavg()[0]:.1f}")
        for slowed in SLOWED:
            for name in SCREENS:
                measure(browser, address, name, slowed)
        print(f"load {getloadavg()[0]:.1f}")
        browser.close()


if __name__ == "__main__":
    main()
