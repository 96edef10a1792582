// A group of native controls on a live page: it tells Python what is chosen, and shows what came of it.
const groups = (globalThis.sciaticaChoices ??= { count: 0 });

function render({ model, el }) {
  el.innerHTML = model.get("html");
  const root = el.querySelector("[data-choice]");
  const acts = root.dataset.choice === "act";
  const fieldset = root.querySelector("fieldset");
  const inputs = [...root.querySelectorAll("input")];
  const buttons = [...root.querySelectorAll(".sx-choice-options button")];
  const said = root.querySelector(".sx-said");
  const missing = root.querySelector(".sx-missing");
  const name = `choice-${++groups.count}`;
  for (const input of inputs) input.name = name;
  let asked = false; // handed in at this very view: the focus follows the answer

  function handIn(last) {
    model.set("last", last);
    model.set("handed_in", model.get("handed_in") + 1);
    model.save_changes();
  }

  function choose() {
    model.set("value", inputs.filter((input) => input.checked).map((input) => input.value));
    model.save_changes();
    missing.textContent = "";
  }

  for (const input of inputs) input.addEventListener("change", choose);
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const pressed = new Set([...model.get("value"), button.value]);
      model.set("value", buttons.map((one) => one.value).filter((value) => pressed.has(value)));
      handIn(button.value);
    });
  }
  root.querySelector(".sx-hand-in")?.addEventListener("click", () => {
    if (root.dataset.missing && !model.get("value").length) {
      missing.textContent = root.dataset.missing;
      return;
    }
    asked = true;
    handIn("");
  });

  function showValue() {
    const chosen = new Set(model.get("value"));
    for (const input of inputs) input.checked = chosen.has(input.value);
    for (const button of buttons) button.setAttribute("aria-pressed", chosen.has(button.value));
  }
  function showMarks() {
    const marks = model.get("marks");
    for (const mark of root.querySelectorAll("[data-mark]")) {
      mark.textContent = marks[mark.dataset.mark] ?? "";
    }
  }
  function showClosed() {
    fieldset.disabled = model.get("closed");
    root.toggleAttribute("data-closed", model.get("closed"));
  }
  function showSaid() {
    said.innerHTML = model.get("said");
    if (asked && model.get("said") && !acts) said.focus();
    asked = false;
  }

  const shows = { value: showValue, marks: showMarks, closed: showClosed, said: showSaid };
  for (const [trait, show] of Object.entries(shows)) {
    model.on(`change:${trait}`, show);
    show();
  }
  if (model.get("shows_focus")) {
    // the view is placed into the page after it is rendered
    requestAnimationFrame(() => root.querySelector("legend").focus());
  }
  return () => {
    for (const [trait, show] of Object.entries(shows)) model.off(`change:${trait}`, show);
  };
}

export default { render };
