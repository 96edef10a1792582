// The walkthrough in the browser: it looks the next node up and shows it; every rule is in the
// table. What was answered is held in `path` alone and forgotten with it.
function render({ model, el }) {
  if (!el.querySelector("[data-walk]")) el.innerHTML = model.get("html");
  const root = el.querySelector("[data-walk]");
  const table = JSON.parse(root.querySelector("script").textContent);
  // a clinic opens its tablet below /tablet/: the next patient will hold it
  const shared = location.pathname.includes("/tablet/");
  const idleMs = 1000 * Number(shared ? root.dataset.sharedIdleS : root.dataset.idleS);
  const progress = root.querySelector("[role=status]");
  const warning = root.querySelector("[data-warning]");
  const end = root.querySelector("[data-end-of-walk]");
  const back = root.querySelector("[data-back]");
  const closed = root.querySelector("[data-closed]"); // says why there is no way back
  const groups = [...root.querySelectorAll("[data-group]")];
  const steps = [...root.querySelectorAll("[data-step]")];
  let path = [{ node: 0 }]; // the nodes behind us, each with the answer given there

  function show(moveFocus) {
    const { node, answer, kept } = path[path.length - 1];
    const card = table.cards[node];
    const notes = kept ? [kept] : (table.ends[node] ?? []);
    let heading = null;
    for (const step of steps) {
      step.hidden = step.dataset.step !== card;
      if (step.hidden) continue;
      heading = step.querySelector("[tabindex]");
      progress.textContent = step.dataset.progress;
      for (const button of step.querySelectorAll("[data-answer]")) {
        const pressed = !shared && button.dataset.answer === answer;
        button.setAttribute("aria-pressed", String(pressed));
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
    closed.hidden = !table.closed.includes(node);
    back.disabled = path.length === 1 || !closed.hidden;
    if (moveFocus) {
      heading.focus({ preventScroll: true });
      root.scrollIntoView({ block: "start" });
    }
  }

  function clear(moveFocus) {
    path = [{ node: 0 }];
    show(moveFocus);
  }
  // an end that sends to Emergency stays until a person clears it; what led to it is forgotten
  function forget() {
    const { node } = path[path.length - 1];
    const kept = table.stays[node];
    path = [kept ? { node, kept } : { node: 0 }];
    show(false);
    return kept ? progress.dataset.kept : progress.dataset.cleared;
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.answer) {
      const here = path[path.length - 1];
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

  const stop = forgetful({
    idleMs,
    shared,
    warning,
    kept: () => path.length > 1,
    forget,
    told: (said) => (progress.textContent = said),
  });

  clear(false);
  root.dataset.live = "";
  root.toggleAttribute("data-shared", shared);
  return stop;
}

export default { render };
