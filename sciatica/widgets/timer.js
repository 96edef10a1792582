// The timer in the browser. Where it stands is worked out from the clock whenever it is asked, so
// late ticks (a slow device, a hidden tab) make the count late, never wrong.
const PITCH_HZ = { ready: 440, begin: 880, rest: 440, done: 660 };
const BUZZ_MS = { ready: 80, begin: 300, rest: [120, 120, 120], done: [300, 150, 300] };
const LATE_MS = 250; // a signal that is later than this is not worth giving any more

// two clocks: one may stand still while a device sleeps, the other may be set back
const clock = () => ({ steady: performance.now(), wall: Date.now() });
const since = (then) =>
  Math.max(performance.now() - then.steady, Date.now() - then.wall);

// the plan as a list of phases, each from `at` to `to` in milliseconds after the start
function phases({ lead_s, hold_s, rest_s, rounds }) {
  const plan = [];
  const add = (kind, seconds, round) => {
    const at = plan.length ? plan[plan.length - 1].to : 0;
    if (seconds > 0) plan.push({ kind, round, at, to: at + seconds * 1000 });
  };
  add("ready", lead_s, 1);
  for (let round = 1; round <= rounds; round++) {
    add("begin", hold_s, round);
    if (round < rounds) add("rest", rest_s, round);
  }
  return plan;
}

function beep(audio, delay_s, hertz) {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  const at = audio.currentTime + delay_s;
  tone.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.4, at + 0.02);
  loudness.gain.linearRampToValueAtTime(0, at + 0.35);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.4);
}

class HoldTimer extends HTMLElement {
  connectedCallback() {
    if (!this.plan) {
      this.plan = [];
      this.spent = 0; // milliseconds before the last pause
      this.phase = null;
      this.find("[data-do=start]").onclick = () => this.start();
      this.find("[data-do=pause]").onclick = () => (this.began ? this.pause() : this.goOn());
      this.find("[data-do=stop]").onclick = () => this.stop();
      this.signal("sound").onchange = () => this.planSounds();
      this.find("[data-number=hold_s]").oninput = () => this.began || this.showCount();
      this.leave = () => this.stop();
      this.look = () => this.seen();
    }
    window.addEventListener("pagehide", this.leave);
    document.addEventListener("visibilitychange", this.look);
    this.offerSignals();
    this.dataset.live = "";
  }

  disconnectedCallback() {
    window.removeEventListener("pagehide", this.leave);
    document.removeEventListener("visibilitychange", this.look);
    this.stop();
  }

  find(what) {
    return this.querySelector(what);
  }
  signal(name) {
    return this.find(`[data-signal=${name}]`);
  }
  number(name) {
    return this.find(`[data-number=${name}]`).valueAsNumber;
  }

  // only voices of the device itself: another would send our words to another machine
  voice() {
    const here = (globalThis.speechSynthesis?.getVoices() ?? []).filter((one) => one.localService);
    return here.find((one) => one.lang.startsWith(this.lang));
  }
  offerSignals() {
    const offer = (name, can) => {
      this.signal(name).disabled = !can;
      this.find(`[data-without=${name}]`).hidden = can;
    };
    offer("vibration", "vibrate" in navigator);
    offer("voice", Boolean(this.voice()));
    globalThis.speechSynthesis?.addEventListener?.(
      "voiceschanged",
      () => offer("voice", Boolean(this.voice())),
      { once: true },
    );
    if (!("wakeLock" in navigator)) this.sayScreen("asleep");
  }

  elapsed() {
    return this.spent + (this.began ? since(this.began) : 0);
  }

  start() {
    const fields = [...this.querySelectorAll("[data-number]")];
    const wrong = fields.find((field) => !field.checkValidity());
    if (wrong) {
      this.say(this.dataset.missing);
      wrong.closest("details").open = true;
      wrong.focus();
      return;
    }
    this.plan = phases(Object.fromEntries(fields.map((f) => [f.dataset.number, f.valueAsNumber])));
    this.spent = 0;
    this.phase = null;
    this.goOn();
  }

  goOn() {
    this.began = clock();
    this.phase = null; // said again after a pause
    this.tick();
    this.planSounds();
    this.keepAwake();
  }

  pause() {
    this.spent = this.elapsed();
    this.rest();
    this.say(this.dataset.paused);
    this.buttons();
  }

  stop() {
    if (!this.began && !this.spent) return;
    this.finish(this.dataset.stopped);
    this.showCount();
  }

