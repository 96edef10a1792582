// One picture over another: what lies right of a line is the other one. Both stand in the same
// place, and are enlarged together.

// `table.states` knows what can be laid over what: what shows the same drawings in another view.
// `slider` moves the line, which stands in `wipe`.
function wiper(root, { table, stage, wipe, slider }) {
  let over = null; // the upper picture, in what holds it still while its frame moves

  function others(key) {
    const [, side] = key.split(".");
    const drawn = (one) => Object.keys(table.states[one].shows).join();
    return Object.keys(table.states).filter(
      (one) => one !== key && one.endsWith(`.${side}`) && drawn(one) === drawn(key),
    );
  }

  const drawnOf = (key) => root.querySelector(`[data-entry="${key.split(".")[0]}"] .sx-drawn`);

  function end() {
    over?.remove();
    over = null;
  }

  // The frame goes one way and what it holds the other. Nothing is laid out or drawn anew for that, as
  // it would be for a clip path, or for a property that every shape of a picture inherits.
  function set(percent) {
    wipe.style.setProperty("--at", `${percent}%`);
    if (!over) return;
    over.style.transform = `translateX(${percent}%)`;
    over.firstElementChild.style.transform = `translateX(${-percent}%)`;
  }

  function begin(key) {
    end();
    over = document.createElement("div");
    over.className = "sx-over";
    const upper = drawnOf(key).cloneNode(true);
    upper.dataset.over = "";
    for (const ink of upper.querySelectorAll("[data-ink]")) ink.remove();
    for (const node of upper.querySelectorAll("[id]")) node.removeAttribute("id");
    const still = document.createElement("div");
    still.append(upper);
    over.append(still);
    stage().querySelector(".sx-drawn").after(over);
    viewsOf(upper)(table.states[key]);
    set(slider.value);
  }

  return { others, begin, end, set };
}
