// The reader in the browser: it walks through what can be seen, in its order, and has the device say
// one sentence after the other. A pause remembers the sentence and says it again from its start:
// what browsers call a pause is lost on many phones.
const BLOCKS = "h1, h2, h3, h4, h5, p, li, dt, dd, th, td, figcaption, caption, summary, blockquote, [data-answer]";
const PASSED_OVER =
  "[data-reader], .sx-sources-part, .sx-sources-all, .sx-large, .sx-start-points, cite, script, style, svg, [aria-hidden=true]";
const VOICE_WAIT_MS = 1500; // some browsers learn of their voices late

function sentences(text, lang) {
  if (globalThis.Intl?.Segmenter) {
    return [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)].map((one) => ({
      at: one.index,
      text: one.segment,
    }));
  }
  return [...text.matchAll(/[^.!?]+[.!?]*\s*/g)].map((one) => ({ at: one.index, text: one[0] }));
}

const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";

// every sentence of a block: what is said, and the range in which it stands
function* of(block, lang) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    const { currentNode: node } = walker;
    const parent = node.parentElement;
    if (parent.closest(BLOCKS) !== block || parent.closest(PASSED_OVER) || !seen(parent)) continue;
    nodes.push({ node, at: text.length });
    text += node.data;
  }
  const place = (offset) => {
    const { node, at } = nodes.filter((one) => one.at <= offset).pop() ?? nodes[0];
    return [node, Math.min(offset - at, node.length)];
  };
  for (const one of sentences(text, lang)) {
    const said = one.text.replace(/\s+/g, " ").trim();
    if (!/[\p{L}\p{N}]/u.test(said)) continue;
    const range = document.createRange();
    range.setStart(...place(one.at));
    range.setEnd(...place(one.at + one.text.trimEnd().length));
    yield { said, range, block };
  }
}

function all(scope, lang) {
  const found = [];
  for (const block of scope.querySelectorAll(BLOCKS)) {
    if (!block.closest(PASSED_OVER) && seen(block)) found.push(...of(block, lang));
  }
  return found;
}

function render({ model, el }) {
  if (!el.querySelector("[data-reader]")) el.innerHTML = model.get("html");
  const root = el.querySelector("[data-reader]");
  const [start, stop] = root.querySelectorAll("button");
  const speed = root.querySelector("select");
  const status = root.querySelector("[role=status]");
  const speech = globalThis.speechSynthesis;
  let queue = [];
  let at = 0;
  let on = false; // whether a sentence is being said
  let turn = 0; // what was cancelled reports its end too

  const voice = () =>
    (speech?.getVoices() ?? []).find((one) => one.localService && one.lang.startsWith(root.lang));

  function say(what, warns = false) {
    status.textContent = what;
    status.toggleAttribute("data-warns", warns);
  }
  function show() {
    const begun = queue.length > 0;
    start.textContent = on ? start.dataset.pause : begun ? start.dataset.goOn : start.dataset.start;
    stop.hidden = !begun;
    root.toggleAttribute("data-on", begun);
  }
  function mark(one) {
    document.querySelector("[data-reading]")?.removeAttribute("data-reading");
    globalThis.CSS?.highlights?.delete("sx-reading");
    if (!one) return;
    one.block.setAttribute("data-reading", "");
    if (globalThis.Highlight) CSS.highlights.set("sx-reading", new Highlight(one.range));
    const { top, bottom } = one.range.getBoundingClientRect();
    if (top < root.offsetHeight || bottom > innerHeight) one.block.scrollIntoView({ block: "center" });
  }
  function quiet() {
    turn++;
    on = false;
    speech?.cancel();
  }
  function end(what = "") {
    quiet();
    queue = [];
    mark(null);
    say(what);
    show();
  }
  function next() {
    while (queue[at] && !seen(queue[at].block)) at++; // a card that was left is not read on
    const one = queue[at];
    if (!one) return end(status.dataset.done);
    const mine = ++turn;
    const speaks = new SpeechSynthesisUtterance(one.said);
    speaks.voice = voice();
    speaks.lang = speaks.voice.lang;
    speaks.rate = Number(speed.value);
    speaks.onend = speaks.onerror = () => {
      if (mine !== turn) return;
      at++;
      next();
    };
    on = true;
    window.dispatchEvent(new Event("sx-active")); // somebody listens, though nobody touches the page
    mark(one);
    show();
    speech.speak(speaks);
  }
  async function read(scope) {
    quiet();
    say("");
    if (!voice() && speech) {
      await new Promise((done) => {
        speech.addEventListener("voiceschanged", done, { once: true });
        setTimeout(done, VOICE_WAIT_MS);
      });
    }
    if (!voice()) return say(status.dataset.noVoice, true);
    queue = all(scope, root.lang);
    at = 0;
    next();
  }

  start.addEventListener("click", () => {
    if (on) {
      quiet();
      show();
    } else if (queue.length) next();
    else read(document.querySelector("main") ?? document.body);
  });
  stop.addEventListener("click", () => end());
  speed.addEventListener("change", () => {
    if (!on) return;
    quiet();
    next();
  });
  // a card of a walk has a button of its own
  function card(event) {
    const button = event.target.closest("[data-read]");
    if (button) return read(button.closest("[data-walk], [data-carousel]"));
    // whoever answers goes on to another card: what was read is over
    if (queue.length && event.target.closest("[data-answer], [data-back], [data-again], [data-go]")) end();
  }
  document.addEventListener("click", card);
  const leave = () => end();
  window.addEventListener("pagehide", leave);
  for (const button of document.querySelectorAll("[data-read]")) button.hidden = false;
  root.dataset.live = "";
  return () => {
    end();
    document.removeEventListener("click", card);
    window.removeEventListener("pagehide", leave);
  };
}

export default { render };
