// The walkthrough in the browser: it looks the next node up and shows it; every rule is in the
// table. What was answered is held in `path` alone and forgotten with it.
function render({ model, el }) {
  if (!el.querySelector("[data-walk]")) el.innerHTML = model.get("html");
  const root = el.querySelector("[data-walk]");
  const table = JSON.parse(root.querySelector("script").textContent);
  const idleMs = Number(root.dataset.idleS) * 1000;
  const progress = root.querySelector("[role=status]");
  const end = root.querySelector("[data-end-of-walk]");
  const back = root.querySelector("[data-back]");
  const groups = [...root.querySelectorAll("[data-group]")];
  const steps = [...root.querySelectorAll("[data-step]")];
  let path = [{ node: 0 }]; // the nodes behind us, each with the answer given there
  let touched = Date.now();

  function show(moveFocus) {
    const { node, answer } = path.at(-1);
    const card = table.cards[node];
    const notes = table.ends[node] ?? [];
    let heading = null;
    for (const step of steps) {
      step.hidden = step.dataset.step !== card;
      if (step.hidden) continue;
      heading = step.querySelector("[tabindex]");
      progress.textContent = step.dataset.progress;
      for (const button of step.querySelectorAll("[data-answer]")) {
        button.setAttribute("aria-pressed", String(button.dataset.answer === answer));
      }
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-step]:not([hidden])");
    end.hidden = card !== undefined;
    for (const panel of end.querySelectorAll("[data-advice]")) {
      const shown = [...panel.querySelectorAll("[data-note]")].filter((note) => {
        note.hidden = !notes.includes(note.dataset.note);
        return !note.hidden;
      });
      panel.hidden = shown.length === 0 && !notes.includes(panel.dataset.advice);
      if (!panel.hidden && !heading) heading = panel.querySelector("h3");
    }
    if (!end.hidden) progress.textContent = progress.dataset.end;
    // where a sign has ended the walk there is no way back into it
    back.disabled = path.length === 1 || table.closed.includes(node);
    if (moveFocus) {
      heading.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    }
  }

  function clear(moveFocus) {
    path = [{ node: 0 }];
    show(moveFocus);
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.answer) {
      const here = path.at(-1);
      here.answer = button.dataset.answer;
      path.push({ node: table.nodes[here.node][here.answer] });
      show(true);
    } else if (button === back) {
      path.pop();
      show(true);
    } else if (button.matches("[data-again]")) {
      clear(true);
    }
  });

  function touch() {
    touched = Date.now();
  }
  function idle() {
    if (path.length === 1 || Date.now() - touched < idleMs) return;
    clear(false);
    progress.textContent = progress.dataset.cleared;
  }
  // leaving forgets at once, so that the browser's back button finds nothing
  function leave() {
    clear(false);
  }
  // "sx-active" comes from a timer that runs: somebody is here, though nobody touches the page
  const touches = ["pointerdown", "keydown", "scroll", "sx-active"];
  for (const name of touches) window.addEventListener(name, touch, { passive: true });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", idle);
  const timer = setInterval(idle, 1000);

  clear(false);
  root.dataset.live = "";
  return () => {
    clearInterval(timer);
    for (const name of touches) window.removeEventListener(name, touch);
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", idle);
  };
}

export default { render };
