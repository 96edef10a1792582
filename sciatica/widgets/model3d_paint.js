// Draws a scene with WebGL2: matte surfaces with their soft shade, lines around them, bones of glass,
// what shines through bone, and flat cuts.
const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);

const HEAD = `#version 300 es
precision highp float;
uniform mat4 camera; uniform vec4 below, above, plane; uniform vec3 towards, paper;
`;
const PLACE = `
in vec3 point, normal; in float shade, weight, touched, onward;
vec3 turn(vec4 b, vec3 p) { return vec3(p.x, b.x * p.y - b.y * p.z, b.y * p.y + b.x * p.z); }
vec3 looks() { return mix(turn(below, normal), turn(above, normal), weight); }
vec3 place() {
  return mix(turn(below, point) + vec3(0., below.zw), turn(above, point) + vec3(0., above.zw), weight);
}
`;
// what lies behind a cut goes off into the paper, and so do the ends of the model
const FADE = `
uniform float deep; uniform float ends;
float far(vec3 p) {
  float behind = deep > 0. ? smoothstep(1., deep, plane.w - dot(p, plane.xyz)) : 0.;
  float end = max(smoothstep(150., 176., p.z), smoothstep(-205., -233., p.z)) * ends;
  return max(behind, end);
}
`;
const SKIN = [
  `${HEAD}${PLACE}
out vec3 n, p; out float open, touch, along;
void main() { p = place(); n = looks(); open = shade; touch = touched; along = onward; gl_Position = camera * vec4(p, 1.); }`,
  `${HEAD}${FADE}
uniform vec3 fill, pale, right, up, glow; uniform float wet, alpha, quiet, glass, bare, fades, hot, chosen;
in vec3 n, p; in float open, touch, along; out vec4 color;
void main() {
  if (dot(p, plane.xyz) > plane.w) discard;
  vec3 m = normalize(n);
  vec3 v = vec3(dot(m, right), dot(m, up), dot(m, towards));
  if (v.z < 0.) v = -v;
  vec3 base = fill;
  if (fades == 1.) base = mix(fill, pale, smoothstep(.1, .9, along));
  else if (fades > 1.) base = mix(fill, pale, smoothstep(.9, 1., along));
  base = mix(base, glow, touch * hot);
  float key = dot(v, normalize(vec3(-.45, .75, .9))) * .5 + .5;
  float ao = mix(open, 1., max(glass * .6, bare));
  vec3 light = mix(vec3(.70, .66, .63), vec3(1.03, 1.02, 1.), smoothstep(.15, .85, key));
  vec3 dim = mix(vec3(.50, .43, .37), vec3(1.), clamp(ao * 1.25, 0., 1.));
  vec3 lit = base * light * dim;
  lit *= 1. - .22 * pow(1. - v.z, 3.);
  lit += wet * pow(max(dot(v, normalize(vec3(-.45, .75, 1.9))), 0.), 24.) * ao;
  lit = mix(lit, paper, max(quiet, fades > 2. ? smoothstep(.86, 1., along) : 0.));
  lit = mix(lit, vec3(1., .86, .45), chosen * .5);
  lit = mix(lit, paper, far(p));
  color = vec4(lit, mix(1., mix(.10, .6, pow(1. - v.z, 1.6)), glass) * alpha);
}`,
];
const INK = [
  `${HEAD}${PLACE}
uniform vec2 pixel; uniform float wide; out vec3 p; out float along;
void main() {
  p = place(); along = onward;
  vec4 at = camera * vec4(p, 1.), to = camera * vec4(p + looks(), 1.);
  vec2 way = (to.xy / to.w - at.xy / at.w) / pixel;
  at.xy += way / max(length(way), 1e-4) * wide * pixel * at.w;
  gl_Position = at;
}`,
  `${HEAD}${FADE}
uniform vec3 edge; uniform float alpha, quiet, fades; in vec3 p; in float along; out vec4 color;
void main() {
  if (dot(p, plane.xyz) > plane.w) discard;
  float gone = max(far(p), fades > 2. ? smoothstep(.86, 1., along) : 0.);
  color = vec4(mix(edge, paper, max(gone, quiet)), alpha);
}`,
];
const CAP = [
  `${HEAD}in vec3 point; uniform vec3 right, up; out vec3 p;
void main() { p = plane.xyz * plane.w + right * point.x + up * point.y; gl_Position = camera * vec4(p, 1.); }`,
  `${HEAD}uniform vec3 fill; out vec4 color; void main() { color = vec4(fill, 1.); }`,
];
// the number of the part that is seen, how deep it lies, and whether it is cut there
const SEEN = `${HEAD}${FADE}
uniform float number; in vec3 p; out vec4 color;
void main() {
  if (dot(p, plane.xyz) > plane.w + .01) discard;
  float deepness = gl_FragCoord.z * 255.;
  float cut = abs(dot(p, plane.xyz) - plane.w) < .02 ? 1. : 0.;
  color = vec4(far(p) > .7 ? 0. : number / 255., floor(deepness) / 255., fract(deepness), cut);
}`;
// a lesion has grown out of its disc, and lies under its edge
const CAPPED = ["lesion", "disc", "nucleus", "bone", "flavum", "piriformis", "sciatic", "trunk", "sac", "root"];
const ATTRIBUTES = ["point", "normal", "shade", "weight", "touched", "onward"];
const WITHOUT = [0, 0, 1, 1, 0, 0]; // what a part without an attribute has
const within = (low, value, high) => Math.min(high, Math.max(low, value));
const FAR_OFF = [0, 0, 1, 1e6];
const CUT_DEPTH_MM = 26;
const SEEN_SCALE = 0.5; // pixels of what is seen for one of the page
const ROOM = 6; // of these pixels: a name that points so far from any edge points well
const NEAR_CUT_MM = 12; // how far a state may carry a part from where it rests