  finish(words, lastSoundMs = 0) {
    this.rest(lastSoundMs);
    this.spent = 0;
    this.plan = [];
    this.say(words);
    this.buttons();
  }

  // end whatever runs while the timer runs; the last sound may still fade
  rest(lastSoundMs = 0) {
    this.began = null;
    clearTimeout(this.next);
    this.lock?.release();
    this.lock = null;
    const audio = this.audio;
    this.audio = null;
    setTimeout(() => audio?.close(), lastSoundMs);
    globalThis.speechSynthesis?.cancel();
  }

  tick() {
    clearTimeout(this.next);
    if (!this.began) return;
    if (!this.getClientRects().length) return this.stop(); // its step of a walk was left
    const now = this.elapsed();
    const phase = this.plan.find((one) => now < one.to);
    if (!phase) {
      const late = now - this.plan[this.plan.length - 1].to;
      this.finish(this.dataset.done, 1000);
      this.showCount(0);
      return this.hint("done", late, this.dataset.done);
    }
    if (phase !== this.phase) {
      this.phase = phase;
      const said = { ready: "get_ready" }[phase.kind] ?? phase.kind;
      const words = this.dataset[said]
        .replace("{round}", phase.round)
        .replace("{rounds}", this.number("rounds"));
      this.say(words);
      this.hint(phase.kind, now - phase.at, words);
      this.dataset.phase = phase.kind;
      this.buttons();
    }
    this.showCount((phase.to - now) / 1000);
    this.dispatchEvent(new CustomEvent("sx-active", { bubbles: true }));
    const left = phase.to - now;
    this.next = setTimeout(() => this.tick(), left % 1000 || 1000);
  }

  // back in sight: show at once where it stands, and keep the screen on again
  seen() {
    if (document.visibilityState !== "visible" || !this.began) return;
    this.tick();
    this.keepAwake();
  }

  say(words) {
    const said = this.find("[role=status]");
    if (said.textContent !== words) said.textContent = words;
  }
  showCount(seconds = this.number("hold_s")) {
    this.find("[role=timer]").textContent = Number.isNaN(seconds) ? "–" : Math.ceil(seconds);
  }
  buttons() {
    const running = Boolean(this.began);
    const waiting = !running && this.spent > 0;
    const pause = this.find("[data-do=pause]");
    pause.disabled = !running && !waiting;
    pause.textContent = waiting ? this.dataset.go_on : this.dataset.pause;
    this.find("[data-do=stop]").disabled = pause.disabled;
    if (pause.disabled) delete this.dataset.phase;
    for (const field of this.querySelectorAll("[data-number]")) field.disabled = running || waiting;
  }

  hint(kind, late, words) {
    if (late > LATE_MS) return;
    if (this.signal("vibration").checked) navigator.vibrate(BUZZ_MS[kind]);
    if (this.signal("voice").checked && this.voice()) {
      const speech = new SpeechSynthesisUtterance(words);
      speech.voice = this.voice();
      speechSynthesis.speak(speech);
    }
  }

  // all sounds to come, at once, on the clock of the sound itself: in a hidden tab our own ticks
  // come late, the sound does not
  planSounds() {
    this.audio?.close();
    this.audio = null;
    if (!this.began || !this.signal("sound").checked || !globalThis.AudioContext) return;
    const wanted = this.elapsed();
    this.audio = new AudioContext(); // a slow phone takes its time for it: the first sound is not lost
    const now = this.elapsed();
    const marks = this.plan.map(({ kind, at }) => ({ kind, at }));
    marks.push({ kind: "done", at: this.plan[this.plan.length - 1].to });
    for (const { kind, at } of marks) {
      if (at >= wanted - LATE_MS) beep(this.audio, Math.max(0, (at - now) / 1000), PITCH_HZ[kind]);
    }
  }

  async keepAwake() {
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (this.began) this.lock = lock;
      else lock.release();
      this.sayScreen("awake");
    } catch {
      this.sayScreen("asleep"); // no HTTPS, an old browser, or a battery that is nearly empty
    }
  }
  sayScreen(which) {
    const place = this.find(".sx-timer-screen");
    place.textContent = this.dataset[which];
    place.hidden = false;
  }
}

if (!customElements.get("sx-hold-timer")) customElements.define("sx-hold-timer", HoldTimer);

function render({ model, el }) {
  if (!el.querySelector("sx-hold-timer")) el.innerHTML = model.get("html");
}

export default { render };
