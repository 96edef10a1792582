// ipywidgets' Output without JupyterLab's renderers: what is printed and shown while it listens to
// one message's answers.
import { OutputModel as Model, OutputView as View } from "@jupyter-widgets/output";
import { Widget } from "@lumino/widgets";

const VIEW = "application/vnd.jupyter.widget-view+json";
const SHOWN = ["display_data", "execute_result", "stream"];
const MOST = 500_000; // letters; the kernel hears what there is, but nothing that would cut the line

export class OutputModel extends Model {
  defaults() {
    return { ...super.defaults(), msg_id: "", outputs: [] };
  }

  initialize(attributes, options) {
    super.initialize(attributes, options);
    this.hook = (message) => {
      this.hear(message.header.msg_type, message.content);
      return false;
    };
    this.listenTo(this, "change:msg_id", this.listen);
  }

  listen() {
    const { kernel } = this.widget_manager;
    const before = this.previous("msg_id");
    if (before) kernel.removeMessageHook(before, this.hook);
    const now = this.get("msg_id");
    if (now) kernel.registerMessageHook(now, this.hook);
  }

  hear(kind, content) {
    if (kind === "clear_output") {
      this.clearsNext = content.wait;
      if (!content.wait) this.keep([]);
    } else if (SHOWN.includes(kind)) {
      const kept = this.clearsNext ? [] : this.get("outputs");
      this.clearsNext = false;
      const last = kept.at(-1);
      if (kind === "stream" && last?.output_type === kind && last.name === content.name) {
        this.keep([...kept.slice(0, -1), { ...last, text: last.text + content.text }]);
      } else this.keep([...kept, { ...content, output_type: kind }]);
    }
  }

  keep(outputs) {
    this.set("outputs", outputs);
    if (JSON.stringify(outputs).length < MOST) this.save_changes();
  }
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

export class OutputView extends View {
  render() {
    super.render();
    this.el.classList.add("jupyter-widgets", "widget-output");
    this.listenTo(this.model, "change:outputs", this.show);
    this.show();
  }

  show() {
    this.el.replaceChildren(...this.model.get("outputs").map((output) => this.shown(output)));
  }

  // The same forms in the same order as `sciatica/serve/live_page.py` knows them.
  shown({ text, data = {} }) {
    if (text !== undefined) return element("pre", { textContent: text });
    if (data[VIEW]) return this.widget(data[VIEW].model_id);
    const html = data["text/html"] ?? data["image/svg+xml"];
    if (html) return element("div", { innerHTML: html });
    const kind = ["image/png", "image/jpeg", "image/gif"].find((one) => data[one]);
    if (kind) return element("img", { alt: "", src: `data:${kind};base64,${data[kind].trim()}` });
    return element("pre", { textContent: data["text/plain"] ?? "" });
  }

  widget(id) {
    const place = element("div", {});
    const manager = this.model.widget_manager;
    Promise.all([manager.get_model(id).then((model) => manager.create_view(model)), this.displayed])
      .then(([view]) => { if (place.isConnected) Widget.attach(view.luminoWidget, place); });
    return place;
  }
}
