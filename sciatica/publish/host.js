// Runs the widgets of a finished page: the same module as in a kernel, under a small model.
class PageModel {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
    for (const listener of this.listeners.get(`change:${name}`) ?? []) listener();
  }
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) ?? []).filter((one) => one !== listener));
  }
  save_changes() {}
}

const models = new Map(); // two views of one widget share its state
// an exported file brings its modules along: beside a file a browser loads none
const brought = globalThis.sciaticaModules ?? {};

async function start(el) {
  const id = el.dataset.model;
  if (!models.has(id)) models.set(id, new PageModel(JSON.parse(el.dataset.state)));
  const name = el.dataset.script;
  const widget = brought[name] ?? (await import(new URL(name, import.meta.url)));
  await widget.default.render({ model: models.get(id), el });
  el.dataset.started = "";
}

async function startAll() {
  let failed = false;
  for (const el of document.querySelectorAll("[data-finished]")) {
    try {
      await start(el);
    } catch (error) {
      failed = true;
      console.error(error);
    }
  }
  // the words are all there without us: say that the buttons are not, or are after all
  const said = document.querySelector("[data-script-failed]");
  if (said) said.setAttribute("data-script-failed", failed ? "now" : "");
}

startAll();

// a clinic's own tablet keeps the board and the signs for the minutes without a network
if (location.pathname.includes("/tablet/") && navigator.serviceWorker) {
  navigator.serviceWorker.register(new URL("../worker.js", import.meta.url)).catch(console.warn);
}
