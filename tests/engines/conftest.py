"""One window of each engine, for all tests of a run."""

from collections.abc import Callable

import pytest

from tests.harness import firefox, webkit
from tests.harness.chromium_87 import Chromium87
from tests.harness.engines import NEEDS, Engine
from tests.harness.programs import LACKING

ENGINES: dict[str, tuple[Callable[[], Engine], Callable[[], bool]]] = {
    "chromium_87": (Chromium87, lambda: True),
    "firefox": (firefox.Firefox, lambda: bool(firefox.PROGRAM)),
    "webkit": (webkit.WebKit, webkit.is_there),
}


@pytest.fixture(scope="session", params=ENGINES)
def engine(request):
    make, is_there = ENGINES[request.param]
    if not is_there():
        pytest.skip(f"{LACKING} {request.param}. Install it with: {NEEDS}")
    engine = make()
    yield engine
    engine.close()
