// The widgets of a live page: ipywidgets' own manager, on Jupyter's own connection to the kernel.
import { take } from "./amd.js";
import "anywidget";
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import { MessageLoop } from "@lumino/messaging";
import { Widget } from "@lumino/widgets";
import * as output from "./output.js";

const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  "@jupyter-widgets/output": output,
  anywidget: take()(base),
};
const LATEST_MS = 2000; // a view that itself waits for the kernel must not be waited for

export class Manager extends ManagerBase {
  constructor(kernel) {
    super();
    this.kernel = kernel;
    this.ready = new Promise((done) => { this.start = done; });
    setTimeout(this.start, LATEST_MS);
    kernel.registerCommTarget(this.comm_target_name, async (comm, message) => {
      await this.ready;
      return this.handle_comm_open(this.line(comm), message);
    });
  }

  // What the kernel says is heard in its order, and only when the views are there to hear it.
  line(comm) {
    const line = new base.shims.services.Comm(comm);
    const listen = line.on_msg.bind(line);
    line.on_msg = (hear) => listen(async (message) => {
      await this.ready;
      return hear(message);
    });
    return line;
  }

  async _create_comm(target, id, data, metadata, buffers) {
    const comm = this.kernel.createComm(target, id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return this.line(comm);
  }

  async _get_comm_info() {
    return {};
  }

  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`no ${name} of ${module} on a live page`);
    return found;
  }

  // Make every widget that the notebook has left, as it left it. `texts` are the scripts and style
  // sheets that several share; a model names them by number.
  async load(models, texts) {
    const found = Object.entries(models);
    const lines = await Promise.all(
      found.map(([id]) => this._create_comm(this.comm_target_name, id)),
    );
    await Promise.all(found.map(([id, { state, buffers = [], ...about }], number) => {
      for (const name of ["_esm", "_css"]) if (typeof state[name] === "number") state[name] = texts[state[name]];
      base.put_buffers(
        state,
        buffers.map((one) => one.path),
        buffers.map((one) => new DataView(bytes(one.data).buffer)),
      );
      return this.new_model({ ...about, model_id: id, comm: lines[number] }, state);
    }));
  }

  async show(place) {
    const view = await this.create_view(await this.get_model(place.dataset.view));
    Widget.attach(view.luminoWidget, place);
    const resized = () => MessageLoop.postMessage(view.luminoWidget, Widget.ResizeMessage.UnknownSize);
    addEventListener("resize", resized);
    view.once("remove", () => removeEventListener("resize", resized));
  }
}

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
