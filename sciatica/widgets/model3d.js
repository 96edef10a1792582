// The low back that turns. The HTML holds every word and flat pictures of every choice; this adds the
// model, where the device can draw it, and goes back to the flat picture where it cannot.
const TRAITS = ["level", "form", "zone", "side", "posture", "root", "view"]; // their order in a link
const LAYERS = ["glass", "ligaments", "pelvis"];
// what a view shows besides, where that differs from what is shown at first
const BEGINS = { disc: { glass: true }, side: { pelvis: false }, along: { pelvis: false } };
const BENDS = { flexed: -1, neutral: 0, extended: 1 };
const TURN = 15; // degrees for a key or a button
const DRAG = 0.45; // degrees for a pixel
const ZOOM = 1.25;
const [NEAREST, FARTHEST] = [50, 480]; // mm that are seen from top to bottom
const [GLIDE_MS, BEND_MS, REST_MS] = [450, 900, 180];
const SLOW_MS = 42; // a frame that takes longer is drawn coarser while the model moves
const COARSEST = 0.35;
const FINE = 2; // pixels of the picture for one of the page while nothing moves
const FLAT_VIEWS = {
  behind: { yaw: 0, pitch: 0, target: [0, 0, -12], tall: 390, wide: 300, perspective: 0 },
  front: { yaw: 180, pitch: 0, target: [0, 0, -12], tall: 390, wide: 300, perspective: 0 },
  side: { yaw: 90, pitch: 0, target: [0, 14, 20], tall: 330, wide: 170, perspective: 0 },
  turned: { yaw: 38, pitch: 12, target: [0, 14, -4], tall: 345, wide: 290, perspective: 1 },
};
// Where the low back is cut along, from the middle, as in the flat pictures: outside the way out it
// is not cut.
const ALONG_MM = { central: 0.05, subarticular: 10, foraminal: 22 };
const slug = (level) => level.replace("/", "-");

