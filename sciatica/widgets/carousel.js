// The carousel in the browser: one card is shown, the others are hidden. Where it stands lives in
// the open page alone: a reload begins with the first card again.
const SWIPE_PX = 48; // shorter than this is a tap or a tremor
const NIGHT_H = { from: 20, to: 7 }; // by the clock of the device

function render({ model, el }) {
  if (!el.querySelector("[data-carousel]")) el.innerHTML = model.get("html");
  const root = el.querySelector("[data-carousel]");
  const slides = [...root.querySelectorAll("[data-slide]")];
  const status = root.querySelector("[role=status]");
  const buttons = [...root.querySelectorAll("[data-go]")];
  let at = 0;
  let down = null; // where a finger came down

  function show(moveFocus) {
    slides.forEach((slide, number) => (slide.hidden = number !== at));
    status.textContent = slides[at].dataset.progress;
    for (const button of buttons) button.disabled = !slides[at + Number(button.dataset.go)];
    if (moveFocus) {
      slides[at].querySelector("[tabindex]").focus({ preventScroll: true });
      // long letters may have led down the card
      if (root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
    }
  }
  function go(by) {
    if (!slides[at + by]) return;
    at += by;
    show(true);
  }

  const inward = () => (getComputedStyle(root).direction === "rtl" ? -1 : 1);
  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("input, select, textarea, [role=slider]")) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    go(by * inward());
  }
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-go]");
    if (button) go(Number(button.dataset.go));
  });
  root.addEventListener("touchstart", ({ touches }) => {
    down = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
  }, { passive: true });
  root.addEventListener("touchend", ({ changedTouches }) => {
    if (!down) return;
    const x = changedTouches[0].clientX - down.x;
    const y = changedTouches[0].clientY - down.y;
    down = null;
    if (Math.abs(x) >= SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) go(-Math.sign(x) * inward());
  }, { passive: true });
  document.addEventListener("keydown", key);

  const hour = new Date().getHours();
  if (hour >= NIGHT_H.from || hour < NIGHT_H.to) document.documentElement.classList.add("sx-night");
  show(false);
  root.dataset.live = "";
  return () => document.removeEventListener("keydown", key);
}

export default { render };
