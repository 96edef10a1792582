// What is in the model and how it looks in a state. It knows nothing of WebGL.
const DEEP = new Set(["hip", "femur", "piriformis", "sciatic"]); // parts of the left that stand on both sides
const PELVIS = new Set([...DEEP, "coccyx"]);
const BONES = new Set(["L1", "L2", "L3", "L4", "L5", "sacrum", "coccyx", "hip", "femur"]);
const IN_TRUNK = new Set(["L4", "L5"]); // roots that go on in the trunk
const NARROWED = { mild: 0.35, moderate: 0.6, severe: 1 }; // of what grows where the canal is narrow
const NARROW_DISC = "L4/5";
const STILL = [1, 0, 0, 0];
const DEGREE = Math.PI / 180;
const TIP_MM = 0.8;

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const mix = (a, b, share) => a + (b - a) * share;
function unitOf(v) {
  const long = Math.hypot(v[0], v[1], v[2]) || 1;
  return [v[0] / long, v[1] / long, v[2] / long];
}

// how a bone has moved: turned about x, then shifted; as (cos, sin, y, z)
function bendOf([y0, z0, a0], [y1, z1, a1]) {
  const [c, s] = [Math.cos((a1 - a0) * DEGREE), Math.sin((a1 - a0) * DEGREE)];
  return [c, s, y1 - c * y0 + s * z0, z1 - s * y0 - c * z0];
}
const turned = ([c, s, y, z], p) => [p[0], c * p[1] - s * p[2] + y, s * p[1] + c * p[2] + z];

// Rings to a closed skin; the axes across the path are carried along it without twist. `onward` tells
// how far along a tube each point lies, `touched` how near a lesion is.
function sweep(cord, moved, touch, unit) {
  const { rings, rays } = cord;
  const centres = cord.centres.slice();
  const radii = Float32Array.from(cord.radii);
  for (const [share, rows] of moved) {
    if (!rows || !share) continue;
    rows.centres.forEach((value, i) => (centres[rows.first * 3 + i] += share * value));
    rows.radii.forEach((value, i) => (radii[rows.first * rays + i] += share * value));
  }
  const count = rings * rays + 2;
  const points = new Float32Array(count * 3);
  const normals = new Float32Array(count * 3);
  const shade = new Uint8Array(count).fill(200);
  const touched = new Uint8Array(count);
  const onward = new Uint8Array(count);
  const faces = [];
  let axis = [0, 1, 0];
  const at = (i) => centres.subarray(i * 3, i * 3 + 3);
  for (let i = 0; i < rings; i++) {
    const [p, q] = [at(Math.max(i - 1, 0)), at(Math.min(i + 1, rings - 1))];
    const way = unitOf([q[0] - p[0], q[1] - p[1], q[2] - p[2]]);
    const along = dot(axis, way);
    axis = unitOf(axis.map((v, k) => v - along * way[k]));
    const other = cross(way, axis);
    for (let k = 0; k < rays; k++) {
      const turn = (k * 2 * Math.PI) / rays;
      const v = i * rays + k;
      const [x, y] = [Math.cos(turn), Math.sin(turn)].map((one) => one * radii[v] * unit);
      for (let c = 0; c < 3; c++) points[v * 3 + c] = at(i)[c] + x * axis[c] + y * other[c];
      shade[v] = cord.shade[v];
      touched[v] = 255 * (touch?.[i] ?? 0);
      onward[v] = (255 * i) / (rings - 1);
      if (i + 1 < rings) {
        const b = i * rays + ((k + 1) % rays);
        faces.push(v, b, v + rays, b, b + rays, v + rays);
      }
    }
    if (i === 0 || i === rings - 1) {
      const tip = rings * rays + (i ? 1 : 0);
      points.set(way.map((v, c) => at(i)[c] + (i ? TIP_MM : -TIP_MM) * v), tip * 3);
      normals.set(way.map((v) => (i ? v : -v)), tip * 3);
      onward[tip] = i ? 255 : 0;
      for (let k = 0; k < rays; k++) {
        const [a, b] = [i * rays + k, i * rays + ((k + 1) % rays)];
        faces.push(...(i ? [a, b, tip] : [b, a, tip]));
      }
    }
  }
  const get = (i, k) => {
    const v = Math.min(Math.max(i, 0), rings - 1) * rays + ((k + rays) % rays);
    return points.subarray(v * 3, v * 3 + 3);
  };
  const from = (a, b) => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  for (let i = 0; i < rings; i++) {
    for (let k = 0; k < rays; k++) {
      normals.set(unitOf(cross(from(get(i, k - 1), get(i, k + 1)), from(get(i - 1, k), get(i + 1, k)))), (i * rays + k) * 3);
    }
  }
  return { points, normals, shade, touched, onward, faces: Uint16Array.from(faces) };
}