function program(gl, [vertex, fragment]) {
  const made = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  ATTRIBUTES.forEach((name, at) => gl.bindAttribLocation(made, at, name));
  gl.linkProgram(made);
  if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made) ?? "no program");
  const at = {};
  for (let i = 0; i < gl.getProgramParameter(made, gl.ACTIVE_UNIFORMS); i++) {
    const { name } = gl.getActiveUniform(made, i);
    at[name] = gl.getUniformLocation(made, name);
  }
  return { made, at };
}

// A turntable: yaw 0 is from behind, 90 from the patient's left. `tall` mm are seen at the target;
// without `perspective` the picture is as flat pictures are.
function cameraOf({ yaw, pitch, target, tall, wide = 0, perspective }, aspect) {
  const [a, b] = [yaw * DEGREE, pitch * DEGREE];
  const towards = [Math.sin(a) * Math.cos(b), Math.cos(a) * Math.cos(b), Math.sin(b)];
  const right = [-Math.cos(a), Math.sin(a), 0];
  const up = [-Math.sin(a) * Math.sin(b), -Math.cos(a) * Math.sin(b), Math.cos(b)];
  const half = Math.max(tall, wide / aspect) / 2;
  const inverse = perspective / (half * 4.2);
  const [reach, near] = [420, Math.min(420, inverse ? 0.92 / inverse : 420)];
  const k = -(2 + (reach - near) * inverse) / (reach + near);
  const rows = [
    [right, 1 / (half * aspect), 0],
    [up, 1 / half, 0],
    [towards, k, 1 + reach * inverse + k * reach],
    [towards, -inverse, 1],
  ].map(([axis, by, plus]) => [...axis.map((v) => v * by), plus - by * dot(axis, target)]);
  const matrix = new Float32Array(16);
  rows.forEach((row, r) => row.forEach((v, c) => (matrix[c * 4 + r] = v)));
  // where a point stands in the picture, 0 to 1 each way
  function project(p) {
    const [x, y, , w] = rows.map((row) => dot(row, p) + row[3]);
    return [(x / w) * 0.5 + 0.5, 0.5 - (y / w) * 0.5];
  }
  // the point in a spot of the picture that lies so deep, -1 to 1
  function point(x, y, deep) {
    const [u, v] = [(x * 2 - 1) * half * aspect, (1 - y * 2) * half];
    const at = target.map((t, i) => t + u * right[i] + v * up[i]);
    const way = inverse ? at.map((a, i) => a - target[i] - towards[i] / inverse) : towards;
    const [ahead, weight] = [rows[2], rows[3]].map((row) => [dot(row, at) + row[3], dot(row, way)]);
    const far = (deep * weight[0] - ahead[0]) / (ahead[1] - deep * weight[1]);
    return at.map((a, i) => a + far * way[i]);
  }
  return { matrix, towards, right, up, project, point };
}

class Painter {
  constructor(canvas, colours) {
    this.canvas = canvas;
    this.colours = colours;
    const gl = canvas.getContext("webgl2", { antialias: false, alpha: false, stencil: true, powerPreference: "low-power" });
    if (!gl) throw new Error("no WebGL2");
    this.gl = gl;
    const all = [SKIN, INK, CAP, [SKIN[0], SEEN], [CAP[0], SEEN]];
    [this.skin, this.ink, this.cap, this.skinSeen, this.capSeen] = all.map((sources) => program(gl, sources));
    this.nets = new Map(); // what is on the card, by part
  }

