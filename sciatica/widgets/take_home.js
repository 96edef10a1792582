// The sheet in the browser: it shows the pieces that are chosen and keeps them in the address as a
// code, which sciatica/model/take_home.py writes and reads in the same way.
const NOTHING = "0";
const FILLING = "-";
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const EMPTY = { picture: "", exercises: [], next: "" };

function checkLetters(text) {
  let rest = 0;
  for (const letter of text) rest = (rest * 31 + letter.charCodeAt(0)) % 1021;
  return DIGITS[Math.floor(rest / 36)] + DIGITS[rest % 36];
}

function write(choice, version) {
  const parts = [choice.picture, choice.exercises.join(""), choice.next];
  const text = [version, ...parts.map((part) => part || NOTHING)].join(".");
  return `${text}.${checkLetters(text)}`;
}

// the choice that a code names, or why there is none: a code wrong in any place opens nothing
function read(code, table) {
  const cut = code.lastIndexOf(".");
  const told = code.slice(0, Math.max(cut, 0));
  if (cut < 0 || checkLetters(told) !== code.slice(cut + 1)) return { fault: "mangled" };
  const parts = told.split(".");
  if (parts[0] !== table.version) return { fault: "version" };
  if (parts.length !== 4 || parts.includes("")) return { fault: "mangled" };
  const [picture, exercises, next] = parts.slice(1).map((part) => (part === NOTHING ? "" : part));
  const named = {
    pictures: picture ? [picture] : [],
    exercises: [...exercises],
    next_steps: next ? [next] : [],
  };
  for (const [kind, codes] of Object.entries(named)) {
    if (codes.some((one) => (table.retired[kind] ?? []).includes(one))) return { fault: "retired" };
    const twice = new Set(codes).size < codes.length;
    if (twice || codes.some((one) => !table.codes[kind].includes(one))) return { fault: "mangled" };
  }
  // an older sheet may have had another order
  const inOrder = table.codes.exercises.filter((one) => named.exercises.includes(one));
  return { choice: { picture, exercises: inOrder, next } };
}

const bytes = (packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));

// lay the patterns of all bits that differ from the empty code over one another
function qrPath(qr, code) {
  const modules = bytes(qr.base);
  const filled = code.padEnd(qr.length, FILLING);
  for (let place = 0; place < qr.length; place++) {
    const changed = filled.charCodeAt(place) ^ FILLING.charCodeAt(0);
    qr.bits.forEach((bit, index) => {
      if (!((changed >> bit) & 1)) return;
      bytes(qr.patterns[place][index]).forEach((byte, at) => (modules[at] ^= byte));
    });
  }
  let path = "";
  for (let at = 0; at < qr.size * qr.size; at++) {
    if ((modules[at >> 3] >> (7 - (at & 7))) & 1) {
      path += `M${at % qr.size} ${Math.floor(at / qr.size)}h1v1h-1z`;
    }
  }
  return path;
}

function render({ model, el }) {
  const { root, name, table, inPage } = begin({ model, el }, "sheet");
  const said = root.querySelector("[role=status]");
  const fold = root.querySelector(".sx-take-choose");
  const inputs = [...root.querySelectorAll("input")];
  const scenes = [...root.querySelectorAll("[data-scene]")];
  const showPictures = new Map(scenes.map((scene) => [scene, viewsOf(scene)]));
  let choice = EMPTY;

  const part = (id) => root.querySelector(`[data-part="${id}"]`);

  function showPicture() {
    const state = table.states[choice.picture];
    part("picture").hidden = !state;
    if (!state) return;
    for (const scene of scenes) {
      scene.hidden = scene.dataset.scene !== state.scene;
      if (scene.hidden) continue;
      say(scene.querySelector(".sx-take-headline"), state.headline);
      showPictures.get(scene)(state);
    }
  }

  function showExercises() {
    part("exercises").hidden = choice.exercises.length === 0;
    for (const piece of root.querySelectorAll("[data-piece]")) {
      piece.hidden = !choice.exercises.includes(piece.dataset.piece);
    }
    for (const family of root.querySelectorAll("[data-family]")) {
      family.hidden = !family.querySelector("[data-piece]:not([hidden])");
    }
  }

  function showNext() {
    part("next").hidden = !choice.next;
    for (const piece of root.querySelectorAll("[data-next]")) {
      piece.hidden = piece.dataset.next !== choice.next;
    }
  }

  function show(fault) {
    const code = write(choice, table.version);
    for (const input of inputs) {
      const chosen = input.dataset.exercise !== undefined ? choice.exercises
        : input.name.startsWith(`${name}-picture`) ? [choice.picture] : [choice.next];
      input.checked = chosen.includes(input.value);
      // what is chosen is in sight
      if (input.checked) input.closest(".sx-take-group")?.setAttribute("open", "");
    }
    showPicture();
    showExercises();
    showNext();
    const qr = root.querySelector(".sx-take-qr svg");
    if (qr) {
      // four modules of white around it belong to the code
      qr.setAttribute("viewBox", `-4 -4 ${table.qr.size + 8} ${table.qr.size + 8}`);
      qr.querySelector("path").setAttribute("d", qrPath(table.qr, code));
    }
    const empty = !choice.picture && !choice.next && choice.exercises.length === 0;
    const tooMany = choice.exercises.length > table.many;
    const words = [
      fault && root.dataset[fault],
      empty ? root.dataset.empty : root.dataset.ready,
      tooMany && root.dataset.many,
    ];
    said.textContent = words.filter(Boolean).join(" ");
    said.toggleAttribute("data-warns", Boolean(fault) || tooMany);
    return code;
  }

  function changed() {
    const checked = inputs.filter((input) => input.checked);
    const one = (group) => checked.find((input) => input.name.startsWith(`${name}-${group}`));
    choice = {
      picture: one("picture")?.value ?? "",
      // in the order of the sheet, as they stand on the page
      exercises: checked.filter((input) => input.dataset.exercise !== undefined).map((i) => i.value),
      next: one("next")?.value ?? "",
    };
    const code = show();
    if (inPage) keep(name, code);
  }

  function follow() {
    const code = linked(name);
    // any other # is a link that was cut, unless it leads to a place on this page: never is a sheet
    // empty without a word
    const elsewhere = !location.hash || document.getElementById(location.hash.slice(1));
    if (code === undefined && elsewhere) return;
    const { choice: wanted, fault } = read((code ?? "").toLowerCase(), table);
    choice = wanted ?? EMPTY;
    show(fault);
    // a whole sheet is there to be read; one that only has its picture waits for the rest
    fold.open = choice.exercises.length === 0 && !choice.next;
    (fold.open ? root : root.querySelector("article")).scrollIntoView();
  }

  root.addEventListener("change", changed);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button?.dataset.do === "print") print();
    if (button?.dataset.do !== "clear") return;
    choice = EMPTY;
    show();
    fold.open = true;
    if (inPage) keep(name, "");
    root.scrollIntoView();
  });
  root.dataset.live = "";
  show();
  if (inPage) {
    follow();
    window.addEventListener("hashchange", follow);
  }
  return () => window.removeEventListener("hashchange", follow);
}

export default { render };
