// What parts are called. Names stand in the margins of a drawing; while it is enlarged they stand at
// the edges of the stage, as large as ever. A tap on a part, or a key on its name, says both its
// names.

const LETTER = "[data-part=letter]"; // R or L

// what is seen of an SVG that matches `selector`, in the order in which it is painted
function seenIn(node, selector, found = []) {
  for (const child of node.children) {
    if (child.getAttribute("display") === "none" || child.hasAttribute("data-ink")) continue;
    const used = child.localName === "use" && document.getElementById((child.getAttribute("href") ?? child.getAttribute("xlink:href")).slice(1));
    if (used) seenIn(used, selector, found);
    else if (child.matches(selector)) found.push(child);
    else seenIn(child, selector, found);
  }
  return found;
}

const wordsOf = (name) => [...name.querySelectorAll("text")].map((line) => line.textContent.trim()).join(" ") || name.textContent.trim();

// `parts`: by the id of a part, its plain and its second name; `second`: by the id of a name in the
// margin, the second one; `say(words)`
function namer(root, { parts, second, stage, say }) {
  const canvas = document.createElement("canvas").getContext("2d");
  const pins = document.createElement("div");
  pins.className = "sx-pins";
  pins.setAttribute("aria-hidden", "true");

  const svgs = (which = ":not([data-over])") => [...stage().querySelectorAll(`.sx-drawn${which} [data-picture]:not([hidden]) svg`)];

  // every name in the margins of what is shown: its words, the second name, and the spot in its SVG
  function names(which) {
    return svgs(which).flatMap((svg) =>
      seenIn(svg, `[data-spot]:not(${LETTER})`).map((name) => {
        const [x, y] = name.dataset.spot.split(",").map(Number);
        return { svg, x, y, plain: wordsOf(name), second: second[name.dataset.part] ?? "" };
      }),
    );
  }

  const told = ({ plain, second: other }) => (other ? `${plain}: ${other}` : plain);

  // the part of a drawing that lies on top at a point of the screen
  function partAt(svg, clientX, clientY) {
    const { x, y, unit } = drawing(svg);
    const [at, down] = [(clientX - x) / unit, (clientY - y) / unit];
    for (const part of seenIn(svg, "[data-part]:not([data-spot])").reverse()) {
      const shapes = part.matches("path") ? [part] : part.querySelectorAll("path");
      for (const shape of shapes) {
        const path = new Path2D(shape.getAttribute("d"));
        if (canvas.isPointInPath(path, at, down)) return parts[part.dataset.part];
      }
    }
    return undefined;
  }

  function tapped(event) {
    for (const svg of svgs()) {
      const found = partAt(svg, event.clientX, event.clientY);
      if (found) return say(told({ plain: found[0], second: found[1] }));
    }
    say("");
    return undefined;
  }

  // Enlarged, a name stands at that edge of the stage which is nearer to its spot, with a line to it
  // `line`: where on the stage, as a share of it, another picture begins, which has names of its own
  function pin(large, line = 1) {
    const box = stage();
    if (!large) return pins.remove();
    box.append(pins);
    const { left, top, width, height } = box.getBoundingClientRect();
    const placed = (name) => {
      const { x, y, unit } = drawing(name.svg);
      return { ...name, x: x + name.x * unit - left, y: y + name.y * unit - top };
    };
    const under = names().map(placed).filter(({ x }) => x <= line * width);
    const over = names("[data-over]").map(placed).filter(({ x }) => x > line * width);
    const seen = [...under, ...over]
      .filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height)
      .sort((a, b) => a.y - b.y);
    const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    pins.textContent = "";
    pins.append(lines);
    const below = 2 * parseFloat(getComputedStyle(pins).fontSize); // the letters of the two sides
    const free = { left: below, right: below };
    for (const name of seen) {
      const side = name.x < width / 2 ? "left" : "right";
      const label = document.createElement("span");
      label.textContent = name.plain;
      label.style[side] = "4px";
      pins.append(label);
      const y = Math.min(Math.max(name.y - label.offsetHeight / 2, free[side]), height - label.offsetHeight);
      label.style.top = `${y}px`;
      free[side] = y + label.offsetHeight + 2;
      const from = side === "left" ? 4 + label.offsetWidth : width - 4 - label.offsetWidth;
      const line = document.createElementNS(lines.namespaceURI, "path");
      line.setAttribute("d", `M${from} ${y + label.offsetHeight / 2}L${name.x} ${name.y}h.01`);
      lines.append(line);
    }
    letters(pins, { left, top, width, height });
    return undefined;
  }

  // left and right stay in sight, at the edge beyond which they lie
  function letters(into, { left, top, width, height }) {
    for (const svg of svgs()) {
      const { x, y, unit } = drawing(svg);
      for (const letter of seenIn(svg, LETTER)) {
        const [at, down] = letter.dataset.spot.split(",").map(Number);
        const label = document.createElement("b");
        label.textContent = letter.textContent.trim();
        into.append(label);
        label.style.left = `${Math.min(Math.max(x + at * unit - left - label.offsetWidth / 2, 4), width - label.offsetWidth - 4)}px`;
        label.style.top = `${Math.min(Math.max(y + down * unit - top - label.offsetHeight / 2, 4), height - label.offsetHeight - 4)}px`;
      }
    }
  }

  // a tap, not a drag: the finger comes up where it went down
  let start = null;
  for (const box of root.querySelectorAll("[data-stage]")) {
    box.addEventListener("pointerdown", (event) => (start = event.isPrimary ? event : null));
    box.addEventListener("click", (event) => {
      if (box.hasAttribute("data-draws") || event.target.closest("input, button")) return;
      if (start && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < 8) tapped(event);
    });
  }
  return { names, told, pin };
}