// the packed model as bytes: beside a finished page, inside an exported one, from a kernel
async function meshOf(root, model) {
  const name = root.dataset.later;
  if (!name.endsWith(".js")) return fromKernel(model);
  const brought = globalThis.sciaticaModules?.[name] ?? (await import(new URL(name, import.meta.url)));
  const packed = Uint8Array.from(atob(brought.default), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

function fromKernel(model) {
  return new Promise((done) => {
    model.on("msg:custom", (message, [bytes] = []) => {
      if (message?.mesh && bytes) done(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    });
    model.send({ wanted: "mesh" });
  });
}

// where a view stands: some look at the chosen disc, some from the chosen side
function lookOf(view, scene) {
  const { side } = scene.state;
  const flip = side === "left" ? 1 : -1;
  const [y, z, tilt] = scene.place(`disc ${scene.disc}`);
  const [back, up] = [Math.cos(tilt * DEGREE), Math.sin(tilt * DEGREE)];
  if (view === "disc") return { yaw: 34 * flip, pitch: 16, target: [0, y + 16, z - 6], tall: 100, wide: 92, perspective: 1 };
  if (view === "slice") {
    const plane = [0, up, -back];
    const above = [0, y - up, z + back]; // as the flat slice: 1 mm above the middle of the disc
    return { yaw: 180, pitch: -90 - tilt, target: [0, y + 19 * back, z + 19 * up], tall: 102, wide: 106, perspective: 0, plane: [...plane, dot(plane, above)] };
  }
  const across = ALONG_MM[scene.lesion && scene.state.form !== "bulge" ? scene.state.zone : "central"];
  if (view === "along" && across !== undefined) return { yaw: 90, pitch: 0, target: [0, 8, 42], tall: 152, wide: 124, perspective: 0, plane: [1, 0, 0, flip * across] };
  const look = FLAT_VIEWS[view === "along" ? "side" : view];
  return ["side", "turned", "along"].includes(view) ? { ...look, yaw: look.yaw * flip } : look;
}

function render({ model, el }) {
  const { root, name, table, inPage } = begin({ model, el }, "model3d");
  const find = (what) => root.querySelector(what);
  const canvas = find("canvas");
  const headline = find("[data-headline]");
  const chosen = find("[data-chosen]");
  const lines = find("[data-leaders]");
  const labels = find("[data-labels]");
  const radios = [...root.querySelectorAll("[data-trait] input")];
  const showPictures = viewsOf(find("[data-flat]"));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const first = state();
  const gone = new AbortController();
  const on = (target, event, does, options = {}) => target.addEventListener(event, does, { ...options, signal: gone.signal });
  let scene = null;
  let painter = null;
  let look = null;
  let picked = null; // { name, at }, at where it was tapped
  const spots = new Map(); // where names point to, from the middle of the part
  let pending = 0;
  let moving = 0; // until when frames may be coarser
  let stirred = false; // the next frame may be
  let settle = 0; // draws it fine again
  let scale = 1;
  let last = 0;
  let glide = 0; // counts what moves by itself: the newest alone goes on
  let note = ""; // said before the headline until somebody chooses
  const stats = { frames: [] };
  const frozen = freezer(root, snapshot);
  gone.signal.addEventListener("abort", frozen.stop);

  function state() {
    return Object.fromEntries(TRAITS.map((trait) => [trait, model.get(trait)]));
  }

  // the name of a choice in the table of words and flat pictures
  function keyOf({ level, form, zone, side, posture }) {
    if (form === "none") return `none.${side}`;
    if (form in NARROWED) return `${form}.${posture}`;
    const parts = form === "bulge" ? [form] : zone === "central" ? [form, zone] : [form, zone, side];
    return [slug(level), ...parts].join(".");
  }

  // ---- words and flat pictures

  function told(now) {
    const { words } = table;
    const said = [...(note ? [note] : []), table.states[keyOf(now)].headline];
    if (now.posture !== "neutral" && !(now.form in NARROWED)) {
      said.push(words.posture[now.posture]);
      if (now.form !== "none") said.push(words.bent);
    }
    if (now.root in words.lit) said.push(words.lit[now.root][now.side]);
    if (scene?.state.without) said.push(words.gone);
    return said.join(" ");
  }

  function show() {
    const now = state();
    const shown = table.states[keyOf(now)];
    for (const radio of radios) {
      const { trait } = radio.closest("[data-trait]").dataset;
      radio.checked = radio.value === now[trait];
    }
    const lesion = now.form !== "none" && !(now.form in NARROWED);
    find('[data-trait="zone"]').disabled = !lesion || now.form === "bulge";
    find('[data-trait="level"]').disabled = now.form in NARROWED;
    find("[data-without]").disabled = now.form === "none";
    find("[data-alert]").hidden = !(lesion && now.zone === "central" && now.form !== "bulge");
    showPictures(shown);
    say(headline, told(now));
    for (const way of ["flat", "sheet"]) {
      const link = find(`[data-to-${way}]`);
      link.parentElement.hidden = !shown[way];
      if (shown[way]) link.hash = shown[way];
    }
    if (scene) turnTo(now);
    frozen.set(false);
  }

  // what is seen as it is now, with its names where they stand
  function snapshot() {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    moving = 0;
    paint();
    const piece = (kind, attributes, words = "") => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      made.textContent = words;
      return made;
    };
    const written = [...labels.children].map((tag) => piece("text", { x: tag.offsetLeft + 7, y: tag.offsetTop + 18 }, tag.textContent));
    return { width, height, pieces: [piece("image", { width, height, href: canvas.toDataURL() }), ...[...lines.children].map((line) => line.cloneNode()), ...written] };
  }

  // ---- the model

  function turnTo(now) {
    const before = scene.shown;
    scene.shown = now;
    const { view, posture, ...rest } = now;
    pick();
    if (keyOf(now) !== (before && keyOf(before))) leaveOut(false);
    scene.set({ ...rest, cut: false, glow: find("[data-glow]").checked });
    scene.set({ cut: Boolean(lookOf(view, scene).plane) });
    for (const layer of LAYERS) {
      const box = find(`[data-layer-of="${layer}"]`);
      if (view !== before?.view) box.checked = BEGINS[view]?.[layer] ?? box.defaultChecked;
      scene.set({ [layer]: box.checked });
    }
    const bent = BENDS[posture];
    if (before && bent !== scene.state.bend) bendTo([bent]);
    else scene.set({ bend: bent });
    const aims = view !== before?.view || (view !== "behind" && view !== "front" && ["level", "side", "zone", "form"].some((trait) => now[trait] !== before[trait]));
    if (!before || aims) go(lookOf(view, scene), !before);
    canvas.setAttribute("aria-label", `${table.words.stage} ${told(now)} ${table.words.seen[view === "along" && !scene.state.cut ? "side" : view]}`);
    again();
  }

  function leaveOut(without) {
    find("[data-without]").setAttribute("aria-pressed", String(without));
    scene.set({ without });
  }

  function paint() {
    pending = 0;
    if (!painter || !look) return; // a choice made while it still loads
    const now = performance.now();
    const busy = stirred || now < moving; // a slow frame may come when its time is over
    stirred = false;
    if (busy && last) {
      const took = now - last;
      stats.frames.push(took);
      if (took > SLOW_MS) scale = Math.max(COARSEST, scale * (took > 4 * SLOW_MS ? 0.5 : 0.82));
      else if (took < SLOW_MS / 2) scale = Math.min(1, scale * 1.06);
    }
    last = busy ? now : 0;
    // a device that is slow even so gets no fine picture either: it would keep the finger waiting
    const fine = scale <= COARSEST ? 1 : FINE;
    const line = contrast.matches ? 1.9 : 1.1;
    const camera = painter.paint(scene, look, { scale: busy ? scale : fine, line: busy ? 0 : line });
    Object.assign(stats, { calls: painter.calls, scale });
    if (!busy || scale > 0.6) name3d(camera, busy ? null : painter.seen(scene, look));
    lines.toggleAttribute("data-moving", busy && scale <= 0.6);
    clearTimeout(settle);
    if (busy) settle = setTimeout(again, REST_MS);
  }
  const again = () => (pending = pending || (painter && requestAnimationFrame(paint)));
  function move(change) {
    glide++;
    look = { ...look, ...change };
    stir();
    again();
  }
  function stir() {
    stirred = true;
    moving = performance.now() + REST_MS;
  }

  // runs `step` with 0 to 1 for so many ms; at once where nothing is to move
  function run(ms, step) {
    const mine = ++glide;
    const began = performance.now();
    return new Promise((done) => {
      function next() {
        if (mine !== glide) return;
        const share = still.matches ? 1 : Math.min(1, (performance.now() - began) / ms);
        step(share * share * (3 - 2 * share));
        if (share < 1) {
          stir();
          requestAnimationFrame(next);
        } else done();
        again();
      }
      next();
    });
  }

  function go(to, atOnce) {
    const from = look;
    if (atOnce || !from || still.matches) {
      glide++;
      look = { ...to };
      again();
      return;
    }
    const turn = ((((to.yaw - from.yaw + 540) % 360) + 360) % 360) - 180;
    run(GLIDE_MS, (share) => {
      const between = (key) => mix(from[key] ?? 0, to[key] ?? 0, share);
      look = {
        ...to, yaw: from.yaw + turn * share, pitch: between("pitch"), tall: between("tall"), wide: between("wide"), perspective: between("perspective"),
        target: from.target.map((v, i) => mix(v, to.target[i], share)), plane: share < 1 ? undefined : to.plane,
      };
    });
  }

  async function bendTo(stops) {
    for (const stop of stops) {
      const from = scene.state.bend;
      await run(BEND_MS * Math.abs(stop - from), (share) => {
        scene.set({ bend: mix(from, stop, share) });
        if (look.plane) look = { ...look, plane: lookOf(scene.shown.view, scene).plane };
      });
      if (still.matches && stops.length > 1) await new Promise((done) => setTimeout(done, BEND_MS));
    }
  }

  async function bendAndBack(button) {
    button.setAttribute("aria-pressed", "true");
    await bendTo([-1, 1, BENDS[scene.shown.posture]]);
    button.setAttribute("aria-pressed", "false");
  }

  // Names in the margins, in the order of what they name, each with a line to it: to where it is seen
  // once nothing moves, and along with its part while something does.
  function name3d(camera, seen) {
    const { shown } = scene;
    const wanted = [];
    function add(part, side, strong = "", text = table.names[part]?.name) {
      if (!text || !scene.parts.has(part)) return;
      const mark = scene.mark(part, side) ?? [0, 0, 0];
      if (seen) {
        const spot = picked?.name === part ? (picked.at ?? seen.spot(part, mark) ?? mark) : seen.spot(part, mark);
        spots.set(part, spot && spot.map((v, i) => v - mark[i]));
      }
      const off = spots.get(part);
      if (off) wanted.push({ part, text, spot: camera.project(off.map((v, i) => v + mark[i])), strong });
    }
    const other = shown.side === "left" ? "right" : "left";
    const named = { disc: [], slice: ["sac"], along: ["L4", "L5"] }[shown.view];
    for (const part of named ?? ["L3", "L4", "L5", "sacrum"]) add(part, other);
    if (named) add(`disc ${scene.disc}`, shown.side);
    for (const [root, side] of scene.lit.map((lit) => lit.split(" "))) add(`root ${root} ${side}`, side, root);
    add("lesion", shown.side, "lesion", formSaid());
    if (picked) add(picked.name, undefined, "picked");
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const inside = wanted.filter(({ part, spot: [x, y] }, i) => x > 0.02 && x < 0.98 && y > 0.02 && y < 0.98 && !wanted.slice(0, i).some((one) => one.part === part));
    const few = width < 420 ? inside.filter((one) => one.strong) : inside;
    labels.textContent = "";
    lines.textContent = "";
    lines.setAttribute("viewBox", `0 0 ${width} ${height}`);
    for (const left of [true, false]) {
      const column = few.filter(({ spot: [x] }) => x < 0.5 === left).sort((a, b) => a.spot[1] - b.spot[1]);
      let low = 6;
      for (const one of column) {
        one.y = Math.max(low, one.spot[1] * height - 13);
        low = one.y + 28;
      }
      for (const one of column.filter(({ y }) => y < height - (left ? 28 : 84))) {
        const tag = document.createElement("span");
        tag.textContent = one.text;
        tag.dataset.of = one.part;
        if (one.strong) tag.dataset.strong = one.strong;
        tag.style.cssText = `top:${one.y}px;${left ? "left" : "right"}:6px`;
        labels.append(tag);
        const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
        const from = left ? 8 + tag.offsetWidth : width - 8 - tag.offsetWidth;
        line.setAttribute("d", `M${from} ${one.y + 12}L${one.spot[0] * width} ${one.spot[1] * height}`);
        lines.append(line);
      }
    }
  }

  // the form of a lesion, as its button says it
  const formSaid = () => radios.find((radio) => radio.checked && radio.name.includes("-form")).labels[0].textContent.trim();

  // ---- what a reader does

  function choose(change) {
    for (const [trait, value] of Object.entries(change)) model.set(trait, value);
    model.save_changes();
    if (inPage) keep(name, TRAITS.map((trait) => slug(model.get(trait))).join("."));
  }

  function pick(part, at) {
    picked = part && { name: part, at };
    scene.set({ picked: part ?? "" });
    const told = table.names[part];
    say(chosen, told ? `${told.name}. ${told.text}` : "");
    for (const button of root.querySelectorAll("[data-part]")) button.setAttribute("aria-pressed", String(button.dataset.part === part));
    again();
  }

  function tap(event) {
    const box = canvas.getBoundingClientRect();
    const hit = painter.seen(scene, look).at((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    pick(hit?.name, hit?.at);
  }

  const zoom = (factor) => move({ tall: within(NEAREST, look.tall * factor, FARTHEST), wide: within(NEAREST, look.wide * factor, FARTHEST) });
  const turn = (yaw, pitch) => move({ yaw: look.yaw + yaw, pitch: look.plane ? look.pitch : within(-88, look.pitch + pitch, 88) });
  const DOES = {
    ArrowLeft: () => turn(TURN, 0), ArrowRight: () => turn(-TURN, 0), ArrowUp: () => turn(0, TURN), ArrowDown: () => turn(0, -TURN),
    "+": () => zoom(1 / ZOOM), "=": () => zoom(1 / ZOOM), "-": () => zoom(ZOOM), Home: () => go(lookOf(scene.shown.view, scene)), Escape: () => pick(),
  };

  // One finger turns to the side, and up and down the page scrolls; a mouse turns both ways. Two
  // fingers enlarge.
  const fingers = new Map();
  let travelled = 0;
  function apart() {
    const [a, b] = [...fingers.values()];
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  }
  on(canvas, "pointerdown", (event) => {
    if (event.button !== 0 || fingers.size === 2) return;
    if (fingers.size === 0) travelled = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    canvas.setPointerCapture(event.pointerId);
  });
  on(canvas, "pointermove", (event) => {
    const from = fingers.get(event.pointerId);
    if (!from) return;
    const before = apart();
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    travelled += Math.hypot(dx, dy);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (before) zoom(before / Math.max(apart(), 1));
    else turn(-dx * DRAG, event.pointerType === "touch" ? 0 : dy * DRAG);
  });
  on(canvas, "pointerup", (event) => {
    if (fingers.delete(event.pointerId) && travelled < 6) tap(event);
  });
  for (const end of ["pointercancel", "lostpointercapture"]) on(canvas, end, (event) => fingers.delete(event.pointerId));
  on(canvas, "wheel", (event) => {
    if (!event.ctrlKey) return; // a pinch on a touch pad comes as a wheel with ctrl
    event.preventDefault();
    zoom(Math.exp(event.deltaY / 100));
  }, { passive: false });
  on(canvas, "touchstart", (event) => event.touches.length > 1 && event.cancelable && event.preventDefault(), { passive: false });
  on(canvas, "keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !DOES[event.key]) return;
    event.preventDefault();
    DOES[event.key]();
  });
  on(root, "change", ({ target }) => {
    if (target.closest("[data-ink-bar]")) return;
    frozen.set(false);
    const trait = target.closest("[data-trait]")?.dataset.trait;
    note = "";
    if (trait) choose({ [trait]: target.value });
    else if (target.dataset.layerOf) scene?.set({ [target.dataset.layerOf]: target.checked });
    else if (target.matches("[data-glow]")) scene?.set({ glow: target.checked });
    again();
  });
  on(root, "click", ({ target }) => {
    const button = target.closest("button");
    if (!button || !scene || button.closest("[data-ink-bar]")) return;
    frozen.set(false);
    const { key, part } = button.dataset;
    if (key) DOES[key]();
    else if (part) {
      const same = scene.state.picked === part;
      pick(same ? undefined : part);
    } else if (button.matches("[data-bend]")) bendAndBack(button);
    else if (button.matches("[data-without]")) {
      leaveOut(!scene.state.without);
      say(headline, told(scene.shown));
      again();
    }
  });

  // ---- its beginning and its end

  function flat(error) {
    painter = null;
    delete root.dataset.turns;
    root.dataset.flat = String(error?.message ?? error);
  }

  function paintAnew() {
    painter = new Painter(canvas, { paper: rgb(table.looks.paper), glow: rgb(table.looks.glow) });
    delete root.dataset.flat;
    root.dataset.turns = "";
  }

  async function wake() {
    try {
      if (!globalThis.DecompressionStream) throw new Error("no DecompressionStream");
      const began = performance.now();
      const coming = meshOf(root, model);
      paintAnew();
      delete root.dataset.turns; // not before there is something to see
      const buffer = await coming;
      stats.loaded = performance.now() - began;
      scene = new Scene(buffer, table.looks);
      stats.unpacked = performance.now() - began;
      root.dataset.turns = "";
      Object.assign(root, { scene, stats, look: () => look });
      on(canvas, "webglcontextlost", (event) => {
        event.preventDefault(); // so that it may come back
        flat("context lost");
      });
      on(canvas, "webglcontextrestored", () => {
        paintAnew();
        again();
      });
      const seen = new ResizeObserver(again);
      seen.observe(canvas);
      gone.signal.addEventListener("abort", () => seen.disconnect());
      on(contrast, "change", again);
      show();
      const start = performance.now();
      stir(); // the first frame need not be fine: it tells what this device can do
      paint();
      painter.finish();
      stats.first = performance.now() - began;
      scale = within(COARSEST, Math.sqrt(SLOW_MS / (performance.now() - start)), 1);
    } catch (error) {
      flat(error);
    }
  }

  // a link may name all choices or only the first ones: #model=L5-S1.protrusion
  function follow() {
    const wanted = linked(name)?.split(".");
    if (!wanted) return;
    const found = {};
    let strange = false;
    TRAITS.forEach((trait, i) => {
      const values = radios.filter((radio) => radio.closest("[data-trait]").dataset.trait === trait).map((radio) => radio.value);
      const value = values.find((one) => slug(one).toLowerCase() === wanted[i]?.toLowerCase());
      strange = strange || (wanted[i] !== undefined && value === undefined);
      found[trait] = value ?? first[trait];
    });
    note = strange ? root.dataset.unknownLink : "";
    choose(strange ? first : found);
    if (strange) say(headline, told(state()));
  }

  for (const trait of TRAITS) model.on(`change:${trait}`, show);
  root.dataset.live = "";
  show();
  if (inPage) {
    follow();
    on(window, "hashchange", follow);
  }
  wake();
  return () => {
    for (const trait of TRAITS) model.off(`change:${trait}`, show);
    gone.abort();
    painter?.gl.getExtension("WEBGL_lose_context")?.loseContext();
  };
}

export default { render };
