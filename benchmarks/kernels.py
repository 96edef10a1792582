"""What a kernel of a live page costs: forked from a warm process, and started as an ordinary one.

``make bench-live`` starts both by turns, from the same kernel manager and over the same Unix
sockets as the server. It says how long the first reply takes, how long a page of the workshop takes
on top, and what memory the kernel then has for itself (PSS: a page that several processes share
counts for each by its part).
"""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import median

from jupyter_client.manager import AsyncKernelManager

from benchmarks.servers import pss_mb
from sciatica.kernels import ForkServer, OwnKernels
from sciatica.serve.app import PRELOADED, WARM

ROUNDS = 9
PATIENCE_S = 60
PAGE = """
from sciatica import pages, training
pages.open_live_page("en")
training.examine("en")
"""


async def kernel(folder: Path, number: int) -> tuple[float, float, float]:
    """Return milliseconds to the first reply, milliseconds for the page, and megabytes."""
    file = folder / f"kernel-{number}.json"
    manager = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=OwnKernels(), transport="ipc"
    )
    manager.connection_file, manager.ip = str(file), str(file.with_suffix("")) + "-ipc"
    moments = [time.perf_counter()]
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=PATIENCE_S)
    for code in ("1", PAGE):
        reply = await client.execute_interactive(
            code, timeout=PATIENCE_S, output_hook=lambda _: None
        )
        assert reply["content"]["status"] == "ok", reply["content"]
        moments.append(time.perf_counter())
    memory = pss_mb(int(file.with_suffix(".pid").read_text("ascii")))
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return (moments[1] - moments[0]) * 1000, (moments[2] - moments[1]) * 1000, memory


async def measure() -> dict[str, list[tuple[float, float, float]]]:
    ForkServer.start(PRELOADED, call=WARM)
    warm = ForkServer.current
    if warm is None or not warm.is_warm(PATIENCE_S):
        raise SystemExit("This system does not fork kernels.")
    measured: dict[str, list[tuple[float, float, float]]] = {"forked": [], "ordinary": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(2 * ROUNDS):
            kind = ("forked", "ordinary")[number % 2]
            ForkServer.current = warm if kind == "forked" else None
            measured[kind].append(await kernel(Path(folder), number))
    ForkServer.current = warm
    ForkServer.stop()
    return measured


def main() -> None:
    medians = {
        kind: [median(column) for column in zip(*rows, strict=True)]
        for kind, rows in asyncio.run(measure()).items()
    }
    print(f"A kernel of a live page; medians of {ROUNDS}\n")
    print(f"  {'':<10}{'first reply, ms':>18}{'then a page, ms':>18}{'PSS, MB':>10}")
    for kind, (reply, page, memory) in medians.items():
        print(f"  {kind:<10}{reply:>18,.0f}{page:>18,.0f}{memory:>10,.0f}")
    ratios = [old / new for new, old in zip(*medians.values(), strict=True)]
    print(f"  {'ratio':<10}{ratios[0]:>17.1f}x{ratios[1]:>17.1f}x{ratios[2]:>9.1f}x")


if __name__ == "__main__":
    main()
