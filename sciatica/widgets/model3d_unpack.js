// model3d.bin to arrays: the other half of artwork/model3d/packed.py. No WebAssembly, no eval.
const STREAMS = ["tri", "far", "lo", "hi", "normal", "shade", "weight", "grow", "ring_lo", "ring_hi", "radius"];
const FIFO = 15; // open edges that a triangle may grow from
const unfold = (code) => (code & 1 ? -((code + 1) >> 1) : code >> 1);
const signed = (value) => (value << 24) >> 24;

function reader(buffer) {
  const view = new DataView(buffer);
  if (view.getUint32(0) !== 0x53584d32) throw new Error("not a model of the low back");
  const head = view.getUint32(4, true);
  const table = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, head)));
  const at = {};
  let start = 8 + head;
  STREAMS.forEach((name, i) => {
    at[name] = { bytes: new Uint8Array(buffer, start, table.streams[i]), next: 0 };
    start += table.streams[i];
  });
  const byte = (name) => at[name].bytes[at[name].next++];
  // `count` rows of `columns` values, a column after the other
  function rows(count, columns, next) {
    const out = new Int32Array(count * columns);
    for (let c = 0; c < columns; c++) for (let i = 0; i < count; i++) out[i * columns + c] = unfold(next());
    return out;
  }
  const small = (name, count, columns = 1) => rows(count, columns, () => byte(name));
  const wide = (prefix, count, columns = 3) => rows(count, columns, () => byte(`${prefix}lo`) | (byte(`${prefix}hi`) << 8));
  return { table, byte, small, wide };
}

// triangles, and for each point the three that foretell it: -1 where there are none
function unpackFaces(read, { v, t }) {
  const faces = new Uint16Array(t * 3);
  const guess = new Int32Array(v * 3).fill(-1);
  const edges = new Int32Array(16 * 3); // a ring of the last open edges: from, to, the point opposite
  let newest = 0;
  let high = 0;
  function open(a, b, c) {
    newest = (newest + 15) & 15;
    edges.set([a, b, c], newest * 3);
  }
  function back() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const b = read.byte("far");
      value |= (b & 127) << shift;
      if (b < 128) return value;
    }
  }
  function fresh(a, b, c) {
    guess[high * 3] = a;
    guess[high * 3 + 1] = b;
    guess[high * 3 + 2] = c;
    return high++;
  }
  function corner() {
    const far = back();
    return far ? high - far : fresh(high - 1, -1, -1);
  }
  for (let i = 0; i < t; i++) {
    const code = read.byte("tri");
    let a, b, c;
    if (code >> 1 === FIFO) {
      [a, b, c] = [corner(), corner(), corner()];
      open(a, c, b);
      open(c, b, a);
      open(b, a, c);
    } else {
      const at = ((newest + (code >> 1)) & 15) * 3;
      [a, b] = [edges[at], edges[at + 1]];
      c = code & 1 ? high - back() : fresh(a, b, edges[at + 2]);
      open(a, c, b);
      open(c, b, a);
    }
    faces[i * 3] = a;
    faces[i * 3 + 1] = b;
    faces[i * 3 + 2] = c;
  }
  return { faces, guess };
}

function unpackMesh(read, entry) {
  const { v } = entry;
  const { faces, guess } = unpackFaces(read, entry);
  const grid = read.wide("", v);
  const turns = read.small("normal", v, 2);
  const told = []; // what is told beside a neighbour's, in one byte
  const beside = (stream) => told[told.push(read.small(stream, v)) - 1];
  const shade = entry.s ? beside("shade") : null;
  const weight = entry.w ? beside("weight") : null;
  const grow = Object.fromEntries((entry.grow ?? []).map((name) => [name, beside("grow")]));
  const normals = new Float32Array(v * 3);
  for (let i = 0; i < v; i++) {
    const [a, b, c] = [guess[i * 3], guess[i * 3 + 1], guess[i * 3 + 2]];
    if (a >= 0) {
      for (let k = 0; k < 3; k++) grid[i * 3 + k] += c < 0 ? grid[a * 3 + k] : grid[a * 3 + k] + grid[b * 3 + k] - grid[c * 3 + k];
      for (let k = 0; k < 2; k++) turns[i * 2 + k] += turns[a * 2 + k];
      for (const values of told) values[i] += values[a];
    }
    for (const values of told) values[i] = signed(values[i]);
    let [x, y] = [0, 1].map((k) => (turns[i * 2 + k] = signed(turns[i * 2 + k])) / 127);
    const z = 1 - Math.abs(x) - Math.abs(y);
    if (z < 0) [x, y] = [(1 - Math.abs(y)) * Math.sign(x || 1), (1 - Math.abs(x)) * Math.sign(y || 1)];
    normals.set(unitOf([x, y, z]), i * 3);
  }
  const spread = (values) => values && Uint8Array.from(values, (one) => Math.round((one * 255) / 127));
  const mesh = {
    name: entry.n,
    on: entry.on,
    faces,
    points: Float32Array.from(grid, (one) => one * read.table.grid),
    normals,
    shade: spread(shade),
    weight: spread(weight),
    grow: Object.fromEntries(Object.entries(grow).map(([name, values]) => [name, Float32Array.from(values, (one) => one * read.table.grow)])),
  };
  return entry.half ? whole(mesh) : mesh;
}