  #net(part) {
    const { gl } = this;
    let net = this.nets.get(part.name);
    if (net?.version === part.version) return net;
    if (!net) {
      net = { array: gl.createVertexArray(), buffers: ATTRIBUTES.map(() => gl.createBuffer()), index: gl.createBuffer() };
      this.nets.set(part.name, net);
    }
    const { normals, shade, weight, touched, onward, faces } = part.mesh;
    const points = part.points ?? part.mesh.points;
    gl.bindVertexArray(net.array);
    [points, normals, shade, weight, touched, onward].forEach((data, at) => {
      if (!data) {
        gl.disableVertexAttribArray(at);
        return;
      }
      const bytes = data instanceof Uint8Array;
      gl.bindBuffer(gl.ARRAY_BUFFER, net.buffers[at]);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
      gl.enableVertexAttribArray(at);
      gl.vertexAttribPointer(at, at < 2 ? 3 : 1, bytes ? gl.UNSIGNED_BYTE : gl.FLOAT, bytes, 0, 0);
    });
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, net.index);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, faces, gl.STATIC_DRAW);
    return Object.assign(net, { version: part.version, count: faces.length, span: spanOf(points) });
  }

  #draw(used, parts, extra) {
    const { gl } = this;
    for (const part of parts) {
      const net = this.#net(part);
      for (const [name, at] of Object.entries(used.at)) {
        const value = name === "below" ? part.bends[0] : name === "above" ? part.bends[1] : part[name];
        if (Array.isArray(value)) (value.length === 4 ? gl.uniform4fv : gl.uniform3fv).call(gl, at, value);
        else if (typeof value === "number") gl.uniform1f(at, value);
      }
      gl.uniform1f(used.at.ends, part.kind === "bone" && part.name !== "femur left" && part.name !== "femur right" ? 0 : 1);
      extra?.(part);
      gl.bindVertexArray(net.array);
      WITHOUT.forEach((value, at) => at > 1 && gl.vertexAttrib1f(at, at === 2 && part.kind === "lesion" ? 1 : value));
      gl.drawElements(gl.TRIANGLES, net.count, gl.UNSIGNED_SHORT, 0);
      this.calls++;
    }
  }

  #use(used, camera, look) {
    const { gl } = this;
    gl.useProgram(used.made);
    gl.uniformMatrix4fv(used.at.camera, false, camera.matrix);
    gl.uniform4fv(used.at.plane, look.plane ?? FAR_OFF);
    const shared = { ...camera, glow: this.colours.glow, paper: this.colours.paper };
    for (const name of ["towards", "right", "up", "glow", "paper"]) if (used.at[name]) gl.uniform3fv(used.at[name], shared[name]);
    for (const [name, value] of [["alpha", 1], ["glass", 0], ["deep", look.plane ? CUT_DEPTH_MM : 0]]) {
      if (used.at[name]) gl.uniform1f(used.at[name], value);
    }
  }

  // Where a ray leaves a solid more often than it enters what is left of it, it came in through the
  // cut: counted in the stencil for each solid, then the plane is filled there.
  #caps(solid, camera, look, cap) {
    const { gl } = this;
    const { plane } = look;
    if (!this.sheet) {
      this.sheet = gl.createVertexArray();
      gl.bindVertexArray(this.sheet);
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-500, -500, 0, 500, -500, 0, -500, 500, 0, 500, 500, 0]), gl.STATIC_DRAW);
      gl.enableVertexAttribArray(0);
      gl.vertexAttribPointer(0, 3, gl.FLOAT, false, 0, 0);
    }
    const across = unitOf(cross(Math.abs(plane[0]) > 0.9 ? [0, 0, 1] : [1, 0, 0], plane));
    const along = cross(plane, across);
    gl.enable(gl.STENCIL_TEST);
    const met = solid.filter((part) => crosses(this.#net(part).span, plane));
    for (const part of CAPPED.flatMap((kind) => met.filter((one) => one.kind === kind))) {
      this.#use(this.skin, camera, look);
      gl.disable(gl.CULL_FACE);
      gl.colorMask(false, false, false, false);
      gl.depthMask(false);
      gl.depthFunc(gl.ALWAYS);
      gl.stencilFunc(gl.ALWAYS, 0, 255);
      gl.stencilOpSeparate(gl.FRONT, gl.KEEP, gl.KEEP, gl.DECR_WRAP);
      gl.stencilOpSeparate(gl.BACK, gl.KEEP, gl.KEEP, gl.INCR_WRAP);
      this.#draw(this.skin, [part]);
      gl.colorMask(true, true, true, true);
      gl.depthMask(true);
      gl.depthFunc(gl.LEQUAL);
      gl.stencilFunc(gl.NOTEQUAL, 0, 255);
      gl.stencilOp(gl.ZERO, gl.ZERO, gl.ZERO);
      this.#use(cap, camera, look);
      gl.uniform3fv(cap.at.right, across);
      gl.uniform3fv(cap.at.up, along);
      if (cap.at.number) gl.uniform1f(cap.at.number, part.number);
      else gl.uniform3fv(cap.at.fill, part.chosen ? [1, 0.86, 0.45] : part.fill);
      gl.bindVertexArray(this.sheet);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      this.calls++;
    }
    gl.disable(gl.STENCIL_TEST);
    gl.enable(gl.CULL_FACE);
  }

  // what a cut leaves: what lies before it is gone, and what lies far behind it has gone off into the paper
  #near(parts, { plane }) {
    return plane ? parts.filter((part) => crosses(this.#net(part).span, plane, CUT_DEPTH_MM)) : parts;
  }

  #begin(width, height, ground) {
    const { gl } = this;
    gl.viewport(0, 0, width, height);
    gl.clearColor(...ground, 1);
    gl.depthMask(true);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT | gl.STENCIL_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    gl.disable(gl.BLEND);
    gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE);
    gl.enable(gl.CULL_FACE);
    gl.cullFace(gl.BACK);
  }

  // draws what is covered, and covers nothing by it
  #behind(draw) {
    const { gl } = this;
    gl.depthMask(false);
    gl.depthFunc(gl.GREATER);
    draw();
    gl.depthFunc(gl.LEQUAL);
    gl.depthMask(true);
  }

  // Which part is seen where, as it is painted: cut, through glass, and what shines through bone.
  seen(scene, look) {
    const { gl, canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((v) => Math.max(1, Math.round(v * SEEN_SCALE)));
    const key = JSON.stringify([look, { ...scene.state, picked: "" }, width, height]);
    if (this.last?.key === key) return this.last; // a tap changes nothing in it
    const camera = this.camera(look);
    const parts = this.#near(scene.drawn(), look).filter((part) => !part.glass);
    parts.forEach((part, i) => (part.number = i + 1));
    const frame = gl.createFramebuffer();
    const stores = [[gl.RGBA8, gl.COLOR_ATTACHMENT0], [gl.DEPTH24_STENCIL8, gl.DEPTH_STENCIL_ATTACHMENT]].map(([format, attached]) => {
      const store = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, store);
      gl.renderbufferStorage(gl.RENDERBUFFER, format, width, height);
      gl.bindFramebuffer(gl.FRAMEBUFFER, frame);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attached, gl.RENDERBUFFER, store);
      return store;
    });
    this.#begin(width, height, [0, 0, 0]);
    this.#use(this.skinSeen, camera, look);
    this.#draw(this.skinSeen, parts);
    if (look.plane) this.#caps(parts, camera, look, this.capSeen);
    this.#use(this.skinSeen, camera, look);
    this.#behind(() => this.#draw(this.skinSeen, parts.filter((part) => part.through)));
    const data = new Uint8Array(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, data);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.deleteFramebuffer(frame);
    for (const store of stores) gl.deleteRenderbuffer(store);
    this.last = new Seen({ key, width, height, data, camera, names: ["", ...parts.map((part) => part.name)] });
    return this.last;
  }

  // waits until what was asked for is drawn
  finish() {
    this.gl.readPixels(0, 0, 1, 1, this.gl.RGBA, this.gl.UNSIGNED_BYTE, new Uint8Array(4));
  }

  camera(look) {
    return cameraOf(look, this.canvas.clientWidth / Math.max(1, this.canvas.clientHeight));
  }

  // `line` is how wide the lines around parts are, in pixels of the page; 0 leaves them out
  paint(scene, look, { scale, line }) {
    const { gl, canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((v) => Math.max(1, Math.round(v * scale)));
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const camera = this.camera(look);
    const parts = this.#near(scene.drawn(), look);
    const solid = parts.filter((part) => !part.glass);
    const glass = parts.filter((part) => part.glass);
    this.calls = 0;
    this.#begin(width, height, this.colours.paper);
    this.#use(this.skin, camera, look);
    this.#draw(this.skin, solid);

    const outline = (list, alpha) => {
      if (!line) return;
      this.#use(this.ink, camera, look);
      gl.uniform2f(this.ink.at.pixel, 2 / width, 2 / height);
      gl.uniform1f(this.ink.at.alpha, alpha);
      gl.cullFace(gl.FRONT);
      this.#draw(this.ink, list, (part) => gl.uniform1f(this.ink.at.wide, line * scale * (part.through || part.chosen ? 1.5 : 1)));
      gl.cullFace(gl.BACK);
    };
    outline(solid, 1);
    if (look.plane) this.#caps(solid, camera, look, this.cap);

    const through = solid.filter((part) => part.through);
    if (through.length) {
      this.#use(this.skin, camera, look);
      gl.enable(gl.BLEND);
      gl.uniform1f(this.skin.at.alpha, 0.55);
      this.#behind(() => this.#draw(this.skin, through, () => gl.uniform1f(this.skin.at.bare, 1)));
    }
    if (glass.length) { // the nearest wall of the glass alone: nothing to sort
      this.#use(this.skin, camera, look);
      gl.colorMask(false, false, false, false);
      this.#draw(this.skin, glass, () => gl.uniform1f(this.skin.at.glass, 1));
      gl.colorMask(true, true, true, true);
      gl.enable(gl.BLEND);
      this.#draw(this.skin, glass, () => gl.uniform1f(this.skin.at.glass, 1));
      outline(glass, 0.5);
    }
    return camera;
  }
}

