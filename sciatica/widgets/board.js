// The board in the browser: it looks a picture and a side up and shows them. What it does with the
// picture that is shown stands in lens.js, names.js, ink.js and wipe.js.
const TURNS = { PageDown: 1, PageUp: -1 }; // what a presenter's remote control sends

function render({ model, el }) {
  const { root, name, table, inPage } = begin({ model, el }, "board");
  const find = (selector) => root.querySelector(selector);
  const radios = [...root.querySelectorAll("[data-choose] input")];
  const entries = [...root.querySelectorAll("[data-entry]")];
  const showPictures = new Map(entries.map((entry) => [entry, viewsOf(entry)]));
  const order = Object.values(table.groups).flat();
  const headline = find("[role=status]");
  const named = find("[data-named]");
  const panButtons = find(".sx-board-pan");
  const notesButton = find("[data-notes-button]");
  const bars = [...root.querySelectorAll("[data-bar]")];
  const wipe = find("[data-wipe]");
  const slider = wipe.querySelector("input");
  const partners = find("[data-partners]");
  const first = model.get("selected");
  const shared = location.pathname.includes("/tablet/"); // the next patient will hold it
  let before = {}; // what was shown: its key, and the drawings

  const ink = inkpot(root, { lens: () => lens, changed: inked });
  const lens = magnifier(root, { changed: enlarged, draws: ink.draws });
  const names = namer(root, { ...table, stage: lens.stage, say: tell });
  const wiping = wiper(root, { table, stage: lens.stage, wipe, slider });

  const current = () => (known(table.states, model.get("selected")) ?? first).split(".");

  function tell(words) {
    say(named, words);
    named.hidden = !words;
  }

  function enlarged(large) {
    panButtons.hidden = !large || !wipe.hidden;
    lens.stage().append(panButtons);
    names.pin(large, wipe.hidden ? 1 : slider.value / 100);
  }

  function inked() {
    find("[data-ink-undo]").disabled = !ink.canUndo();
    find("[data-ink-clear]").disabled = !ink.count();
    // leaving forgets what was drawn: what it leads to opens beside it
    for (const link of root.querySelectorAll("[data-sheet], [data-beside]")) link.target = ink.kept() ? "_blank" : "";
  }

  function show() {
    const [picture, side] = current();
    const key = `${picture}.${side}`;
    const state = table.states[key];
    const group = Object.keys(table.groups).find((one) => table.groups[one].includes(picture));
    for (const radio of radios) radio.checked = [group, picture, side].includes(radio.value);
    for (const some of root.querySelectorAll("[data-of]")) some.hidden = some.dataset.of !== group;
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
    find("[data-both]").hidden = !state.both; // then the side buttons change nothing
    tell("");
    place(picture, side, state);
    ink.show(state.both ? picture : key);
    listNames();
    listPartners(key);
  }

  // What is enlarged stays so while the same drawing is shown, in another view or of the other side;
  // another drawing opens on what matters of it.
  function place(picture, side, state) {
    const drawn = Object.keys(state.shows).join();
    const turned = before.picture === picture && before.side !== side && state.mirrors;
    if (turned) lens.mirror();
    else if (before.drawn === drawn) lens.apply();
    else lens.frame(state.frame);
    before = { picture, side, drawn };
  }

  function listNames() {
    const list = find("[data-names]");
    const all = names.names().map((one) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = one.plain;
      button.addEventListener("click", () => tell(names.told(one)));
      return button;
    });
    list.textContent = "";
    list.append(...all);
    find("[data-no-names]").hidden = all.length > 0;
  }

  const isOpen = (bar) => !find(`[data-bar="${bar}"]`).hidden;

  function listPartners(key) {
    const others = wiping.others(key);
    const chosen = partners.querySelector(":checked")?.value.split(".")[0];
    const kept = others.find((one) => one.startsWith(`${chosen}.`)) ?? others[0];
    const labels = others.map((one) => {
      const label = document.createElement("label");
      label.className = "sx-tile";
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: `${name}-partner`, value: one, checked: one === kept });
      const words = document.createElement("span");
      words.textContent = labelOf(one);
      label.append(input, words);
      return label;
    });
    const legend = partners.querySelector("legend");
    partners.textContent = "";
    partners.append(legend, ...labels);
    find("[data-no-partners]").hidden = others.length > 0;
    compare();
  }

  const labelOf = (key) => find(`[data-entry="${key.split(".")[0]}"]`).getAttribute("aria-label");

  function compare() {
    const chosen = partners.querySelector(":checked")?.value;
    wiping.end();
    wipe.hidden = !isOpen("compare") || !chosen;
    if (wipe.hidden) return;
    lens.stage().append(wipe);
    wiping.begin(chosen);
    lens.apply();
    say(wipe.querySelector("[data-under]"), labelOf(current()[0]));
    say(wipe.querySelector("[data-over]"), labelOf(chosen));
  }

  // at most one bar is open: what is drawn on is not wiped
  function openBar(wanted) {
    for (const bar of bars) {
      bar.hidden = bar.dataset.bar !== wanted || !bar.hidden;
      find(`[data-bar-button="${bar.dataset.bar}"]`).setAttribute("aria-expanded", String(!bar.hidden));
    }
    ink.choose(isOpen("draw") ? find("[data-tool] :checked").value : "");
    compare();
    tell("");
    fit();
  }

  function choose(key) {
    model.set("selected", key);
    model.save_changes();
    if (inPage) keep(name, key);
  }

  function changed(event) {
    const { target } = event;
    if (target === slider) return undefined;
    if (target.closest("[data-partners]")) return compare();
    if (target.closest("[data-tool]")) return ink.choose(target.value);
    const what = target.closest("[data-choose]").dataset.choose;
    let [picture, side] = current();
    if (what === "group") [picture] = table.groups[target.value];
    if (what === "picture") picture = target.value;
    if (what === "side") side = target.value;
    return choose(`${picture}.${side}`);
  }

  function clicked(event) {
    const button = event.target.closest("button");
    const { zoom, pan, barButton } = button?.dataset ?? {};
    if (zoom) lens.press(zoom);
    else if (pan) lens.pan(pan);
    else if (barButton) openBar(barButton);
    else if (button?.matches("[data-notes-button]")) fold();
    else if (button?.matches("[data-rest-button]")) tellAll(button.getAttribute("aria-pressed") !== "true");
    else if (button?.matches("[data-ink-undo]")) ink.undo();
    else if (button?.matches("[data-ink-clear]")) ink.clear();
    else if (button?.matches("[data-full]")) fill();
    else if (button?.matches("[data-print]")) print();
    else if (button?.matches("[data-new-patient]")) say(headline, anew());
  }

  function fold(open = notesButton.getAttribute("aria-expanded") !== "true") {
    notesButton.setAttribute("aria-expanded", String(open));
    root.toggleAttribute("data-notes-open", open);
    lens.fit();
  }

  // bullets, or every word of the talk track: for all pictures alike
  function tellAll(all) {
    root.toggleAttribute("data-rest-open", all);
    for (const one of root.querySelectorAll("[data-rest-button]")) one.setAttribute("aria-pressed", String(all));
  }

  // the next patient finds nothing of the one before; returns what to say
  function anew() {
    ink.forget();
    openBar("");
    fold(false);
    tellAll(false);
    choose(first);
    lens.frame(table.states[first].frame);
    return root.dataset.forgotten;
  }

  // the whole page, so that the strip stays in sight
  function fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }

  let awake = null; // keeps a screen on while it is full
  async function filled() {
    const full = Boolean(document.fullscreenElement);
    find("[data-full]").setAttribute("aria-pressed", String(full));
    await awake?.release();
    awake = full ? await navigator.wakeLock?.request("screen").catch(() => null) : null;
  }

  function turned(event) {
    const step = TURNS[event.key];
    const here = event.target === document.body || root.contains(event.target);
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [picture, side] = current();
    choose(`${order[(order.indexOf(picture) + step + order.length) % order.length]}.${side}`);
  }

  // a link may leave out the side: #board=disc-L4-5 keeps the one that is chosen
  function follow() {
    const wanted = linked(name)?.split(".");
    if (!wanted) return;
    const [picture, side = current()[1]] = wanted;
    const found = known(table.states, `${picture}.${side}`);
    model.set("selected", found ?? first);
    model.save_changes();
    if (!found) say(headline, `${root.dataset.unknownLink} ${headline.textContent}`);
  }

  // the board fills what the strip above it leaves of the screen
  function fit() {
    const above = root.getBoundingClientRect().top + window.scrollY;
    root.style.setProperty("--above", `${Math.round(above)}px`);
    lens.fit();
  }

  // what lies on the stage and is no picture
  for (const one of [wipe, panButtons]) {
    for (const kind of ["pointerdown", "touchstart"]) one.addEventListener(kind, (event) => event.stopPropagation());
  }
  slider.addEventListener("input", () => {
    wiping.set(slider.value);
    names.part(slider.value / 100);
  });
  root.addEventListener("change", changed);
  root.addEventListener("click", clicked);
  model.on("change:selected", show);
  root.dataset.live = "";
  find("[data-full]").hidden = !inPage || !document.fullscreenEnabled;
  show();
  const stop = forgetful({
    idleMs: 1000 * Number(shared ? root.dataset.sharedIdleS : root.dataset.idleS),
    shared,
    warning: find("[data-warning]"),
    kept: ink.kept,
    forget: () => (ink.kept() ? anew() : ""),
    told: (said) => say(headline, said),
  });
  const heard = inPage
    ? [[window, "resize", fit], [window, "hashchange", follow], [window, "keydown", turned], [document, "fullscreenchange", filled]]
    : [];
  if (inPage) {
    fit();
    follow();
  }
  for (const [target, kind, listener] of heard) target.addEventListener(kind, listener);
  return () => {
    stop();
    model.off("change:selected", show);
    for (const [target, kind, listener] of heard) target.removeEventListener(kind, listener);
  };
}

export default { render };
