// What the explorer, the board and the sheet to take home share: it stands in front of each of
// their scripts, as one module.

// What a widget begins with; `inPage`: the page is finished, and its address is ours.
function begin({ model, el }, kind) {
  // in a kernel we bring the HTML; in a finished page it is already there
  const there = el.querySelector(`[data-${kind}]`);
  const brought = document.createElement("template");
  if (!there) brought.innerHTML = model.get("html");
  const root = there ?? brought.content.querySelector(`[data-${kind}]`);
  // a second view of the same widget must share neither radio groups nor ids; counted for the whole
  // page: a host may load this module once for each widget
  const copy = (globalThis.sciaticaViews = (globalThis.sciaticaViews ?? 0) + 1);
  if (copy > 1) {
    for (const radio of root.querySelectorAll("input[type=radio]")) radio.name += `-${copy}`;
    for (const node of root.querySelectorAll("[id]")) {
      const first = document.getElementById(node.id);
      if (first && first !== node) node.id += `-${copy}`;
    }
  }
  // last: radio buttons of one name uncheck one another as soon as they stand on one page
  if (!there) {
    el.textContent = "";
    el.append(brought.content);
  }
  const table = JSON.parse(root.querySelector(":scope > script").textContent);
  return { root, name: root.dataset[kind], table, inPage: el.dataset.finished !== undefined };
}

// Returns what shows a state in the pictures of `container`. Their nodes are kept by layer: a tap
// touches what it changes, however many states there are.
function viewsOf(container) {
  let pictures; // looked for when first shown: a page holds many that nobody asks for
  return (state) => {
    pictures = pictures ?? [...container.querySelectorAll("[data-picture]")].map((figure) => {
      const layers = {};
      for (const node of figure.querySelectorAll("[data-layer]")) {
        layers[node.dataset.layer] = layers[node.dataset.layer] ?? [];
        layers[node.dataset.layer].push(node);
      }
      return { figure, layers: Object.entries(layers), seen: {} };
    });
    for (const { figure, layers, seen } of pictures) {
      const shown = state.shows[figure.dataset.picture];
      figure.hidden = !shown;
      if (!shown) continue;
      figure.querySelector("svg").setAttribute("aria-label", shown.alt);
      for (const [layer, nodes] of layers) {
        const wanted = shown.layers.includes(layer);
        if (seen[layer] === wanted) continue;
        seen[layer] = wanted;
        for (const node of nodes) {
          if (wanted) node.removeAttribute("display");
          else node.setAttribute("display", "none");
        }
      }
    }
  };
}

// what stands there already is not announced again
function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// the key of `table` that is meant, in whatever letters
const known = (table, key) =>
  Object.keys(table).find((one) => one.toLowerCase() === key.toLowerCase());

// What the address says of the widget `name`, as it was meant: undefined where it says nothing, ""
// where it was cut. Why, and the same for Python: `code_in` of sciatica/model/take_home.py.
function linked(name, address = location.search + location.hash) {
  for (let round = 0; round < 3; round++) {
    address = address.replace(/%[0-7][\da-f]|(%[89a-f][\da-f])+/gi, (code) => {
      try {
        return decodeURIComponent(code);
      } catch {
        return code; // cut in the middle of a letter
      }
    });
  }
  const parts = address.replace(/[\p{Cf}\t\n\r]/gu, "").split(/[?#&]/).reverse();
  const said = parts.map((part) => part.match(/^([\w-]*)=?([\w.-]*)/));
  const [, , value] = said.find(([, key]) => key.toLowerCase() === name.toLowerCase()) ?? [];
  return value?.replace(/[._-]+$/, "");
}

// replaced, not added: history keeps no choice but the last, and no query, which would choose again
function keep(name, value) {
  history.replaceState(null, "", location.pathname + (value && `#${name}=${value}`));
}
