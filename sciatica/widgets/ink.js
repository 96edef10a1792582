// Drawing on a picture. A stroke lies in the picture's own units inside its SVG: so it grows with it,
// and prints with it. Strokes live in this page's memory alone, by what was shown when they were
// drawn; another picture or side never bears them.
const SVG = "http://www.w3.org/2000/svg";
const NIB_PX = 5;
const REACH_PX = 12; // of the eraser
const PEN_REST_MS = 1500; // a hand still rests on the glass when its pen has just been lifted

const middleOf = ([x, y], [u, v]) => [(x + u) / 2, (y + v) / 2];

// Where the drawing of an SVG lies on the screen, and how many pixels a unit of it takes: it keeps
// its shape in the middle of its element.
function drawing(svg) {
  const box = svg.getBoundingClientRect();
  const { width, height } = svg.viewBox.baseVal;
  const unit = Math.min(box.width / width, box.height / height);
  const [wide, high] = [width * unit, height * unit];
  return { x: box.left + (box.width - wide) / 2, y: box.top + (box.height - high) / 2, wide, high, unit };
}

// a closed outline as a path, smooth between its points
function outline(points) {
  if (points.length < 3) return "";
  const text = ([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  let path = `M${text(middleOf(points[points.length - 1], points[0]))}`;
  points.forEach((point, at) => {
    path += `Q${text(point)} ${text(middleOf(point, points[(at + 1) % points.length]))}`;
  });
  return `${path}Z`;
}

function strokeOf({ points, width, pen, even }, last) {
  const thinning = even ? 0 : pen ? 0.6 : 0.35;
  return outline(getStroke(points, { size: width, thinning, smoothing: 0.5, streamline: 0.4, simulatePressure: !pen, last }));
}

// `lens` moves the picture where nobody draws; `changed()`: other strokes are seen. `nib`: how wide a
// line is in pixels, `even` whether it is so throughout; `dress(path, tool)`: how it looks besides its
// class; `drawn(stroke, svg)`: somebody has drawn it
function inkpot(root, { lens, changed, nib = NIB_PX, even = false, dress = () => undefined, drawn = () => undefined }) {
  const pages = new Map(); // by what is shown: its strokes, and those before each change
  let shown = ""; // what is shown
  let tool = ""; // a colour, "erase", or "" when nobody draws
  let active = null; // the stroke under way
  let pen = { used: false, down: false, lifted: -Infinity };
  let waiting = false;

  const page = () => pages.get(shown) ?? { strokes: [], before: [] };

  function change(strokes) {
    const { strokes: old, before } = page();
    pages.set(shown, { strokes, before: [...before, old] });
    paint();
  }

  const svgs = () => [...lens().stage().querySelectorAll(".sx-drawn:not([data-over]) [data-picture]:not([hidden]) svg")];

  function element(stroke, last = true) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("class", `sx-ink sx-ink-${stroke.colour}`);
    path.setAttribute("d", strokeOf(stroke, last));
    dress(path, stroke.colour);
    return path;
  }

  function layer(svg) {
    let group = svg.querySelector(":scope > [data-ink]");
    if (!group) {
      group = document.createElementNS(SVG, "g");
      group.dataset.ink = "";
      svg.append(group);
    }
    return group;
  }

  function paint() {
    const { strokes } = page();
    svgs().forEach((svg, at) => {
      layer(svg).textContent = "";
      layer(svg).append(...strokes.filter((one) => one.picture === at).map((one) => element(one)));
    });
    changed();
  }

  // the picture that is nearest to a pointer, and where the pointer is in it
  function spot(event, at = null) {
    const all = svgs();
    const off = (svg) => {
      const { x, wide } = drawing(svg);
      return Math.max(x - event.clientX, event.clientX - x - wide, 0);
    };
    const picture = at ?? all.indexOf(all.reduce((a, b) => (off(b) < off(a) ? b : a)));
    const { x, y, unit } = drawing(all[picture]);
    const pressure = event.pointerType === "pen" ? event.pressure || 0.5 : 0.5;
    return { picture, unit, point: [(event.clientX - x) / unit, (event.clientY - y) / unit, pressure] };
  }

  function erase(event) {
    const { picture, unit, point } = spot(event);
    const near = ({ points, width }) =>
      points.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < REACH_PX / unit + width / 2);
    const left = page().strokes.filter((one) => one.picture !== picture || !near(one));
    if (left.length < page().strokes.length) change(left);
  }

  const strokeAt = ({ picture, unit, point }, isPen = false) => ({ picture, colour: tool, points: [point], width: nib / unit, pen: isPen, even });

  function keep(stroke) {
    drawn(stroke, svgs()[stroke.picture]);
    change([...page().strokes, stroke]);
    return stroke;
  }

  // a key does what a tap at this place does
  const mark = (event) => (tool === "erase" ? erase(event) : keep(strokeAt(spot(event))));

  const rests = (event) => pen.down || event.timeStamp - pen.lifted < PEN_REST_MS;

  // Whether a pointer is ink's; else it is the lens's. A pen beats a hand: while it is down fingers do
  // nothing, and once it has drawn they move the picture.
  function draws(event) {
    if (!tool) return false;
    if (event.pointerType !== "touch") return true;
    return rests(event) || (!pen.used && !active && !lens().holds());
  }

  function down(event) {
    if (!tool || event.button !== 0) return;
    const kind = event.pointerType;
    if (kind === "touch" && active?.kind === "touch") {
      const first = active.last; // a second finger enlarges: what the first has drawn was none
      drop();
      lens().take(first);
      return;
    }
    if (kind === "touch" && (pen.used || rests(event) || lens().holds())) return;
    if (kind === "pen") {
      if (active?.kind === "touch") drop(); // that was the hand
      pen = { used: true, down: true, lifted: pen.lifted };
    }
    if (active) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    active = { id: event.pointerId, kind, last: event };
    if (tool === "erase") return erase(event);
    const { picture, unit, point } = spot(event);
    active.stroke = strokeAt({ picture, unit, point }, kind === "pen");
    active.path = element(active.stroke, false);
    layer(svgs()[picture]).append(active.path);
  }

  function move(event) {
    if (event.pointerId !== active?.id) return;
    active.last = event;
    if (!active.stroke) return erase(event);
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length ? all : [event]) active.stroke.points.push(spot(one, active.stroke.picture).point);
    if (waiting) return;
    waiting = true; // drawn once a frame, however many points come
    requestAnimationFrame(() => {
      waiting = false;
      active?.path?.setAttribute("d", strokeOf(active.stroke, false));
    });
  }

  function up(event) {
    if (event.pointerType === "pen") pen = { ...pen, down: false, lifted: event.timeStamp };
    if (event.pointerId !== active?.id) return;
    const { stroke } = active;
    drop();
    if (stroke && event.type !== "pointercancel") keep(stroke);
  }

  function drop() {
    active?.path?.remove();
    active = null;
  }

  for (const box of root.querySelectorAll("[data-stage]")) {
    box.addEventListener("pointerdown", down);
    box.addEventListener("pointermove", move);
    for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, up);
  }

  return {
    draws,
    mark,
    pictures: svgs,
    choose: (name) => {
      tool = name;
      drop();
      lens().stage().toggleAttribute("data-draws", Boolean(tool));
    },
    show: (key) => {
      drop();
      shown = key;
      lens().stage().toggleAttribute("data-draws", Boolean(tool));
      paint();
    },
    undo: () => {
      const { before } = page();
      if (!before.length) return;
      pages.set(shown, { strokes: before[before.length - 1], before: before.slice(0, -1) });
      paint();
    },
    clear: () => page().strokes.length && change([]),
    forget: () => {
      drop();
      pages.clear();
      pen = { used: false, down: false, lifted: -Infinity };
      for (const group of root.querySelectorAll("[data-ink]")) group.remove();
      changed();
    },
    count: () => page().strokes.length,
    canUndo: () => page().before.length > 0,
    kept: () => pages.size > 0,
  };
}
