// The sheet in the browser: it shows the pieces that are chosen and keeps them in the address as a
// code, which sciatica/model/take_home.py writes and reads in the same way.
const NOTHING = "0";
const FILLING = "-";
const BLANK = "____";
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";
const DAY_LETTERS = 3;
const DOSE_LETTERS = 6;
const DAY_MS = 864e5;
// `day`: when the doses were written, counted from the first day that a link can name; `shared`:
// whether they stand in the link
const EMPTY = { picture: "", exercises: [], next: "", doses: {}, day: null, shared: false };

function checkLetters(text) {
  let rest = 0;
  for (const letter of text) rest = (rest * 31 + letter.charCodeAt(0)) % 1021;
  return DIGITS[Math.floor(rest / 36)] + DIGITS[rest % 36];
}

const letters = (number, length) => number.toString(36).padStart(length, NOTHING);

// a dose as one number made of all its fields; nought: the field is open
function doseLetters(dose, fields) {
  const add = (number, [name, , least, most]) =>
    number * (most - least + 2) + (dose?.[name] === undefined ? 0 : dose[name] - least + 1);
  return letters(fields.reduce(add, 0), DOSE_LETTERS);
}

// the dose that letters name; undefined: no fields could say it
function doseOf(text, fields) {
  let number = parseInt(text, 36);
  const dose = {};
  for (const [name, , least, most] of [...fields].reverse()) {
    const rest = number % (most - least + 2);
    number = (number - rest) / (most - least + 2);
    if (rest) dose[name] = least + rest - 1;
  }
  return number ? undefined : dose;
}

const someDose = (doses) => Object.values(doses).some((dose) => Object.keys(dose).length);

function write(choice, table, dosed) {
  const parts = [choice.picture, choice.exercises.join(""), choice.next];
  const version = dosed ? table.dose.version : table.version;
  const said = [version, ...parts.map((part) => part || NOTHING)];
  if (dosed) {
    const doses = choice.exercises.map((one) => doseLetters(choice.doses[one], table.dose.fields));
    said.push(letters(choice.day, DAY_LETTERS), doses.join(""));
  }
  const text = said.join(".");
  return `${text}.${checkLetters(text)}`;
}

// the doses that a code says, by exercise, or undefined
function readDoses(exercises, day, text, { fields, most }) {
  if (!/^[\da-z]{3}$/.test(day) || !/^[\da-z]*$/.test(text)) return undefined;
  if (text.length !== exercises.length * DOSE_LETTERS || exercises.length > most) return undefined;
  const doses = {};
  for (const [at, one] of exercises.entries()) {
    doses[one] = doseOf(text.slice(at * DOSE_LETTERS, (at + 1) * DOSE_LETTERS), fields);
    if (!doses[one]) return undefined;
  }
  return someDose(doses) ? doses : undefined;
}

