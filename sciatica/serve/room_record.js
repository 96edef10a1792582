// What the room's page kept on this device, as a record to print. Nothing is sent, and what is typed
// for the paper is kept nowhere.
const KEPT = "sciatica-record";
const part = (name) => document.querySelector(`[data-part="${name}"]`);
const nameOf = (id) => part("names").querySelector(`[data-id="${id}"]`)?.textContent ?? id;

let sittings = [];
try {
  sittings = JSON.parse(localStorage.getItem(KEPT)) ?? [];
} catch { /* a browser that keeps nothing, or something else of this name: there is no record */ }

function row({ began, last, items, pages }) {
  const parts = [...new Set(Object.keys(items).map((id) => id.split(".")[0]))];
  const answers = Object.values(items);
  const right = answers.filter(Boolean).length;
  const line = document.createElement("tr");
  const cells = [
    new Date(began).toLocaleDateString(document.documentElement.lang),
    Math.max(1, Math.round((last - began) / 60_000)),
    [...parts, ...pages].map(nameOf).join(", "),
    part("names").dataset.share.replace("#", right).replace("#", answers.length),
  ];
  const heads = [...part("record").querySelectorAll("thead th")];
  cells.forEach((text, place) => {
    const cell = document.createElement(place ? "td" : "th");
    if (place) cell.dataset.label = heads[place].textContent;
    else cell.scope = "row";
    cell.textContent = text;
    line.append(cell);
  });
  return line;
}

function draw() {
  part("rows").replaceChildren(...sittings.map(row));
  part("record").hidden = sittings.length === 0;
  part("none").hidden = sittings.length > 0;
}

part("print").addEventListener("click", () => print());
part("erase").addEventListener("click", () => {
  localStorage.removeItem(KEPT);
  sittings = [];
  draw();
  part("erased").hidden = false;
  part("erased").focus();
});
draw();
