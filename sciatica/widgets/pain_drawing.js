// Where it hurts: kinds of marks on a bare body. The drawing says nothing. What is painted can do one
// thing: make the Emergency signs beside it larger; only "new patient" and time take that back.
const MARK_PX = 18;
const KEY_PX = 12; // a step of the cross that the arrow keys move
const WAYS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const SIDES = ["left", "right"];

// points along a stroke, so near to one another that none of its width is missed
function along({ points, width }) {
  const step = width / 8;
  return points.flatMap(([x, y], at) => {
    const [u, v] = points[at + 1] ?? [x, y];
    const parts = Math.max(1, Math.ceil(Math.hypot(u - x, v - y) / step));
    return Array.from({ length: parts }, (_, part) => [x + ((u - x) * part) / parts, y + ((v - y) * part) / parts]);
  });
}

function render({ model, el }) {
  const { root, name, table, inPage } = begin({ model, el }, "pain");
  const find = (selector) => root.querySelector(selector);
  const entries = [...root.querySelectorAll("[data-entry]")];
  const showPictures = new Map(entries.map((entry) => [entry, viewsOf(entry)]));
  const headline = find("[role=status]");
  const lead = headline.textContent;
  const beside = find("[data-beside]");
  const mapsButton = find("[data-maps-button]");
  const canvas = document.createElement("canvas").getContext("2d");
  const cross = document.createElement("div");
  cross.className = "sx-pain-cross";
  const shared = location.pathname.includes("/tablet/"); // the next patient will hold it
  const limbs = new Set(); // those that have ever been touched
  let at = null; // where the cross is on the stage

  const ink = inkpot(root, { lens: () => lens, changed: inked, nib: MARK_PX, even: true, dress, drawn: noticed });
  const lens = magnifier(root, { changed: () => undefined, draws: ink.draws });
  const chosen = (what) => find(`${what} :checked`).value;
  const view = () => chosen("[data-choose=view]");

  function dress(path, kind) {
    path.setAttribute("fill", `url(#${name}-${kind})`);
  }

  function touches(shape, stroke) {
    const path = new Path2D(shape);
    canvas.lineWidth = stroke.width; // so near to the edge that the mark reaches over it
    return along(stroke).some(([x, y]) => canvas.isPointInPath(path, x, y) || canvas.isPointInStroke(path, x, y));
  }

  const regionsOf = (svg) => table.regions[svg.closest("[data-picture]").dataset.picture];
  const sidesOf = (stroke, regions) => SIDES.filter((side) => regions[side] && touches(regions[side], stroke));

  function noticed(stroke, svg) {
    const regions = regionsOf(svg);
    for (const side of sidesOf(stroke, regions)) limbs.add(side);
    if (stroke.colour !== "weak" && limbs.size < SIDES.length && !regions.saddle.some((ring) => touches(ring, stroke))) return;
    root.dataset.larger = "";
    say(headline, root.dataset.asks);
  }

  function inked() {
    find("[data-ink-undo]").disabled = !ink.canUndo();
    find("[data-ink-clear]").disabled = !ink.count();
    find(`[data-entry="${view()}"]`).toggleAttribute("data-marked", ink.count() > 0);
    root.toggleAttribute("data-any", Boolean(find("[data-marked]")));
  }

  function show() {
    const map = chosen("[data-choose=map]");
    const two = beside.getAttribute("aria-pressed") === "true";
    find("[data-map-note]").hidden = map === table.maps[0];
    for (const entry of entries) {
      entry.hidden = entry.dataset.entry !== view();
      showPictures.get(entry)(table.states[map]);
      // of one time alone the words above it say nothing
      entry.toggleAttribute("data-two", two);
      entry.querySelector("[data-time=after]").hidden = !two;
      for (const figure of entry.querySelectorAll("[data-time=after] [data-picture]")) figure.hidden = !two;
    }
    cross.remove();
    at = null;
    ink.choose(chosen("[data-tool]"));
    ink.show(view());
    lens.whole();
  }

  function changed({ target }) {
    if (target.closest("[data-tool]")) ink.choose(target.value);
    else show();
  }

  function press(button, attribute, on = button.getAttribute(attribute) !== "true") {
    button.setAttribute(attribute, String(on));
    return on;
  }

  function openMaps(open) {
    find("[data-maps]").hidden = !press(mapsButton, "aria-expanded", open);
  }

  function clicked(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.zoom) lens.press(button.dataset.zoom);
    else if (button === beside) {
      press(beside, "aria-pressed");
      show();
    } else if (button === mapsButton) openMaps();
    else if (button.matches("[data-ink-undo]")) ink.undo();
    else if (button.matches("[data-ink-clear]")) ink.clear();
    else if (button.matches("[data-print]")) print();
    else if (button.matches("[data-new-patient]")) say(headline, anew());
  }

  // the next patient finds nothing of the one before; returns what to say
  function anew() {
    ink.forget();
    limbs.clear();
    delete root.dataset.larger;
    for (const entry of entries) entry.removeAttribute("data-marked");
    for (const group of root.querySelectorAll("fieldset")) group.querySelector("input").checked = true;
    press(beside, "aria-pressed", false);
    openMaps(false);
    show();
    return root.dataset.forgotten;
  }

  // without a pointer: arrow keys move a cross, and a key marks where it stands
  function key(event) {
    const stage = lens.stage();
    const { key: pressed } = event;
    const marks = pressed === "Enter" || pressed === " ";
    if (event.target !== stage || event.altKey || event.ctrlKey || event.metaKey || !(marks || WAYS[pressed])) return;
    event.preventDefault();
    event.stopPropagation(); // the magnifier has arrow keys too
    at = at ?? [stage.clientWidth / 2, stage.clientHeight / 2];
    const [x, y] = WAYS[pressed] ?? [0, 0];
    const within = (value, size) => Math.min(Math.max(value, 0), size);
    at = [within(at[0] + x * KEY_PX, stage.clientWidth), within(at[1] + y * KEY_PX, stage.clientHeight)];
    stage.append(cross);
    cross.style.transform = `translate(${at[0]}px, ${at[1]}px)`;
    if (marks) mark(stage);
  }

  function mark(stage) {
    const { left, top } = stage.getBoundingClientRect();
    const stroke = ink.mark({ clientX: left + stage.clientLeft + at[0], clientY: top + stage.clientTop + at[1], pointerType: "mouse" });
    if (!stroke || root.dataset.larger !== undefined) return;
    const svg = ink.pictures()[stroke.picture];
    const sides = sidesOf(stroke, regionsOf(svg)).map((side) => table.sides[side]);
    const kind = find("[data-tool] :checked").labels[0].textContent.trim();
    say(headline, "");
    say(headline, [kind, svg.getAttribute("aria-label"), ...sides].join(", "));
  }

  function fit() {
    const above = root.getBoundingClientRect().top + window.scrollY;
    root.style.setProperty("--above", `${Math.round(above)}px`);
    lens.fit();
  }

  root.addEventListener("change", changed);
  root.addEventListener("click", clicked);
  root.addEventListener("keydown", key, { capture: true });
  root.dataset.live = "";
  show();
  say(headline, lead);
  const stop = forgetful({
    idleMs: 1000 * Number(shared ? root.dataset.sharedIdleS : root.dataset.idleS),
    shared,
    warning: find("[data-warning]"),
    kept: () => ink.kept() || root.dataset.larger !== undefined,
    forget: anew,
    told: (said) => say(headline, said),
  });
  if (inPage) {
    fit();
    window.addEventListener("resize", fit);
  }
  return () => {
    stop();
    window.removeEventListener("resize", fit);
  };
}

export default { render };
