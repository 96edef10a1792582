// The board in the browser: it looks a picture and a side up and shows them, and it magnifies.
const LARGEST = 6;
const STEP = 1.5;
const SHIFT = 0.25; // of the stage, for each arrow
const PAN = { up: [0, 1], down: [0, -1], left: [1, 0], right: [-1, 0] };
const KEYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

// A magnifier over whatever drawing is shown. It never leaves the drawing, and its stage cuts off
// what it enlarges, so that nothing beside the stage is ever covered.
function magnifier(root, changed) {
  const view = { scale: 1, x: 0, y: 0 };
  const fingers = new Map(); // pointers that are down, by id: where they were last

  const stage = () => root.querySelector("[data-entry]:not([hidden]) [data-stage]");

  function apply() {
    const box = stage();
    const within = (at, size) => Math.min(0, Math.max(size * (1 - view.scale), at));
    view.x = within(view.x, box.clientWidth);
    view.y = within(view.y, box.clientHeight);
    const large = view.scale > 1;
    box.toggleAttribute("data-large", large);
    box.firstElementChild.style.transform = large
      ? `translate(${view.x}px, ${view.y}px) scale(${view.scale})`
      : "";
    changed(large);
  }

  // enlarges so that what lies at (x, y) of the stage stays there
  function zoom(factor, x = stage().clientWidth / 2, y = stage().clientHeight / 2) {
    const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    apply();
  }

  function move(x, y) {
    view.x += x;
    view.y += y;
    apply();
  }

  function pan(way) {
    const [x, y] = PAN[way];
    move(x * SHIFT * stage().clientWidth, y * SHIFT * stage().clientHeight);
  }

  function whole() {
    view.scale = 1;
    fingers.clear();
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
    if (event.button !== 0 || fingers.size === 2) return;
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
  return { apply, pan, whole, press: (name) => buttons[name]() };
}

function render({ model, el }) {
  const { root, name, table, inPage } = begin({ model, el }, "board");
  const radios = [...root.querySelectorAll("input[type=radio]")];
  const entries = [...root.querySelectorAll("[data-entry]")];
  const showPictures = new Map(entries.map((entry) => [entry, viewsOf(entry)]));
  const headline = root.querySelector("[role=status]");
  const panButtons = root.querySelector(".sx-board-pan");
  const notesButton = root.querySelector("[data-notes-button]");
  const first = model.get("selected");
  const lens = magnifier(root, (large) => (panButtons.hidden = !large));

  const current = () => (known(table.states, model.get("selected")) ?? first).split(".");

  function show() {
    const [picture, side] = current();
    const state = table.states[`${picture}.${side}`];
    const group = Object.keys(table.groups).find((one) => table.groups[one].includes(picture));
    for (const radio of radios) radio.checked = [group, picture, side].includes(radio.value);
    for (const names of root.querySelectorAll("[data-of]")) names.hidden = names.dataset.of !== group;
    for (const entry of entries) {
      entry.hidden = entry.dataset.entry !== picture;
      if (entry.hidden) continue;
      showPictures.get(entry)(state);
      const said = Object.values(state.shows).map((shown) => shown.alt);
      say(entry.querySelector("[data-headline]"), state.headline);
      say(entry.querySelector("[data-said]"), said.join(" "));
      if (state.sheet) entry.querySelector("[data-sheet]").hash = state.sheet;
    }
    say(headline, state.headline);
    root.querySelector("[data-both]").hidden = !state.both; // then the side buttons change nothing
    lens.whole(); // what was enlarged belongs to the picture before
  }

  function choose(key) {
    model.set("selected", key);
    model.save_changes();
  }

  function changed(event) {
    const what = event.target.closest("[data-choose]").dataset.choose;
    let [picture, side] = current();
    if (what === "group") [picture] = table.groups[event.target.value];
    if (what === "picture") picture = event.target.value;
    if (what === "side") side = event.target.value;
    choose(`${picture}.${side}`);
    if (inPage) keep(name, `${picture}.${side}`);
  }

  function clicked(event) {
    const { zoom, pan } = event.target.closest("button")?.dataset ?? {};
    if (zoom) lens.press(zoom);
    else if (pan) lens.pan(pan);
    else if (event.target.closest("[data-notes-button]")) fold();
  }

  function fold() {
    const open = notesButton.getAttribute("aria-expanded") !== "true";
    notesButton.setAttribute("aria-expanded", String(open));
    root.toggleAttribute("data-notes-open", open);
    lens.apply();
  }

  // a link may leave out the side: #board=disc-L4-5 keeps the one that is chosen
  function follow() {
    const wanted = linked(name)?.split(".");
    if (!wanted) return;
    const [picture, side = current()[1]] = wanted;
    const found = known(table.states, `${picture}.${side}`);
    choose(found ?? first);
    if (!found) say(headline, `${root.dataset.unknownLink} ${headline.textContent}`);
  }

  // the board fills what the strip above it leaves of the screen
  function fit() {
    const above = root.getBoundingClientRect().top + window.scrollY;
    root.style.setProperty("--above", `${Math.round(above)}px`);
    lens.apply();
  }

  root.addEventListener("change", changed);
  root.addEventListener("click", clicked);
  model.on("change:selected", show);
  root.dataset.live = "";
  show();
  if (inPage) {
    fit();
    follow();
    window.addEventListener("resize", fit);
    window.addEventListener("hashchange", follow);
  }
  return () => {
    model.off("change:selected", show);
    window.removeEventListener("resize", fit);
    window.removeEventListener("hashchange", follow);
  };
}

export default { render };
