// A group of native controls on a live page: it tells Python what is chosen, and shows what came of it.
const groups = (globalThis.sciaticaForms = globalThis.sciaticaForms ?? { count: 0 });

// counts seconds from when it appears; past its mark it says so
class Seconds extends HTMLElement {
  connectedCallback() {
    const began = performance.now();
    const { says, mark, marked } = this.dataset;
    const show = () => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      const over = seconds >= Number(mark);
      this.toggleAttribute("data-over", over);
      this.textContent = says.replace("{n}", seconds) + (over ? ` ${marked}` : "");
    };
    show();
    this.ticking = setInterval(show, 250);
  }
  disconnectedCallback() {
    clearInterval(this.ticking);
  }
}
if (!customElements.get("sx-seconds")) customElements.define("sx-seconds", Seconds);

function render({ model, el }) {
  el.innerHTML = model.get("html");
  const root = el.querySelector("[data-form]");
  const acts = root.dataset.form === "act";
  const fieldset = root.querySelector("fieldset");
  const inputs = [...root.querySelectorAll("input")];
  const buttons = [...root.querySelectorAll(".sx-form-options button")];
  const feedback = root.querySelector(".sx-feedback");
  const missing = root.querySelector(".sx-missing");
  const name = `form-${++groups.count}`;
  for (const input of inputs) input.name = name;
  let asked = false; // submitted at this very view: the focus follows the answer

  function submit(pressed) {
    model.set("pressed", pressed);
    model.set("submits", model.get("submits") + 1);
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
      submit(button.value);
    });
  }
  root.querySelector(".sx-submit")?.addEventListener("click", () => {
    if (root.dataset.missing && !model.get("value").length) {
      missing.textContent = root.dataset.missing;
      return;
    }
    asked = true;
    submit("");
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
  function showDisabled() {
    fieldset.disabled = model.get("disabled");
    root.toggleAttribute("data-disabled", model.get("disabled"));
  }
  function showFeedback() {
    feedback.innerHTML = model.get("feedback");
    if (asked && model.get("feedback") && !acts) feedback.focus();
    asked = false;
  }

  const shows = { value: showValue, marks: showMarks, disabled: showDisabled, feedback: showFeedback };
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
