// Both pages of a room. They show what the server says last; when it has said nothing for a while,
// the page is covered, for what it shows may be old, and the line is opened again. All words stand
// in the page.
const root = document.querySelector("[data-room]");
const part = (name, within = root) => within.querySelector(`[data-part="${name}"]`);
const leads = root.dataset.room === "lead";
const shows = leads || root.dataset.room === "wall"; // bars instead of choices
const QUIET_MS = 4000; // the server speaks every two seconds
const LOOK_MS = 250; // so a page is covered well within five seconds
const RETRY_MS = 1500;
const KEPT = `sciatica-room-${root.dataset.room}`;

const show = (name, yes) => { part(name).hidden = !yes; };
function say(name, yes = true) {
  for (const text of root.querySelectorAll(`[data-text="${name}"]`)) text.hidden = !yes;
}

// What a tab keeps of its room, so that a reload comes back to the same seat. Gone with the tab.
let kept = null;
try {
  kept = JSON.parse(sessionStorage.getItem(KEPT));
} catch { /* a browser that keeps nothing: a reload begins anew */ }
function keep(what) {
  kept = what;
  try {
    if (what) sessionStorage.setItem(KEPT, JSON.stringify(what));
    else sessionStorage.removeItem(KEPT);
  } catch { /* as above */ }
}

// The line -----------------------------------------------------------------------------------------

let socket = null;
let heard = 0;
let hasSpoken = false; // the server, on a line of this page
let again;
let wanted = null; // the first word on every new line; without one there is nothing to be lost

function showLost(yes) {
  const dialog = part("lost");
  if (yes && !dialog.open) dialog.showModal();
  if (yes && !hasSpoken) tellWhy();
  if (!yes && dialog.open) dialog.close();
}
// A server that answers while no line ever came about: something between them passes none.
async function tellWhy() {
  let blocked = false;
  try {
    blocked = Boolean(await fetch(root.dataset.health, { cache: "no-store" }));
  } catch { /* the server is not there */ }
  say("lost", !blocked);
  say("blocked", blocked);
}
// Escape must not bring the stale page back
part("lost").addEventListener("cancel", (event) => event.preventDefault());

function disconnect() {
  clearTimeout(again);
  const old = socket;
  socket = null;
  old?.close();
}

function connect(first) {
  disconnect();
  wanted = first;
  const line = new WebSocket(new URL(root.dataset.line, location).href.replace(/^http/, "ws"));
  socket = line;
  heard = performance.now();
  line.addEventListener("open", () => { if (socket === line) line.send(JSON.stringify(first)); });
  line.addEventListener("message", (event) => { if (socket === line) hear(JSON.parse(event.data)); });
  line.addEventListener("close", () => { if (socket === line) lose(); });
}

function lose() {
  disconnect();
  show("connecting", false);
  if (!wanted) return;
  showLost(true);
  again = setTimeout(() => connect(wanted), RETRY_MS);
}

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  else lose();
}

function look() {
  if (socket && performance.now() - heard > QUIET_MS) lose();
}
setInterval(look, LOOK_MS);
document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
addEventListener("offline", () => { if (wanted) lose(); });
addEventListener("pageshow", (event) => { if (event.persisted && wanted) connect(wanted); });
part("retry").addEventListener("click", () => connect(wanted));

function hear(message) {
  heard = performance.now();
  hasSpoken = true;
  if (message.tick) return; // it lives; what it shows is told by a state
  if ("elapsed" in message) return setClock(message.elapsed);
  if ("keeps" in message) return remembers(message);
  show("connecting", false);
  showLost(false);
  part("refused").textContent = message.refused ?? "";
  if (message.refused) {
    if (message.out || !inside) showJoinForm();
    return;
  }
  if (message.code) enter(message);
  if (message.phase === "over") return over();
  draw(message);
}

// In and out ---------------------------------------------------------------------------------------

const address = shows && (root.dataset.address || new URL(root.dataset.join, location).href);
let inside = false;
let pass = "";
let drawn = { round: -1, phase: "" };

function showJoinForm() {
  disconnect();
  wanted = null;
  inside = false;
  drawn = { round: -1, phase: "" };
  if (shows) setClock(null);
  keep(null);
  if (part("keep")) part("keep").checked = false;
  if (part("remember")) {
    remembers({ keeps: "", said: "" });
    root.querySelector("#nickname").value = "";
    part("remember").open = false;
    show("remember", false);
  }
  show("door", true);
  show("inside", false);
  root.querySelector("#code")?.select(); // whoever types again need not erase first
}

function join(first) {
  part("refused").textContent = "";
  say("ended", false);
  show("connecting", true);
  inside = false; // a refusal leads back to the door
  connect(first);
}

