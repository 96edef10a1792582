"""The model that turns beside three.js: the same meshes, the same camera, one browser, one run.

``python -m benchmarks.model_peer`` needs Node for its peer (``benchmarks/three``), and the system's
browser. It tells how many kB each sends, how long each takes to stand there from the unpacked
model, and how long a frame takes while it turns, finished to the last pixel, at three sizes. The
peer draws matte surfaces with two lights. Ours draws the same meshes and what the page needs beside
them: soft shade, a lesion through bone, and (told apart) lines around parts, glass, a filled cut.

Graphics are drawn in software here: of a real phone's graphics card this says nothing.
"""

import gzip
import shutil
import subprocess
import tempfile
from base64 import b64encode
from os import getloadavg
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from sciatica.pages.model import looks
from sciatica.widgets.html import module
from sciatica.widgets.model3d import MESH
from tests.harness.browser import FLAGS, NO_BROWSER, SOFTWARE_GL, find

PEER = Path(__file__).parent / "three"
SIZES = {"a phone, coarse": (230, 270), "a phone": (390, 460), "a desk": (900, 700)}
FRAMES = 40
OURS = ("views", "model3d_unpack", "model3d_scene", "model3d_paint")


def peer_script(folder: Path) -> str:
    """Install three.js as `PEER` pins it into `folder`, and return what a page of it would send."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit(
            "No npm: the peer, three.js, is bundled with Node. Install nodejs and npm."
        )
    work = shutil.copytree(
        PEER, folder / "three", ignore=shutil.ignore_patterns("node_modules"), dirs_exist_ok=True
    )
    subprocess.run([npm, "ci"], cwd=work, check=True, stdout=subprocess.DEVNULL)
    made = work / "made.js"
    bundle = [work / "node_modules/.bin/esbuild", "peer.js", "--bundle", "--minify"]
    bundle += ["--format=iife", "--global-name=Three", f"--outfile={made}", "--log-level=error"]
    subprocess.run(bundle, cwd=work, check=True)
    return made.read_text(encoding="utf-8")


def drawn(page: Page, script: str) -> dict[str, Any]:
    """Draw both in `page` and return what it took, in ms."""
    page.set_content("<!doctype html><title>two models</title>")
    page.add_script_tag(content=script)
    packed = b64encode(MESH.read_bytes()).decode()
    both = (PEER / "both.js").read_text(encoding="utf-8").replace("OURS;", module(*OURS))
    told: dict[str, Any] = page.evaluate(both, [packed, looks(), list(SIZES.values()), FRAMES])
    return told


def main() -> None:
    """Measure both and tell."""
    found = find()
    if found is None:
        raise SystemExit(NO_BROWSER)
    flags = [flag for flag in FLAGS if flag != "--disable-gpu"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = peer_script(Path(folder))
        browser = playwright.chromium.launch(executable_path=found, args=[*flags, *SOFTWARE_GL])
        load = getloadavg()[0]
        told = drawn(browser.new_page(), script)
        browser.close()
    sizes = [len(gzip.compress(text.encode(), 9)) / 1000 for text in (module(*OURS), script)]
    print(f"load {load:.1f}; scripts: ours {sizes[0]:.1f} kB, three.js {sizes[1]:.1f} kB")
    print(f"first frame: ours {told['stoodMine']:.0f} ms, three.js {told['stoodPeer']:.0f} ms")
    for name, (triangles, calls) in told["drew"].items():
        print(f"{name}: {triangles:.0f} triangles in {calls} calls")
    print("ms a frame          three.js   ours   ratio   with lines   with glass   with a cut")
    for name, one in zip(SIZES, told["told"], strict=True):
        print(
            f"{name:<20}{one['three']:>8.1f}{one['bare']:>7.1f}{one['bare'] / one['three']:>8.2f}"
            f"{one['lines']:>13.1f}{one['glass']:>13.1f}{one['filled']:>13.1f}"
        )


if __name__ == "__main__":
    main()
