// The browser's half of a live page. It begins while the page still comes: first the frame and the
// words, then, from the kernel, what the cells have left. See `sciatica/serve/live_page.py`.
import "./standins.js";
import { KernelConnection } from "@jupyterlab/services/lib/kernel/default";
import { ServerConnection } from "@jupyterlab/services/lib/serverconnection";
import { Manager } from "./manager.js";
import { Watch } from "./watch.js";
import "@jupyter-widgets/controls/css/labvariables.css";
import "@jupyter-widgets/controls/css/widgets-base.css";
import "@lumino/widgets/style/index.css";

const told = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
const page = told("live-page");
const watch = new Watch(page);
const loading = document.getElementById("loading");
loading.dataset.started = "";

addEventListener("pagehide", () => {
  const token = document.cookie.match(/_xsrf=([^;]+)/)?.[1] ?? "";
  navigator.sendBeacon(`${page.base}voila/api/shutdown/${page.kernel}?_xsrf=${token}`);
});

// What a cell puts out comes when all words are there already; it belongs where its cell stands.
function place() {
  for (const brought of document.querySelectorAll("template[data-cell]")) {
    document.getElementById(`cell-${brought.dataset.cell}`).replaceChildren(brought.content);
    brought.remove();
  }
}

// The server's word that it is there is none of Jupyter's messages.
class Line extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      if (typeof event.data !== "string") return;
      const { tick } = JSON.parse(event.data);
      if (!tick) return;
      event.stopImmediatePropagation();
      watch.hasSpoken = true;
      watch.hear(tick);
    });
  }
}

function connect() {
  const url = new URL(page.base, location).href;
  const kernel = new KernelConnection({
    model: { id: page.kernel, name: "python3" },
    clientId: page.session, // what the kernel has said since is kept for this name
    commsOverSubshells: "disabled",
    serverSettings: ServerConnection.makeSettings({
      baseUrl: url,
      wsUrl: url.replace(/^http/, "ws"),
      appendToken: false,
      WebSocket: Line,
    }),
  });
  kernel.connectionStatusChanged.connect((_, status) => { if (status !== "connected") watch.look(true); });
  kernel.statusChanged.connect((_, status) => { if (status === "dead") watch.look(true); });
  return kernel;
}

async function begin() {
  const made = told("live-made");
  if (!made) {
    if (document.getElementById("live-failed")) {
      loading.remove();
      watch.stop();
    } else watch.end("lost"); // the page broke off on its way
    return;
  }
  place();
  const kernel = connect();
  watch.follow(kernel);
  const manager = new Manager(kernel);
  await manager.load(made.models, made.texts);
  await Promise.all([...document.querySelectorAll("[data-view]")].map((one) => manager.show(one)));
  manager.start();
  loading.remove();
  // a widget that could not be shown is a box of Jupyter's, which looks like a control
  if (document.querySelector(".jupyter-widgets-error-widget")) watch.end("old");
}

// A widget whose script could not be loaded or read: its place stays empty, or holds dead controls.
addEventListener("unhandledrejection", ({ reason }) => {
  if (/anywidget|dynamically imported|module script/i.test(String(reason))) watch.end("old");
});

async function beginOrSayWhy() {
  try {
    await begin();
  } catch (error) {
    console.error(error);
    loading.remove();
    watch.end("old");
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", beginOrSayWhy);
else beginOrSayWhy();
