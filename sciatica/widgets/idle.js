// Forgets what somebody left on the page: after `idleMs` without a touch, the last minute of which
// is announced by `warning`. `kept()`: whether there is anything; `forget()` returns what to say.
const WARNING_MS = 60_000;

function forgetful({ idleMs, shared, warning, kept, forget, told }) {
  let touched = Date.now();
  let warned = null; // since when the warning has been seen

  function touch() {
    touched = Date.now();
    warned = null;
    warning.hidden = true;
  }
  function idle() {
    const now = Date.now();
    const left = touched + idleMs - now;
    if (!kept() || left > WARNING_MS) return;
    // a phone that slept shows the warning first; a tablet that slept may be in other hands
    if (!document.hidden) warned = warned ?? now;
    if (left > 0 || (!shared && (warned === null || now - warned < WARNING_MS))) {
      warning.hidden = warned === null;
      return;
    }
    const said = forget();
    touch();
    told(said);
  }
  // leaving forgets at once, so that the browser's back button finds nothing
  const leave = () => void forget();
  // "sx-active" comes from a timer that runs: somebody is here, though nobody touches the page
  const touches = ["pointerdown", "keydown", "scroll", "sx-active"];
  for (const name of touches) window.addEventListener(name, touch, { passive: true });
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", idle);
  const timer = setInterval(idle, 1000);
  return () => {
    clearInterval(timer);
    for (const name of touches) window.removeEventListener(name, touch);
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", idle);
  };
}
