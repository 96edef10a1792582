"""How exact the exercise timer is over ten minutes, on a device slowed down four times.

``python -m benchmarks.timer`` opens the timer of the exercises page in a tab that is in sight and
in two that are hidden from their first second on, with and without sound, the browser's own
throttling of hidden tabs left on. The plan is 30 s to get in place, then ten holds of 30 s with
rests of 30 s between them: 600 s, twenty moments at which the timer speaks. The server is taken
away after the start. Told are, in milliseconds after the moment that the plan names: when the
words changed, when the count of seconds changed, and for when the sound was ordered on the clock
of the sound itself.

This measures and does not judge: it always ends with 0.
"""

import asyncio
import json
import subprocess
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.visit import ours
from tests.harness.browser import ALONE, FLAGS, NO_BROWSER, find
from tests.harness.servers import answers, free_port

SLOWER = 4
HOLD_S, ROUNDS = 30, 10
PLAN_S = 2 * HOLD_S * ROUNDS
TABS = {"in sight": (False, True), "hidden": (True, True), "hidden, no sound": (True, False)}
"""Each tab by name: whether it is hidden, and whether the sound is on."""
FILL = {"lead_s": HOLD_S, "hold_s": HOLD_S, "rest_s": HOLD_S, "rounds": ROUNDS}
PREPARE = """
(() => {
    const timer = [...document.querySelectorAll("sx-hold-timer[data-live]")].at(-1);
    if (!timer) return false;
    const fill = FILL;
    for (const [name, value] of Object.entries(fill))
        timer.querySelector(`[data-number=${name}]`).value = value;
    window.watch(timer, SOUND);
    return true;
})()
"""
START = """[...document.querySelectorAll("sx-hold-timer")].at(-1)
    .querySelector("[data-do=start]").click()"""

WATCH = """
window.watch = (timer, sound) => {
    const seen = { began: null, said: [], counts: [], sounds: [], hidden: 0, drift: 0 };
    window.seen = seen;
    const status = timer.querySelector("[role=status]");
    const count = timer.querySelector("[role=timer]");
    const now = () => performance.now() - seen.began;
    new MutationObserver(() => seen.said.push([now(), status.textContent]))
        .observe(status, { childList: true, characterData: true, subtree: true });
    new MutationObserver(() => {
        seen.counts.push([now(), Number(count.textContent)]);
        seen.hidden += document.visibilityState === "hidden";
    }).observe(count, { childList: true, characterData: true, subtree: true });
    const order = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
        seen.audio ??= { context: this.context, at: this.context.currentTime, page: now() };
        seen.sounds.push(now() + (at - this.context.currentTime) * 1000);
        return order.call(this, at);
    };
    if (sound) timer.querySelector("[data-signal=sound]").click();
    timer.querySelector("[data-do=start]").addEventListener(
        "click", () => { seen.began = performance.now(); }, { capture: true });
};
window.ended = () =>
    window.seen.said.length > 1 &&
    ![...document.querySelectorAll("sx-hold-timer")].at(-1).dataset.phase;
window.told = () => {
    const { audio, ...seen } = window.seen;
    if (audio && audio.context.state === "running")
        seen.drift = (audio.context.currentTime - audio.at) * 1000 - (
            performance.now() - seen.began - audio.page);
    return seen;
};
"""


