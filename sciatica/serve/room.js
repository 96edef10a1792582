// Both pages of a room. They show what the server says last; when it has said nothing for a while,
// the page is covered, for what it shows may be old, and the line is opened again. All words stand
// in the page.
const root = document.querySelector("[data-room]");
const part = (name, within = root) => within.querySelector(`[data-part="${name}"]`);
const leads = root.dataset.room === "lead";
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

const address = leads && (root.dataset.address || new URL(root.dataset.join, location).href);
let inside = false;
let drawn = { round: -1, phase: "" };

function showJoinForm() {
  disconnect();
  wanted = null;
  inside = false;
  drawn = { round: -1, phase: "" };
  keep(null);
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
    keep({ lead: message.code, secret: message.secret, at: address });
    part("code").textContent = code;
    part("address").textContent = address.replace(/^https?:\/\//, "");
    show("qr", Boolean(message.qr));
    if (message.qr) part("qr").src = message.qr;
  } else {
    keep({ join: message.code, seat: message.seat });
    part("where").textContent = code;
  }
  wanted = kept;
}

function over() {
  const text = part("refused");
  showJoinForm();
  if (leads) say("ended");
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
  say("new", asking && !state.chosen);
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
  say("not_right", shown && Boolean(state.chosen) && !state.marks.right.includes(state.chosen));
  say("none", shown && !state.chosen);
  part("why").textContent = state.why ?? "";
  say("closed", shown);
  if (isNew && asking) part("prompt").focus();
}

let projector = false;
let last = null;

function drawLead(state, isNew) {
  last = state;
  const asking = state.phase === "asking";
  const shown = state.phase === "shown";
  const answers = Object.values(state.spread).reduce((sum, count) => sum + count, 0);
  part("learners").textContent = state.learners;
  part("answers").textContent = answers;
  say("nothing", state.phase === "waiting");
  show("show", asking);
  const hidden = projector && asking;
  say("hidden", hidden);
  for (const row of rows()) {
    const count = state.spread[row.dataset.option];
    part("bar", row).hidden = hidden;
    part("count", row).textContent = hidden ? "" : count;
    part("bar", row).firstElementChild.style.width = `${answers ? (80 * count) / answers : 0}%`;
    drawMarks(state, row);
  }
  part("why").textContent = state.why ?? "";
  show("because", shown && Boolean(state.why));
  if (isNew && asking) part("prompt").focus();
}

function draw(state) {
  const isNew = state.round !== drawn.round;
  if (isNew) renderQuestion(state.question);
  drawn = state;
  if (leads) drawLead(state, isNew);
  else drawLearner(state, isNew);
}

// What people do -----------------------------------------------------------------------------------

const answerLabel = part("answer")?.textContent;

if (leads) {
  part("open").addEventListener("click", () => join({ open: true, at: address }));
  part("lead").addEventListener("submit", (event) => {
    event.preventDefault();
    send({ ask: root.querySelector("select").value });
  });
  part("show").addEventListener("click", () => {
    send({ show: true });
    part("prompt").focus(); // the button goes
  });
  part("end").addEventListener("click", () => send({ end: true }));
  part("projector").addEventListener("click", () => {
    projector = !projector;
    part("projector").setAttribute("aria-pressed", projector);
    root.classList.toggle("sx-projector", projector);
    if (last) drawLead(last, false);
  });
} else {
  const code = root.querySelector("#code");
  code.value = decodeURIComponent(location.hash.slice(1));
  part("door").addEventListener("submit", (event) => {
    event.preventDefault();
    join({ join: code.value });
  });
  part("asked").addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = root.querySelector("input[name=answer]:checked");
    part("missing").textContent = chosen ? "" : part("missing").dataset.say;
    if (chosen) send({ answer: chosen.value, round: drawn.round });
  });
  part("leave").addEventListener("click", showJoinForm);
}

if (kept) join(kept);
else show("door", true);