// What is seen in a picture, from its lowest row up.
class Seen {
  constructor(told) {
    Object.assign(this, told);
    const { width, height, data } = told;
    // how far each pixel lies from one of another part, at most `ROOM`: down the picture and up again
    const room = new Uint8Array(width * height).fill(ROOM);
    for (const step of [1, -1]) {
      for (let n = 0; n < room.length; n++) {
        const i = step > 0 ? n : room.length - 1 - n;
        const x = i % width;
        if (x === 0 || x === width - 1 || i < width || i >= room.length - width) room[i] = 1;
        else for (const way of [1, width, width + 1, width - 1]) {
          const j = i - step * way;
          room[i] = Math.min(room[i], data[j * 4] === data[i * 4] ? room[j] + 1 : 1);
        }
      }
    }
    this.room = room;
  }

  // the part in a spot of the picture, 0 to 1 each way, and the point of it there
  at(x, y) {
    const [column, row] = [Math.floor(x * this.width), Math.floor((1 - y) * this.height)];
    const i = within(0, row, this.height - 1) * this.width + within(0, column, this.width - 1);
    return this.#told(i);
  }

  #told(i) {
    const [number, high, low] = this.data.subarray(i * 4);
    if (!number) return null;
    const [x, y] = [(i % this.width) + 0.5, Math.floor(i / this.width) + 0.5];
    const deep = ((high + low / 255) / 255) * 2 - 1;
    return { name: this.names[number], at: this.camera.point(x / this.width, 1 - y / this.height, deep) };
  }

  // The point of a part to which a name points well: where it is cut, well within, the nearest to `mark`.
  // Nothing where it is hidden.
  spot(name, mark) {
    const { width, height, data, room } = this;
    const number = this.names.indexOf(name);
    const [u, v] = mark ? this.camera.project(mark) : [0.5, 0.5];
    let best = null;
    for (let i = 0; number > 0 && i < room.length; i++) {
      if (data[i * 4] !== number || room[i] < 2) continue;
      const good = data[i * 4 + 3] + room[i];
      const off = Math.hypot((i % width) - u * width, Math.floor(i / width) - (1 - v) * height);
      if (!best || good > best.good || (good === best.good && off < best.off)) best = { i, off, good };
    }
    return best && this.#told(best.i).at;
  }
}

function spanOf(points) {
  const span = [[Infinity, Infinity, Infinity], [-Infinity, -Infinity, -Infinity]];
  points.forEach((value, i) => {
    span[0][i % 3] = Math.min(span[0][i % 3], value);
    span[1][i % 3] = Math.max(span[1][i % 3], value);
  });
  return span;
}

// whether a plane, or what lies so deep behind it, may meet what lies in a box
function crosses([low, high], plane, deep = 0) {
  const corner = (ends) => plane.slice(0, 3).reduce((sum, v, i) => sum + v * ends[v < 0 ? 1 : 0][i], 0);
  return corner([low, high]) < plane[3] + NEAR_CUT_MM && corner([high, low]) > plane[3] - NEAR_CUT_MM - deep;
}