function enter(message) {
  inside = true;
  show("door", false);
  show("inside", true);
  const code = `${message.code.slice(0, 3)}-${message.code.slice(3)}`;
  if (leads) {
    keep({ lead: message.code, secret: message.secret, at: address, projector });
    part("inside").append(part("summary"));
    part("wall").hash = message.code;
    show("remote-qr", Boolean(message.remote));
    if (message.remote) part("remote-qr").src = message.remote;
  } else if (shows) keep({ watch: message.code, at: address });
  if (shows) {
    part("code").textContent = code;
    part("address").textContent = address.replace(/^https?:\/\//, "");
    show("qr", Boolean(message.qr));
    if (message.qr) part("qr").src = message.qr;
  } else {
    keep({ join: message.code, seat: message.seat, noted: part("keep").checked, nickname: kept?.nickname });
    pass = message.pass;
    part("where").textContent = code;
  }
  wanted = kept;
}

function over() {
  const text = part("refused");
  showJoinForm();
  if (leads) {
    say("ended");
    part("door").append(part("summary")); // it is what is left of the room, until the page is left
  }
  else text.textContent = root.dataset.over;
}

// A question ---------------------------------------------------------------------------------------

function renderQuestion(question) {
  part("story").textContent = question?.story ?? "";
  part("prompt").textContent = question?.prompt ?? "";
  const options = part("options");
  options.replaceChildren();
  for (const option of question?.options ?? []) {
    const one = part("option").content.cloneNode(true).firstElementChild;
    part("text", one).textContent = option.text;
    one.dataset.option = option.id;
    const input = one.querySelector("input");
    if (input) input.value = option.id;
    options.append(one);
  }
}

const rows = () => [...part("options").children];

function drawMarks(state, row) {
  for (const mark of ["right", "unsafe"]) {
    part(mark, row).hidden = !state.marks?.[mark].includes(row.dataset.option);
  }
}

function drawLearner(state, isNew) {
  const asking = state.phase === "asking";
  const shown = state.phase === "shown";
  say("waiting", state.phase === "waiting");
  say("new", asking && !state.chosen && !state.again);
  say("again", asking && !state.chosen && state.again);
  show("asked", Boolean(state.question));
  part("asked").querySelector("fieldset").disabled = !asking;
  show("answer", asking);
  part("answer").textContent = state.chosen ? part("answer").dataset.change : answerLabel;
  part("missing").textContent = "";
  for (const row of rows()) {
    const mine = row.dataset.option === state.chosen;
    if (isNew || shown) row.querySelector("input").checked = mine;
    part("mine", row).hidden = !(shown && mine);
    drawMarks(state, row);
  }
  say("counted", asking && Boolean(state.chosen));
  say("right", shown && state.marks.right.includes(state.chosen));
  const unsafe = shown && state.marks.unsafe.includes(state.chosen);
  const wrong = shown && Boolean(state.chosen) && !state.marks.right.includes(state.chosen);
  say("unsafe", unsafe);
  say("not_right", wrong && !unsafe);
  say("none", shown && !state.chosen);
  part("why").textContent = [state.wrong?.[state.chosen], state.why].filter(Boolean).join(" ");
  say("closed", shown);
  if (shown && state.chosen) note((here) => { here.items[state.item] = state.marks.right.includes(state.chosen); });
  if (isNew && asking) part("prompt").focus();
  if (!part("remember")) return;
  if (state.chosen || kept?.nickname) show("remember", true);
  const due = shown && state.chosen && handedOn !== state.round;
  if (kept?.nickname && (due || !part("said").textContent)) handOn(kept.nickname, true);
}

// One's own answers for *Remember*, where the clinic keeps any and somebody wants it: the phone holds
// the nickname as long as the room lasts, and sends it with each answer of a question that is closed.
let handedOn = -1;
let warned = "";
function handOn(nickname, sure) {
  if (drawn.phase === "shown") handedOn = drawn.round;
  send({ keep: nickname, sure });
}

function remembers({ keeps, said, warned: again }) {
  const field = root.querySelector("#nickname");
  warned = again ? field.value : "";
  if (kept?.join) keep({ ...kept, nickname: keeps });
  field.disabled = part("nicknamed").querySelector("[type=submit]").disabled = Boolean(keeps);
  if (keeps) field.value = keeps;
  show("forget", Boolean(keeps));
  part("said").textContent = said;
}

let projector = Boolean(kept?.projector);
let last = null;

function drawBar(row, name, count, all, visible) {
  const bar = part(`bar${name}`, row);
  bar.hidden = !visible;
  part(`count${name}`, row).textContent = visible ? count : "";
  bar.firstElementChild.style.width = `${all ? (60 * count) / all : 0}%`;
}

const sum = (spread) => Object.values(spread).reduce((all, count) => all + count, 0);

// What was asked, the hardest first: numbers alone, for paper and for a table of one's own.
function drawSummary(closed) {
  show("summary", closed.length > 0);
  const labels = new Map([...root.querySelectorAll("#question option")].map((one) => [one.value, one.dataset.label]));
  const share = ({ right, answers }) => (answers ? right / answers : 1);
  const lines = [...closed].sort((a, b) => b.unsafe - a.unsafe || share(a) - share(b))
    .map((one) => [labels.get(one.id) ?? one.id, one.answers, one.right, one.unsafe]);
  part("rows").replaceChildren(...lines.map((line) => {
    const row = document.createElement("tr");
    row.append(...line.map((text, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (!place) cell.scope = "row";
      cell.textContent = text;
      return cell;
    }));
    return row;
  }));
  const heads = [...part("summary").querySelectorAll("thead th")].map((one) => one.textContent);
  const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;
  const csv = [heads, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n");
  part("csv").href = `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${csv}`)}`;
}

function drawList(state) {
  const asked = new Set([...state.closed.map((one) => one.id), state.id]);
  for (const option of root.querySelectorAll("#question option")) {
    option.dataset.label ??= option.textContent;
    const mark = asked.has(option.value) ? root.querySelector("#question").dataset.asked : "";
    option.textContent = option.dataset.label + mark;
  }
}

// The running question stays chosen, also after a reload; when it is closed, the next one is.
function follow(state) {
  const list = root.querySelector("#question");
  const at = [...list.options].findIndex((one) => one.value === state.id);
  if (at >= 0 && list.selectedIndex !== at) {
    const chosen = [...list.selectedOptions].some((one) => one.value === state.id);
    if (!chosen) list.selectedIndex = at;
  }
  if (state.phase === "shown") list.selectedIndex = Math.min(list.selectedIndex + 1, list.length - 1);
}

function drawLead(state, isNew) {
  last = state;
  const asking = state.phase === "asking";
  const shown = state.phase === "shown";
  const answers = sum(state.spread);
  const before = sum(state.before);
  part("learners").textContent = state.learners;
  part("answers").textContent = answers;
  say("nothing", state.phase === "waiting");
  show("show", asking);
  show("again", asking && answers > 0);
  const hidden = projector && asking;
  say("hidden", hidden);
  for (const row of rows()) {
    drawBar(row, "", state.spread[row.dataset.option], answers, !hidden);
    drawBar(row, "-before", state.before[row.dataset.option], before, shown && before > 0);
    part("after", row).hidden = !(shown && before > 0);
    drawMarks(state, row);
  }
  part("why").textContent = state.why ?? "";
  show("because", shown && Boolean(state.why));
  drawList(state);
  drawSummary(state.closed);
  if (isNew && asking) part("prompt").focus();
}

function drawWall(state, isNew) {
  const shown = state.phase === "shown";
  const before = sum(state.before ?? {});
  part("learners").textContent = state.learners;
  part("answers").textContent = state.answers;
  say("nothing", state.phase === "waiting");
  say("again", state.phase === "asking" && Boolean(state.again));
  for (const row of rows()) {
    drawBar(row, "", state.spread?.[row.dataset.option], state.answers, shown);
    drawBar(row, "-before", state.before?.[row.dataset.option], before, shown && before > 0);
    part("after", row).hidden = !(shown && before > 0);
    drawMarks(state, row);
  }
  part("why").textContent = state.why ?? "";
  show("because", shown && Boolean(state.why));
  fit();
}

// What hangs on a wall is seen whole: letters shrink until it is, down to what can still be read.
function fit() {
  for (let twentieths = 20; twentieths >= 11; twentieths--) {
    root.style.setProperty("--fit", twentieths / 20);
    if (document.documentElement.scrollHeight <= innerHeight) return;
  }
}
if (shows) addEventListener("resize", fit);

// The clock of the session: the station that runs, the minutes left there, half-time and the end.
let beganAt = null;

function setClock(elapsed) {
  beganAt = elapsed === null ? null : performance.now() - 1000 * elapsed;
  show("clock", beganAt !== null);
  drawClock();
}

function drawClock() {
  if (beganAt === null) return;
  let minutes = (performance.now() - beganAt) / 60_000;
  const stations = [...part("clock").querySelectorAll("li")];
  let here = null;
  for (const one of stations) {
    one.removeAttribute("aria-current");
    if (here) continue;
    if (minutes < Number(one.dataset.minutes)) here = one;
    else minutes -= Number(one.dataset.minutes);
  }
  here?.setAttribute("aria-current", "step");
  const all = Number(here?.dataset.minutes ?? 0);
  part("left").textContent = here ? Math.ceil(all - minutes) : 0;
  const half = Boolean(here) && "changes" in here.dataset && minutes >= all / 2 && minutes < all / 2 + 1;
  say("half", half);
  say("last", Boolean(here) && all - minutes <= 1);
  say("past", !here);
}
if (shows) setInterval(drawClock, 1000);

// A page of the workshop opens beside the room, which keeps its place. The pass lets it in where
// staff pages ask for a token, as long as the room lasts.
function drawGo(go) {
  show("go", Boolean(go));
  for (const line of part("go").querySelectorAll("[data-go]")) {
    line.hidden = line.dataset.go !== go?.page;
    const numbered = line.querySelector("[data-numbered]");
    if (!numbered) continue;
    numbered.hidden = !go?.number;
    part("number", numbered).textContent = go?.number ?? "";
  }
  if (go && pass) document.cookie = `sciatica_room=${pass}; path=${root.dataset.staff}; max-age=10800; samesite=lax`;
}

function draw(state) {
  const isNew = state.round !== drawn.round;
  if (isNew) renderQuestion(state.question);
  if (leads && state.id && (isNew || state.phase !== drawn.phase)) follow(state);
  drawn = state;
  drawGo(state.go);
  if (leads) drawLead(state, isNew);
  else if (shows) drawWall(state, isNew);
  else drawLearner(state, isNew);
}

// A record on the learner's own device, if it is wanted: when, how long, which items were right, which
// pages. Nothing of it is sent; the page of the record shows, prints and erases it.
const RECORD = "sciatica-record";
function note(what) {
  if (!part("keep")?.checked || !kept) return;
  try {
    const all = JSON.parse(localStorage.getItem(RECORD)) ?? [];
    const now = Date.now();
    let here = all.find((one) => one.room === kept.join && now - one.last < 10_800_000);
    if (!here) all.push(here = { room: kept.join, began: now, items: {}, pages: [] });
    here.last = now;
    what(here);
    localStorage.setItem(RECORD, JSON.stringify(all));
  } catch { /* a browser that keeps nothing */ }
}

// What people do -----------------------------------------------------------------------------------

if (part("keep")) part("keep").checked = Boolean(kept?.noted); // off in every room, for a device may be shared
const answerLabel = part("answer")?.textContent;

if (leads) {
  part("open").addEventListener("click", () => join({ open: true, at: address }));
  part("lead").addEventListener("submit", (event) => {
    event.preventDefault();
    send({ ask: root.querySelector("#question").value });
  });
  part("show").addEventListener("click", () => {
    send({ show: true });
    part("prompt").focus(); // the button goes
  });
  part("send").addEventListener("submit", (event) => {
    event.preventDefault();
    const [page, number] = [root.querySelector("#sent-page"), root.querySelector("#number")];
    send({ send: page.value, number: number.valueAsNumber || null });
  });
  part("begin").addEventListener("click", () => send({ begin: true }));
  part("again").addEventListener("click", () => {
    send({ ask: last.id });
    part("prompt").focus();
  });
  part("print").addEventListener("click", () => print());
  part("end").addEventListener("click", () => send({ end: true }));
  const project = () => {
    part("projector").setAttribute("aria-pressed", projector);
    root.classList.toggle("sx-projector", projector);
    if (last) drawLead(last, false);
  };
  part("projector").addEventListener("click", () => {
    projector = !projector;
    if (kept) keep({ ...kept, projector });
    project();
  });
  project();
} else {
  const code = root.querySelector("#code");
  code.value = decodeURIComponent(location.hash.slice(1));
  part("door").addEventListener("submit", (event) => {
    event.preventDefault();
    join(shows ? { watch: code.value, at: address } : { join: code.value });
  });
  part("asked")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = root.querySelector("input[name=answer]:checked");
    part("missing").textContent = chosen ? "" : part("missing").dataset.say;
    if (chosen) send({ answer: chosen.value, round: drawn.round });
  });
  part("leave")?.addEventListener("click", showJoinForm);
  part("keep")?.addEventListener("change", () => {
    keep({ ...kept, noted: part("keep").checked });
    note(() => {});
  });
  part("nicknamed")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const { value } = root.querySelector("#nickname");
    handOn(value, warned === value && Boolean(value));
  });
  part("forget")?.addEventListener("click", () => {
    root.querySelector("#nickname").value = "";
    remembers({ keeps: "", said: "" });
    root.querySelector("#nickname").focus();
  });
  for (const line of shows ? [] : part("go").querySelectorAll("[data-go]")) {
    line.addEventListener("click", () => note((here) => {
      if (!here.pages.includes(line.dataset.go)) here.pages.push(line.dataset.go);
    }));
  }
}

const handed = decodeURIComponent(location.hash.slice(1));
if (leads && handed.includes(".")) {
  // the phone of the one who leads, sent here by the room's own page
  history.replaceState(null, "", location.pathname); // nobody reads the secret from the screen
  const [code, secret] = handed.split(/\.(.*)/s);
  join({ lead: code, secret, at: address });
} else if (kept) join(kept);
else if (shows && !leads && handed) join({ watch: handed, at: address });
else show("door", true);
