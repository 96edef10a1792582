// A magnifier over whatever drawing stands on the stage. It never leaves the drawing, and its stage
// cuts off what it enlarges, so that nothing beside the stage is ever covered.
const LARGEST = 6;
const STEP = 1.5;
const SHIFT = 0.25; // of the stage, for each arrow
const OUTLINE = 1.6; // as wide a line is at most that bounds something; a wider one is a thing itself
const PAN = { up: [0, 1], down: [0, -1], left: [1, 0], right: [-1, 0] };
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

// lets the outlines of all drawings follow `--sx-thin`: enlarged, they stay as fine as they are. Of
// all: a drawing that stands there again is made of the pieces of another
function refine(root) {
  for (const one of root.querySelectorAll("[data-picture] [stroke-width]")) {
    const width = parseFloat(one.getAttribute("stroke-width"));
    if (width <= OUTLINE) one.style.strokeWidth = `calc(${width}px * var(--sx-thin, 1))`;
  }
}

// `draws(event)`: whether a pointer draws, and so moves nothing
function magnifier(root, { changed, draws }) {
  const view = { scale: 1, x: 0, y: 0 };
  let refined = false;
  let framed = null; // the part that is framed, until somebody moves what is seen
  const fingers = new Map(); // pointers that are down, by id: where they were last

  const locator = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  locator.setAttribute("class", "sx-locator");
  locator.setAttribute("aria-hidden", "true");
  for (const kind of ["use", "rect"]) locator.append(document.createElementNS(locator.namespaceURI, kind));

  const stage = () => root.querySelector("[data-entry]:not([hidden]) [data-stage]");

  function apply() {
    const box = stage();
    const within = (at, size) => Math.min(0, Math.max(size * (1 - view.scale), at));
    view.x = within(view.x, box.clientWidth);
    view.y = within(view.y, box.clientHeight);
    const large = view.scale > 1;
    if (large && !refined) {
      refine(root);
      refined = true;
    }
    box.toggleAttribute("data-large", large);
    for (const drawn of box.querySelectorAll(".sx-drawn")) {
      drawn.style.transform = large
        ? `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
        : "";
      drawn.style.setProperty("--sx-thin", (1 / view.scale).toFixed(2));
    }
    locate(large, box);
    changed(large);
  }

  // the whole, small, with the part that is seen: where one picture stands on the stage
  function locate(large, box) {
    const [svg, ...others] = box.querySelectorAll(".sx-drawn:not([data-over]) [data-picture]:not([hidden]) svg");
    if (!large || others.length) return locator.remove();
    const drawn = svg.firstElementChild; // without what is drawn on it
    drawn.id = drawn.id || `${box.closest("[data-entry]").dataset.entry}-${svg.closest("figure").dataset.picture}-whole`;
    const { x, y, unit } = drawing(svg);
    const corner = box.getBoundingClientRect();
    locator.setAttribute("viewBox", svg.getAttribute("viewBox"));
    locator.firstElementChild.setAttribute("href", `#${drawn.id}`);
    const part = { x: (corner.left - x) / unit, y: (corner.top - y) / unit, width: corner.width / unit, height: corner.height / unit };
    for (const [key, value] of Object.entries(part)) locator.lastElementChild.setAttribute(key, value);
    return box.append(locator);
  }

  // enlarges so that what lies at (x, y) of the stage stays there
  function zoom(factor, x = stage().clientWidth / 2, y = stage().clientHeight / 2) {
    const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    framed = null;
    apply();
  }

  function move(x, y) {
    framed = null;
    view.x += x;
    view.y += y;
    apply();
  }

  function pan(way) {
    const [x, y] = PAN[way];
    move(x * SHIFT * stage().clientWidth, y * SHIFT * stage().clientHeight);
  }

  function whole() {
    framed = null;
    view.scale = 1;
    fingers.clear();
    apply();
  }

  // enlarges a part of the only picture on the stage: left, top, width and height as its shares
  function frame(part) {
    whole();
    const box = stage();
    const svg = box.querySelector("[data-picture]:not([hidden]) svg");
    const { x, y, wide, high } = drawing(svg);
    if (!part || !wide) return;
    const corner = box.getBoundingClientRect();
    const [left, top, width, height] = part;
    const fits = Math.min(box.clientWidth / (width * wide), box.clientHeight / (height * high));
    view.scale = Math.min(LARGEST, Math.max(1, fits));
    const middle = [x - corner.left + (left + width / 2) * wide, y - corner.top + (top + height / 2) * high];
    view.x = box.clientWidth / 2 - middle[0] * view.scale;
    view.y = box.clientHeight / 2 - middle[1] * view.scale;
    framed = part;
    apply();
  }

  // the stage has another size
  const fit = () => (framed ? frame(framed) : apply());

  // the same place of the other side of the body
  function mirror() {
    view.x = stage().clientWidth * (1 - view.scale) - view.x;
    apply();
  }

  // the middle of the fingers, how far they are apart, and how many they are
  function grip() {
    const box = stage().getBoundingClientRect();
    const [a, b = a] = [...fingers.values()];
    const x = (a.x + b.x) / 2 - box.left;
    const y = (a.y + b.y) / 2 - box.top;
    return { x, y, apart: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  function down(event) {
    if (event.button !== 0 || fingers.size === 2 || draws(event)) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function slide(event) {
    if (!fingers.has(event.pointerId)) return;
    const before = grip();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = grip();
    if (before.apart > 0 && now.apart > 0) zoom(now.apart / before.apart, before.x, before.y);
    if (view.scale > 1) move(now.x - before.x, now.y - before.y);
  }

  const up = (event) => fingers.delete(event.pointerId);

  // a finger that drew until a second one came: both move the picture
  function take(event) {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  // two fingers are ours; one finger on a whole picture scrolls the page
  function touch(event) {
    if (event.touches.length > 1 && event.cancelable) event.preventDefault();
  }

  function wheel(event) {
    if (!event.ctrlKey) return; // a pinch on a touch pad comes as a wheel with ctrl
    event.preventDefault();
    const box = stage().getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 100), event.clientX - box.left, event.clientY - box.top);
  }

  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target !== event.currentTarget) return; // a slider on the stage has arrow keys too
    if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0" || event.key === "Escape") whole();
    else if (view.scale > 1 && KEYS[event.key]) pan(KEYS[event.key]);
    else return;
    event.preventDefault();
  }

  for (const box of root.querySelectorAll("[data-stage]")) {
    box.addEventListener("pointerdown", down);
    box.addEventListener("pointermove", slide);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) box.addEventListener(end, up);
    box.addEventListener("touchstart", touch, { passive: false });
    box.addEventListener("wheel", wheel, { passive: false });
    box.addEventListener("keydown", key);
  }
  const buttons = { in: () => zoom(STEP), out: () => zoom(1 / STEP), whole };
  const holds = () => fingers.size > 0;
  return { apply, fit, pan, whole, frame, mirror, stage, take, holds, press: (name) => buttons[name]() };
}
