// The explorer in the browser: it looks states up and shows them; every rule is in the table.
// counted for the whole page: a host may load this module once for each widget
const views = (globalThis.sciaticaExplorers ??= { count: 0 });

// the fragment as text; a link cut short in the middle of a %-code stays as it is
function fragment() {
  const raw = location.hash.slice(1);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function render({ model, el }) {
  // in a kernel we bring the HTML; in a finished page it is already there
  if (!el.querySelector("[data-explorer]")) el.innerHTML = model.get("html");
  const root = el.querySelector("[data-explorer]");
  const name = root.dataset.explorer;
  const table = JSON.parse(root.querySelector("script").textContent);
  const radios = [...root.querySelectorAll("input[type=radio]")];
  const headline = root.querySelector("[role=status]");
  const inPage = el.dataset.finished !== undefined;

  // a second view of the same widget must share neither radio groups nor ids
  const copy = ++views.count;
  if (copy > 1) {
    for (const radio of radios) radio.name += `-${copy}`;
    for (const node of root.querySelectorAll("[id]")) {
      if (document.getElementById(node.id) !== node) node.id += `-${copy}`;
    }
  }

  // nodes by layer: a tap touches what it changes, however many states there are
  const layers = new Map(table.layers.map((layer) => [layer, []]));
  for (const node of root.querySelectorAll("[data-layer]")) {
    layers.get(node.dataset.layer)?.push(node);
  }
  let visible = null;

  const known = (key) => Object.hasOwn(table.states, key);

  function show() {
    const key = known(model.get("selected")) ? model.get("selected") : table.first;
    const state = table.states[key];
    const options = key.split(".");
    for (const radio of radios) {
      const group = radio.closest("[data-chooser]");
      const wanted = options[table.choosers.indexOf(group.dataset.chooser)];
      // a chooser that does not apply keeps its choice for when it does again
      group.disabled = wanted === undefined;
      if (wanted !== undefined) radio.checked = radio.value === wanted;
    }
    const wanted = new Set(state.layers);
    for (const [layer, nodes] of layers) {
      if (visible?.has(layer) === wanted.has(layer)) continue;
      for (const node of nodes) {
        if (wanted.has(layer)) node.removeAttribute("display");
        else node.setAttribute("display", "none");
      }
    }
    visible = wanted;
    for (const panel of root.querySelectorAll("[data-panel]")) {
      panel.hidden = !state.panels.includes(panel.dataset.panel);
    }
    for (const figure of root.querySelectorAll("[data-view]")) {
      const alt = state.alts[figure.dataset.view];
      figure.hidden = !alt;
      if (alt) figure.querySelector("svg").setAttribute("aria-label", alt);
    }
    if (headline.textContent !== state.headline) headline.textContent = state.headline;
  }

  function choose(key) {
    model.set("selected", key);
    model.save_changes();
  }

  function changed(event) {
    const last = event.target.closest("[data-chooser]").dataset.chooser;
    const options = table.choosers.map(
      (id) => radios.find((r) => r.checked && r.closest("[data-chooser]").dataset.chooser === id).value,
    );
    const key = options.join(".");
    const target = known(key) ? key : table.detours[key][table.choosers.indexOf(last)];
    choose(target);
    if (inPage) history.replaceState(null, "", `#${name}=${target}`);
  }

  // a link may name all choices or only the first ones: #roots=L5 or #roots=L5.left
  function follow() {
    const [target, wanted] = fragment().split("=");
    if (target !== name || wanted === undefined) return;
    const rest = table.first.split(".").slice(wanted.split(".").length);
    const key = [...wanted.split("."), ...rest].join(".");
    const found = known(key) ? key : table.detours[key]?.[0];
    choose(found ?? table.first);
    root.scrollIntoView();
    if (!found) headline.textContent = `${root.dataset.unknownLink} ${headline.textContent}`;
  }

  root.addEventListener("change", changed);
  model.on("change:selected", show);
  show();
  if (inPage) {
    follow();
    window.addEventListener("hashchange", follow);
  }
  root.dataset.live = "";
  return () => {
    model.off("change:selected", show);
    window.removeEventListener("hashchange", follow);
  };
}

export default { render };