// the other side of a part
function mirrored(mesh) {
  const flip = (values) => values.map((value, i) => (i % 3 ? value : -value));
  return { ...mesh, points: flip(mesh.points), normals: flip(mesh.normals), faces: mesh.faces.map((_, i, all) => all[i - (i % 3) + 2 - (i % 3)]) };
}

// a half and its mirror, joined where they meet
function whole(mesh) {
  const count = mesh.points.length / 3;
  const twin = new Uint16Array(count);
  const kept = [];
  for (let i = 0; i < count; i++) twin[i] = mesh.points[i * 3] === 0 ? i : count + kept.push(i) - 1;
  const other = mirrored(mesh);
  const join = (one, two, size) => {
    if (!one) return one;
    const out = new one.constructor((count + kept.length) * size);
    out.set(one);
    kept.forEach((from, i) => out.set(two.subarray(from * size, from * size + size), (count + i) * size));
    return out;
  };
  const faces = new Uint16Array(mesh.faces.length * 2);
  faces.set(mesh.faces);
  faces.set(other.faces.map((i) => twin[i]), mesh.faces.length);
  return {
    ...mesh,
    faces,
    points: join(mesh.points, other.points, 3),
    normals: join(mesh.normals, other.normals, 3),
    shade: join(mesh.shade, mesh.shade, 1),
    weight: join(mesh.weight, mesh.weight, 1),
    grow: Object.fromEntries(Object.entries(mesh.grow).map(([name, values]) => [name, join(values, values, 1)])),
  };
}

// sums along columns, `times` over
function summed(values, columns, times) {
  for (let n = 0; n < times; n++) for (let i = columns; i < values.length; i++) values[i] += values[i - columns];
  return values;
}

function unpackCord(read, { n, rings, rays }) {
  return {
    name: n,
    rings,
    rays,
    centres: Float32Array.from(summed(read.wide("ring_", rings), 3, 2), (one) => one * read.table.grid),
    radii: summed(read.small("radius", rings, rays), rays, 1).map((one) => one & 255),
    shade: Uint8Array.from(summed(read.small("shade", rings, rays), rays, 1), (one) => Math.round((signed(one) * 255) / 127)),
  };
}

// rings of a tube that a state moves
function unpackMoved(read, [first, count], rays, touched) {
  if (count === 0) return null;
  return {
    first,
    count,
    centres: Float32Array.from(summed(read.wide("ring_", count), 3, 1), (one) => one * read.table.grid),
    radii: summed(read.small("radius", count, rays), rays, 1).map(signed),
    touch: touched ? Float32Array.from(summed(read.small("weight", count), 1, 1), (one) => (one & 255) / 255) : null,
  };
}

function unpackModel(buffer) {
  const read = reader(buffer);
  const { table } = read;
  const named = (list, make) => Object.fromEntries(Object.entries(list).map(([name, one]) => [name, make(one, name)]));
  const parts = table.parts.map((entry) => unpackMesh(read, entry));
  const cords = Object.fromEntries(table.cords.map((entry) => [entry.n, unpackCord(read, entry)]));
  const rays = (name) => cords[name.replace(/ (left|right)$/, "")].rays;
  const moved = named(table.moved, (state) => named(state, (span, name) => unpackMoved(read, span, rays(name), false)));
  const lesions = Object.fromEntries(
    table.lesions.map((entry) => {
      const mesh = unpackMesh(read, entry);
      const rings = named(entry.moved, (span, name) => unpackMoved(read, span, rays(name), name !== "sac"));
      return [entry.n, { mesh, disc: entry.disc, half: entry.half, reached: entry.reached, moved: rings }];
    }),
  );
  return { parts, cords, places: table.places, moved, lesions, marks: table.marks, radius: table.radius };
}
