// Drawing on the model: what is seen stands still as a picture, and ink lies on it. Once anything is
// chosen the model turns again, and what was drawn is gone: it would lie on another view.

// `snapshot()`: the picture with its size, and where its names stand
function freezer(root, snapshot) {
  const find = (selector) => root.querySelector(selector);
  const [stage, tools, button] = ["[data-frozen]", "[data-ink-tools]", "[data-freeze]"].map(find);
  const svg = stage.querySelector("svg");
  const ink = inkpot(root, { lens: () => ({ stage: () => stage, holds: () => false, take: () => undefined }), changed });

  function changed() {
    find("[data-ink-undo]").disabled = !ink.canUndo();
    find("[data-ink-clear]").disabled = !ink.count();
  }

  function set(on) {
    if (on !== stage.hidden) return;
    stage.hidden = tools.hidden = !on;
    button.setAttribute("aria-pressed", String(on));
    ink.forget();
    svg.textContent = "";
    ink.choose("");
    if (!on) return;
    const { width, height, pieces } = snapshot();
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.append(...pieces);
    ink.choose(find("[data-tool] :checked").value);
    ink.show("frozen");
  }

  tools.addEventListener("change", ({ target }) => ink.choose(target.value));
  button.addEventListener("click", () => set(stage.hidden));
  const does = { undo: ink.undo, clear: ink.clear, print: () => print() };
  for (const [name, act] of Object.entries(does)) find(`[data-ink-${name}]`).addEventListener("click", act);
  const stop = forgetful({
    idleMs: 1000 * Number(root.dataset.idleS), shared: false, warning: find("[data-warning]"),
    kept: ink.kept, forget: () => set(false), told: () => undefined,
  });
  return { set, stop };
}