class Scene {
  // `looks` are the colours by tissue and by root
  constructor(buffer, looks) {
    this.model = unpackModel(buffer);
    this.looks = looks;
    this.parts = new Map(); // by name: its mesh, and a version that rises with each change
    for (const mesh of this.model.parts) {
      if (!DEEP.has(mesh.name)) this.#put(mesh.name, mesh);
      else for (const [side, one] of [["left", mesh], ["right", mirrored(mesh)]]) this.#put(`${mesh.name} ${side}`, one);
    }
    this.set({ level: "L4/5", form: "none", zone: "subarticular", side: "left", root: "reached", bend: 0, glass: false, ligaments: true, pelvis: true, cut: false, without: false, glow: false, picked: "" });
  }

  #put(name, mesh) {
    this.parts.set(name, { name, mesh, version: (this.parts.get(name)?.version ?? 0) + 1 });
  }

  // how narrow the canal is
  get severity() {
    const { form, without } = this.state;
    return form in NARROWED && !without ? form : "none";
  }

  get disc() {
    return this.state.form in NARROWED ? NARROW_DISC : this.state.level;
  }

  // the lesion's name in the file, or nothing
  get key() {
    const { level, form, zone, without } = this.state;
    if (form === "none" || form in NARROWED || without) return "";
    return [level, form === "bulge" ? "" : zone, form, "large"].filter(Boolean).join(" ");
  }

  get lesion() {
    return this.model.lesions[this.key];
  }

  // roots that the lesion touches, as the solids say: ["L5 left"]
  get reached() {
    const { half, reached } = this.lesion ?? { reached: [] };
    if (half || this.state.side === "left") return reached;
    const other = { left: "right", right: "left" };
    return reached.map((name) => name.replace(/left|right/, (side) => other[side]));
  }

  // roots in their colours: those that are reached, or the one that was chosen
  get lit() {
    const { root, side } = this.state;
    if (root === "reached") return this.reached;
    return root === "none" ? [] : [`${root} ${side}`];
  }

  set(change) {
    const before = this.state ?? {};
    this.state = { ...before, ...change };
    const differs = (...names) => names.some((name) => before[name] !== this.state[name]);
    const shape = differs("level", "form", "zone", "side", "without");
    if (differs("bend") || shape) this.#bend();
    if (shape) this.#lesion();
    if (differs("bend") || shape) this.#cords();
  }

  // how far the back is bent, from forward (-1) to backward (1)
  get #far() {
    return { share: Math.abs(this.state.bend), posture: this.state.bend < 0 ? "flexed" : "extended" };
  }

  // where a bone or a disc stands: y, z and its tilt
  place(name) {
    const { share, posture } = this.#far;
    const of = this.model.places[this.severity];
    return of.neutral[name].map((v, i) => mix(v, of[posture][name][i], share));
  }

  #bend() {
    const rest = this.model.places.none.neutral;
    this.bends = { sacrum: STILL };
    for (const name of Object.keys(rest)) this.bends[name] = bendOf(rest[name], this.place(name));
    const { share, posture } = this.#far;
    const narrow = NARROWED[this.severity] ?? 0;
    for (const part of this.parts.values()) {
      const { name, mesh } = part;
      const { severe, [posture]: bent } = mesh.grow ?? {};
      if (!bent && !severe) continue;
      const far = (i) => share * (bent?.[i] ?? 0) + narrow * (severe?.[i] ?? 0);
      const tilt = name.startsWith("disc") ? rest[name][2] * DEGREE : null; // a disc grows in its own plane
      const up = [0, -Math.sin(tilt), Math.cos(tilt)];
      part.points = mesh.points.slice();
      for (let i = 0; i < mesh.points.length; i += 3) {
        const n = mesh.normals.subarray(i, i + 3);
        const along = tilt === null ? 0 : dot(n, up);
        for (let k = 0; k < 3; k++) part.points[i + k] += far(i / 3) * (n[k] - along * up[k]);
      }
      part.version++;
    }
  }

  #lesion() {
    this.parts.delete("lesion");
    if (!this.lesion) return;
    const { mesh, half, disc } = this.lesion;
    const one = half || this.state.side === "left" ? mesh : mirrored(mesh);
    this.lesionVersion = (this.lesionVersion ?? 0) + 1;
    const { on } = this.model.parts.find((part) => part.name === `disc ${disc}`);
    this.parts.set("lesion", { name: "lesion", mesh: { ...one, on }, version: this.lesionVersion });
  }

  #cords() {
    const { cords, moved, radius } = this.model;
    const { share, posture } = this.#far;
    const { lesion } = this;
    const mine = !lesion || lesion.half || this.state.side === "left"; // as the lesion is stored
    for (const cord of Object.values(cords)) {
      const states = [[share, moved[posture][cord.name]], [1, moved[this.severity]?.[cord.name]]];
      if (cord.name === "sac") {
        const skin = sweep(cord, [...states, [1, lesion?.moved.sac]], null, radius);
        this.#put("sac", mine ? skin : mirrored(skin));
        continue;
      }
      for (const side of ["left", "right"]) {
        // lesions are kept on the left: their own side is "left" in the table, the other "right"
        const own = lesion?.half || side === this.state.side ? "left" : "right";
        const rows = lesion?.moved[`${cord.name} ${own}`];
        const touch = rows ? new Float32Array(cord.rings) : null;
        if (rows) touch.set(rows.touch, rows.first);
        const skin = sweep(cord, [...states, [1, rows]], touch, radius);
        this.#put(`${cord.name} ${side}`, side === "left" ? skin : mirrored(skin));
      }
    }
  }

  // how every part is drawn in this state
  drawn() {
    const { state, looks } = this;
    const lit = new Set(this.lit.map((name) => `root ${name}`));
    const list = [];
    for (const part of this.parts.values()) {
      const [first, second] = part.name.split(" ");
      const kind = BONES.has(first) ? "bone" : first;
      if (kind === "flavum" && !state.ligaments) continue;
      if (PELVIS.has(first) && !state.pelvis) continue;
      if (kind === "nucleus" && !state.cut) continue;
      const brought = kind === "trunk" ? ["L5", "L4"].find((root) => lit.has(`root ${root} ${second}`)) : "";
      const shining = lit.has(part.name) || brought || kind === "lesion";
      const [fill, edge] = lit.has(part.name) ? [looks.roots[second], looks.ink] : brought ? [looks.roots[brought], looks.ink] : (looks.tissues[kind] ?? looks.nerve);
      const glass = (kind === "bone" || kind === "flavum") && state.glass && !state.cut;
      const [below, above] = part.mesh.on ?? ["sacrum", "sacrum"];
      list.push({
        ...part,
        kind,
        glass,
        fill: rgb(fill),
        edge: rgb(edge),
        pale: rgb((looks.tissues[kind] ?? looks.nerve)[0]),
        // what matters shines through what covers it
        through: !glass && shining && !state.cut,
        quiet: kind === "root" && lit.size > 0 && !shining ? 0.3 : 0,
        bare: kind !== "bone" && state.glass ? 0.8 : shining ? 0.6 : 0, // out of the soft shade
        wet: kind === "bone" ? 0.02 : 0.12,
        // a colour fades where the root has become another nerve, and where a root leaves the model
        fades: brought ? 1 : kind !== "root" || IN_TRUNK.has(second) ? 0 : second === "L3" ? 3 : 2,
        hot: state.glow && kind === "root" ? 0.85 : 0,
        chosen: part.name === state.picked ? 1 : 0,
        bends: [this.bends[below] ?? STILL, this.bends[above] ?? STILL],
      });
    }
    return list;
  }

  // the middle of a part, where it is now
  mark(name, side = name.endsWith("right") ? "right" : "left") {
    if (name === "lesion") return this.#lesionMark();
    const [first, second] = name.split(" ");
    const spot = this.model.marks[name] ?? this.model.marks[`${first} ${second}`] ?? this.model.marks[first];
    if (!spot) return null;
    const on = first === "root" ? second : name.match(/L\d\/[S\d]+/) ? `disc ${second}` : first;
    const flip = side === "right" ? -1 : 1;
    return turned(this.bends[on] ?? STILL, [flip * spot[0], spot[1], spot[2]]);
  }

  #lesionMark() {
    const points = this.parts.get("lesion")?.mesh.points;
    if (!points) return null;
    const middle = [0, 0, 0];
    points.forEach((value, i) => (middle[i % 3] += (value * 3) / points.length));
    return turned(this.bends[`disc ${this.disc}`], middle);
  }

  // what a test asks
  report() {
    const list = this.drawn();
    return {
      reached: this.reached,
      lit: this.lit,
      visible: list.filter((part) => !part.glass).map((part) => part.name),
      glass: list.filter((part) => part.glass).map((part) => part.name),
      touched: list.filter((part) => part.mesh.touched?.some((v) => v > 128)).map((part) => part.name),
      triangles: list.reduce((sum, part) => sum + part.mesh.faces.length / 3, 0),
    };
  }
}
