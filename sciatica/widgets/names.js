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
  let placed = null; // the names that may be seen of both pictures, and those that are

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
    placed = null;
    if (!large) return pins.remove();
    const box = stage();
    box.append(pins);
    const { left, top, width, height } = box.getBoundingClientRect();
    const all = (which) => {
      const places = new Map(svgs(which).map((svg) => [svg, drawing(svg)]));
      const there = ({ x, y }) => x > 0 && y > 0 && x < width && y < height;
      return names(which)
        .map((name) => {
          const { x, y, unit } = places.get(name.svg);
          return { ...name, x: x + name.x * unit - left, y: y + name.y * unit - top };
        })
        .filter(there);
    };
    placed = { width, under: all(), over: all("[data-over]"), seen: [] };
    write({ left, top, width, height });
    return part(line, true);
  }

  // every name is written and measured once: where the line moves, nothing is measured again
  function write(box) {
    const every = [...placed.under, ...placed.over];
    pins.textContent = "";
    placed.lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const name of every) {
      name.side = name.x < box.width / 2 ? "left" : "right";
      name.label = document.createElement("span");
      name.label.textContent = name.plain;
      name.label.style[name.side] = "4px";
    }
    pins.append(placed.lines, ...every.map(({ label }) => label));
    for (const name of every) [name.wide, name.high] = [name.label.offsetWidth, name.label.offsetHeight];
    const below = 2 * parseFloat(getComputedStyle(pins).fontSize); // the letters of the two sides
    Object.assign(placed, { every, below, height: box.height });
    letters(pins, box);
  }

  // the line between two pictures has moved: other names may be seen
  function part(line, anew = false) {
    if (!placed) return;
    const { width, under, over } = placed;
    const seen = [...under.filter(({ x }) => x <= line * width), ...over.filter(({ x }) => x > line * width)];
    if (!anew && seen.length === placed.seen.length && seen.every((name, at) => name === placed.seen[at])) return;
    placed.seen = seen;
    lay(seen.slice().sort((a, b) => a.y - b.y));
  }

  function lay(seen) {
    const { width, height, below, every, lines } = placed;
    const free = { left: below, right: below };
    for (const { label } of every) label.hidden = true;
    const drawn = seen.map(({ label, side, wide, high, x, y: spot }) => {
      const y = Math.min(Math.max(spot - high / 2, free[side]), height - high);
      label.hidden = false;
      label.style.top = `${y}px`;
      free[side] = y + high + 2;
      const from = side === "left" ? 4 + wide : width - 4 - wide;
      const path = document.createElementNS(lines.namespaceURI, "path");
      path.setAttribute("d", `M${from} ${y + high / 2}L${x} ${spot}h.01`);
      return path;
    });
    lines.textContent = "";
    lines.append(...drawn);
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
  return { names, told, pin, part };
}
