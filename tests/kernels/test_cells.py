"""All cells run on one request, and one answer tells what came of them."""

import json

import pytest
from jupyter_client.manager import KernelManager

from sciatica.kernels import OwnKernels
from sciatica.kernels.cells import MIME

pytestmark = pytest.mark.slow("kernels")
WITHIN_S = 60
MODULE = "__import__('importlib').import_module('sciatica.kernels.cells')"
WIDGETS = """
import threading
import ipywidgets
one, other = ipywidgets.Label("first"), ipywidgets.Label("first")
one.value = "second"
one.send({"said": "by itself"}, [b"bytes"])
aside = threading.Thread(target=lambda: setattr(other, "value", "aside"))
aside.start()
aside.join()
one
"""


class Kernel:
    """A kernel, and all that it has said on the line that everybody hears."""

    def __init__(self, client):
        self._client = client

    def run(self, *cells):
        """Return what came of the cells, and the messages that went out meanwhile."""
        reply = self._client.execute(
            f"await {MODULE}.run({json.dumps(cells)})",
            silent=True,
            user_expressions={"answer": f"{MODULE}.answer"},
            reply=True,
            timeout=WITHIN_S,
        )
        told = reply["content"]["user_expressions"]["answer"]["data"][MIME]
        return told, self._heard(reply["parent_header"]["msg_id"])

    def _heard(self, asked):
        found = []
        while True:
            said = self._client.get_iopub_msg(timeout=WITHIN_S)
            mine = said["parent_header"].get("msg_id") == asked
            if said["msg_type"] != "status":
                found += [said] if said["msg_type"] != "iopub_welcome" else []
            elif mine and said["content"]["execution_state"] == "idle":
                return found

    def tell(self, code):
        """Return what a line of code says on the line that everybody hears."""
        reply = self._client.execute(code, reply=True, timeout=WITHIN_S)
        assert reply["content"]["status"] == "ok"
        heard = self._heard(reply["parent_header"]["msg_id"])
        return [one for one in heard if one["msg_type"] != "execute_input"]


@pytest.fixture(scope="module")
def kernel():
    manager = KernelManager(kernel_name="python3", kernel_spec_manager=OwnKernels())
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=WITHIN_S)
    yield Kernel(client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_each_cell_has_what_it_has_put_out_in_its_order(kernel):
    told, heard = kernel.run(
        "print('before')\ndisplay('shown')\nprint('be', 'tween')\n1 + 1",
        "print('printed')\n'last'",
        "x = 3",
        "await __import__('asyncio').sleep(0, x)",
    )
    plain = [[one["text/plain"] for one in cell] for cell in told["outputs"]]
    assert plain == [["before\n", "'shown'", "be tween\n", "2"], ["printed\n", "'last'"], [], ["3"]]
    assert told["failed"] == ""
    assert heard == []


@pytest.mark.parametrize("wrong", ["1 / 0", "a b", "%nothing"])
def test_a_cell_that_fails_ends_the_run_and_its_reason_is_for_the_log_alone(kernel, wrong):
    told, heard = kernel.run("'before'", wrong, "'after'")
    assert len(told["outputs"][0]) == 1
    assert len(told["outputs"]) == 2
    assert "Error" in told["failed"] or "UsageError" in told["failed"]
    assert heard == []


def test_the_answer_tells_every_widget_as_it_stands_with_shared_texts_once(kernel):
    own = "import anywidget\nclass Own(anywidget.AnyWidget):\n    _esm = 'export default {}'\n"
    told, _ = kernel.run(own + "one, other = Own(), Own()\none")
    state = json.loads(told["state"])
    shared = [
        model["state"]["_esm"] for model in state["models"].values() if "_esm" in model["state"]
    ]
    assert [state["texts"][number] for number in shared] == ["export default {}"] * 2
    assert len(set(shared)) == 1
    assert ["anywidget", "AnyModel"] in told["kinds"]


def test_what_a_widget_is_is_told_even_where_it_is_its_default(kernel):
    told, _ = kernel.run("import ipywidgets\nipywidgets.IntRangeSlider()")
    models = json.loads(told["state"])["models"].values()
    (slider,) = (one["state"] for one in models if one["model_name"] == "IntRangeSliderModel")
    assert slider["_view_name"] == "IntRangeSliderView"
    assert slider["value"] == [25, 75]
    assert all(None not in one["state"].values() for one in models if "Layout" in one["model_name"])


def test_while_cells_run_only_what_is_no_state_of_theirs_is_said(kernel):
    told, heard = kernel.run(WIDGETS)
    values = {
        model["state"].get("value")
        for model in json.loads(told["state"])["models"].values()
        if model["model_name"] == "LabelModel"
    }
    assert {"second", "aside"} <= values
    said = [(one["msg_type"], one["content"]["data"], one["buffers"]) for one in heard]
    own, change = said
    assert own[:2] == ("comm_msg", {"method": "custom", "content": {"said": "by itself"}})
    assert [bytes(one) for one in own[2]] == [b"bytes"]
    assert change[1]["state"] == {"value": "aside"}


def test_afterwards_a_widget_speaks_as_ever(kernel):
    kernel.run(WIDGETS)
    (change,) = kernel.tell("one.value = 'third'")
    assert change["content"]["data"]["state"] == {"value": "third"}
    opened = kernel.tell("new = ipywidgets.Label('x')")
    assert {one["msg_type"] for one in opened} == {"comm_open"}


def test_the_cells_have_their_names_for_themselves(kernel):
    before, _ = kernel.run("sorted(name for name in globals() if not name.startswith('_'))")
    assert "run" not in before["outputs"][0][0]["text/plain"]
    told, _ = kernel.run("'_cells' in globals(), 'sys' in globals()")
    assert told["outputs"] == [[{"text/plain": "(False, False)"}]]