class Tab:
    """One tab of a browser of its own, driven without Playwright, which keeps every tab in sight
    and every hidden tab quick."""

    def __init__(self, socket: WebSocketClientConnection, port: int) -> None:
        self.socket, self.port, self.count = socket, port, 0

    @classmethod
    async def open(cls, browser: str, folder: Path, stack: ExitStack) -> "Tab":
        """Start `browser` and connect to its first tab."""
        port = free_port()
        process = subprocess.Popen(
            [
                *(browser, "--headless=new", *FLAGS, ALONE),
                "--autoplay-policy=no-user-gesture-required",
                *(f"--remote-debugging-port={port}", f"--user-data-dir={folder}", "about:blank"),
            ],
            stderr=subprocess.DEVNULL,
        )
        stack.callback(process.wait)
        stack.callback(process.terminate)
        listing = f"http://127.0.0.1:{port}/json/list"
        while not answers(listing):
            await asyncio.sleep(0.2)
        found = json.load(urllib.request.urlopen(listing))
        (first,) = [one for one in found if one["type"] == "page"]
        return cls(await websocket_connect(first["webSocketDebuggerUrl"]), port)

    async def send(self, method: str, **values: Any) -> dict[str, Any]:
        """Send a command of the browser's protocol; return its answer."""
        self.count += 1
        await self.socket.write_message(
            json.dumps({"id": self.count, "method": method, "params": values})
        )
        while True:
            answer = json.loads(str(await self.socket.read_message()))
            if answer.get("id") == self.count:
                return dict(answer["result"])

    async def ask(self, expression: str) -> Any:
        """Return the value of an expression in the page."""
        answer = await self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, userGesture=True
        )
        return answer["result"].get("value")

    async def until(self, true: str, patience_s: float) -> None:
        """Wait until an expression is true."""
        deadline = time.monotonic() + patience_s
        while not await self.ask(true):
            if time.monotonic() > deadline:
                raise SystemExit(f"Waited {patience_s} s in vain for: {true}")
            await asyncio.sleep(0.5)

    async def begin(self, address: str, hidden: bool, sound: bool) -> None:
        """Open the timer, slow the device down, start, and hide the tab if asked."""
        await self.send("Page.enable")
        await self.send("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        await self.send("Page.navigate", url=address)
        await self.until("Boolean(window.watch)", 20)
        prepare = PREPARE.replace("FILL", json.dumps(FILL)).replace("SOUND", json.dumps(sound))
        await self.until(prepare, 20)
        await self.send("Emulation.setCPUThrottlingRate", rate=SLOWER)
        await self.ask(START)
        if hidden:
            another = f"http://127.0.0.1:{self.port}/json/new?about:blank"
            urllib.request.urlopen(urllib.request.Request(another, method="PUT"))
            await self.until("document.visibilityState === 'hidden'", 10)


def line_of(name: str, late: list[float]) -> str:
    sizes = [abs(one) for one in late]
    return f"  {name:<34}{len(late):>5}{median(sizes):>10.1f}{max(sizes):>10.1f}"


def told(seen: dict) -> str:
    """Return the table of one tab."""
    moments = [HOLD_S * 1000 * number for number in range(2 * ROUNDS + 1)]
    # each change of the words belongs to the last moment before it; a hidden tab may miss some
    words = [at - max(m for m in moments if m <= at + 20) for at, _ in seen["said"]]
    sounds = [at - moment for at, moment in zip(seen["sounds"], moments, strict=False)]
    # the count N of a phase of 30 s stands from the moment on when N seconds are left
    counts = []
    for at, left in seen["counts"]:
        if 0 < left < HOLD_S and at < PLAN_S * 1000:
            ends = round((at + left * 1000) / (HOLD_S * 1000)) * HOLD_S * 1000
            counts.append(at - (ends - left * 1000))
    return "\n".join(
        [
            f"  {'':<34}{'seen':>5}{'median':>10}{'greatest':>10}",
            line_of("words changed, ms late", words),
            line_of("count changed, ms late", counts),
            *([line_of("sound ordered, ms off", sounds)] if sounds else []),
            f"  clock of the sound against the page's, ms: {seen['drift']:.1f}",
            f"  changes of the count while hidden: {seen['hidden']} of {len(seen['counts'])}",
        ]
    )


async def main() -> None:
    """Measure all tabs at the same time."""
    browser = find()
    if browser is None:
        raise SystemExit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        tabs = {
            where: await Tab.open(browser, folder / where.replace(" ", "-").replace(",", ""), stack)
            for where in TABS
        }
        with ours(folder) as (lesson, _):
            for where, tab in tabs.items():
                await tab.begin(lesson.rpartition("/")[0] + "/exercises", *TABS[where])
        print(f"The server is gone. {PLAN_S} s to wait, {SLOWER} times slowed down ...", flush=True)
        for where, tab in tabs.items():
            await tab.until("window.ended()", PLAN_S + 120)
            print(f"{where} ({await tab.ask('document.visibilityState')} at the end)")
            print(told(await tab.ask("window.told()")), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
