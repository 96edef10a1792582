// Draws both models in one page, one after the other; `OURS` stands for the scripts of ours.
async ([packed, looks, sizes, frames]) => {
  OURS;
  const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
  const colours = { paper: rgb(looks.paper), glow: rgb(looks.glow) };
  const look = { yaw: 0, pitch: 12, target: [0, 14, -4], tall: 345, perspective: 1 };
  const scene = new Scene(bytes.buffer, looks);
  scene.set({ form: "extrusion", zone: "subarticular", side: "right" });
  const disc = scene.place("disc L4/5");
  const cut = { plane: [0, 0, 1, disc[1]] };
  const canvasOf = () => document.body.appendChild(document.createElement("canvas"));
  const mine = canvasOf();
  const begun = performance.now();
  const painter = new Painter(mine, colours);
  const sized = ({ style }, [width, height]) => {
    [style.width, style.height] = [`${width}px`, `${height}px`];
  };
  sized(mine, sizes[0]);
  painter.paint(scene, look, { scale: 1, line: 0 });
  painter.finish();
  const stoodMine = performance.now() - begun;
  const yours = canvasOf();
  const parts = scene.drawn();
  const start = performance.now();
  const peer = new Three.Peer(yours, colours.paper);
  peer.take(parts);
  const gl = yours.getContext("webgl2");
  const finish = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  peer.paint(look, ...sizes[0]);
  finish();
  const stoodPeer = performance.now() - start;
  const mean = (paint) => {
    paint(0);
    const from = performance.now();
    for (let i = 1; i <= frames; i++) paint(i * 9);
    return (performance.now() - from) / frames;
  };
  const own = (more, line, set) => (turn) => {
    if (set) scene.set(set);
    painter.paint(scene, { ...look, yaw: turn, ...more }, { scale: 1, line });
    painter.finish();
  };
  const told = [];
  for (const size of sizes) {
    sized(mine, size);
    const three = mean((turn) => { peer.paint({ ...look, yaw: turn }, ...size); finish(); });
    scene.set({ glass: false, cut: false });
    const bare = mean(own({}, 0));
    const again = mean((turn) => { peer.paint({ ...look, yaw: turn }, ...size); finish(); });
    const lines = mean(own({}, 1.1));
    scene.set({ glass: true });
    const glass = mean(own({}, 1.1));
    scene.set({ glass: false, cut: true });
    const filled = mean(own(cut, 1.1));
    scene.set({ cut: false });
    told.push({ three: (three + again) / 2, bare, lines, glass, filled });
  }
  const { calls, triangles } = peer.paint(look, ...sizes[0]);
  painter.paint(scene, look, { scale: 1, line: 0 });
  const drew = { mine: [scene.report().triangles, painter.calls], peer: [triangles, calls] };
  return { told, stoodMine, stoodPeer, drew };
}