// the choice that a code names, or why there is none: a code wrong in any place opens nothing
function read(code, table) {
  const cut = code.lastIndexOf(".");
  const told = code.slice(0, Math.max(cut, 0));
  if (cut < 0 || checkLetters(told) !== code.slice(cut + 1)) return { fault: "mangled" };
  const parts = told.split(".");
  const count = { [table.version]: 4, [table.dose.version]: 6 }[parts[0]];
  if (!count) return { fault: "version" };
  if (parts.length !== count || parts.includes("")) return { fault: "mangled" };
  const open = parts.slice(1, 4).map((part) => (part === NOTHING ? "" : part));
  const [picture, exercises, next] = open;
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
  const plain = { ...EMPTY, picture, exercises: inOrder, next };
  if (count === 4) return { choice: plain };
  const doses = readDoses(named.exercises, parts[4], parts[5], table.dose);
  if (!doses) return { fault: "mangled" };
  return { choice: { ...plain, doses, day: parseInt(parts[4], 36), shared: true } };
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
  const inputs = [...root.querySelectorAll("input[name], input[data-exercise]")];
  const numbers = [...root.querySelectorAll("[data-dose] [data-number]")];
  const share = root.querySelector("[data-share]");
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

  const dayZero = Date.parse(table.dose.first_day);
  // this device's day, whatever its hour
  function today() {
    const now = new Date();
    return Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - dayZero) / DAY_MS);
  }

  const fill = (words, slots) => words.replace(/{(\w+)}/g, (_, name) => slots[name]);

  function named(day) {
    const { form, months } = table.dose.plan;
    const on = new Date(dayZero + day * DAY_MS);
    const month = months[on.getUTCMonth()];
    return fill(form, { day: on.getUTCDate(), month, year: on.getUTCFullYear() });
  }

  // how a number is told: see DoseField of take_home.py
  function told([, , least, most, words], number) {
    if (words.length === most - least + 1) return words[number - least];
    return fill(words[number === 1 ? 0 : 1] ?? "{n}", { n: number });
  }

  // the numbers on the sheet, and until when they hold
  function showDoses() {
    root.querySelector(".sx-take-doses").hidden = choice.exercises.length === 0;
    for (const row of root.querySelectorAll("[data-dose]")) {
      row.hidden = !choice.exercises.includes(row.dataset.dose);
    }
    for (const piece of root.querySelectorAll("[data-piece]")) {
      for (const field of table.dose.fields) {
        const place = piece.querySelector(`[data-field="${field[0]}"] .sx-write`);
        const number = choice.doses[piece.dataset.piece]?.[field[0]];
        if (place) say(place, number === undefined ? "" : told(field, number));
      }
    }
    const plan = root.querySelector(".sx-take-plan");
    plan.textContent = "";
    plan.hidden = !someDose(choice.doses) || choice.day < 0;
    if (plan.hidden) return;
    const { says, passed, ask_first_days } = table.dose.plan;
    const until = choice.day + ask_first_days;
    plan.append(fill(says, { date: named(choice.day), until: named(until) }));
    // a day that lies ahead is wrong: then nobody knows how old the numbers are
    plan.toggleAttribute("data-warns", today() > until || choice.day > today() + 1);
    if (!plan.hasAttribute("data-warns")) return;
    plan.append(" ", Object.assign(document.createElement("strong"), { textContent: passed }));
  }

  // what is typed, where it is within its bounds; a field may still hold what is not
  function typed() {
    const doses = {};
    for (const field of numbers) {
      const code = field.closest("[data-dose]").dataset.dose;
      const whole = field.value !== "" && field.checkValidity();
      if (choice.exercises.includes(code) && whole) {
        doses[code] = { ...doses[code], [field.dataset.number]: Number(field.value) };
      }
    }
    return doses;
  }

  function fillFields() {
    for (const field of numbers) {
      const dose = choice.doses[field.closest("[data-dose]").dataset.dose];
      field.value = dose?.[field.dataset.number] ?? "";
    }
    share.checked = choice.shared;
  }

  function showNext() {
    part("next").hidden = !choice.next;
    for (const piece of root.querySelectorAll("[data-next]")) {
      piece.hidden = piece.dataset.next !== choice.next;
    }
  }

  // the version stands at the foot of a finished page; elsewhere there is none
  const version = document.querySelector("footer[data-version]")?.dataset.version;
  const chart = root.querySelector(".sx-take-chart textarea");
  chart.addEventListener("focus", () => chart.select());

  function showChart(code) {
    const chosen = inputs.filter((input) => input.checked && input.value);
    const what = chosen.map((input) => input.closest("label").textContent.trim());
    const slots = { what: what.join(", ") || BLANK, version: version ?? BLANK, code };
    chart.value = fill(root.dataset.chart, slots);
  }

  function show(fault) {
    const some = someDose(choice.doses);
    const tooManyShared = choice.exercises.length > table.dose.most;
    const dosed = some && choice.shared && choice.day >= 0 && !tooManyShared;
    const code = write(choice, table, dosed);
    for (const input of inputs) {
      const chosen = input.dataset.exercise !== undefined ? choice.exercises
        : input.name.startsWith(`${name}-picture`) ? [choice.picture] : [choice.next];
      input.checked = chosen.includes(input.value);
      // what is chosen is in sight
      if (input.checked) input.closest(".sx-take-group")?.setAttribute("open", "");
    }
    showPicture();
    showExercises();
    showDoses();
    showNext();
    showChart(code);
    const qr = root.querySelector(".sx-take-qr");
    if (qr) {
      const made = dosed ? table.qr_dosed : table.qr;
      // four modules of white around it belong to the code
      qr.querySelector("svg").setAttribute("viewBox", `-4 -4 ${made.size + 8} ${made.size + 8}`);
      qr.querySelector("path").setAttribute("d", qrPath(made, code));
      const { qr: same, qrWithout, qrDosed } = root.dataset;
      say(qr.querySelector("figcaption"), dosed ? qrDosed : some ? qrWithout : same);
    }
    const empty = !choice.picture && !choice.next && choice.exercises.length === 0;
    const tooMany = choice.exercises.length > table.many;
    const wrong = numbers.some((field) => field.getClientRects().length && !field.checkValidity());
    const wrongClock = some && choice.day < 0;
    const left = some && choice.shared && !dosed;
    const words = [
      fault && root.dataset[fault],
      empty ? root.dataset.empty : root.dataset.ready,
      tooMany && root.dataset.many,
      some && (dosed ? root.dataset.shared : !left && root.dataset.unshared),
      left && (tooManyShared ? root.dataset.tooManyShared : wrongClock && root.dataset.clock),
      wrong && root.dataset.outOfRange,
    ];
    said.textContent = words.filter(Boolean).join(" ");
    said.toggleAttribute("data-warns", Boolean(fault) || tooMany || left || wrong);
    return code;
  }

  function changed(event) {
    const checked = inputs.filter((input) => input.checked);
    const one = (group) => checked.find((input) => input.name.startsWith(`${name}-${group}`));
    choice = {
      ...choice,
      picture: one("picture")?.value ?? "",
      // in the order of the sheet, as they stand on the page
      exercises: checked.filter((input) => input.dataset.exercise !== undefined).map((i) => i.value),
      next: one("next")?.value ?? "",
      shared: share.checked,
    };
    choice.doses = typed();
    // whoever writes another number writes a plan of today
    if (numbers.includes(event.target)) choice.day = today();
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
    fillFields();
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
    fillFields();
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
