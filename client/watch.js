// A page that dies says so. The server speaks on the page's line every second and tells what its
// kernel does. Where it falls silent, or before there is a line, the page asks for the kernel; what
// does not answer in time covers the page, for what it shows may be stale and a button that does
// nothing must not look alive. The cover goes when the page is alive again: one slow answer does
// not end what somebody has begun.
const LOOK_MS = 250;
const QUIET_MS = 2500;
const PATIENCE_MS = 2000;
const LOST_MS = 4000; // the server answers, the line does not: it is opened anew
const LONG_MS = 2000; // at work on one thing for so long: say so

export class Watch {
  constructor({ base, kernel }) {
    this.base = base;
    this.kernel = kernel;
    this.dialog = document.getElementById("asleep");
    this.working = document.getElementById("working");
    this.heardAt = performance.now();
    this.busySince = null;
    this.line = null; // Jupyter's connection, once there is one
    this.hasSpoken = false; // the server, on that line
    this.isOver = false;
    // Escape must not bring the stale page back, however often
    this.isCovered = false;
    this.dialog.addEventListener("cancel", (event) => event.preventDefault());
    this.dialog.addEventListener("close", () => { if (this.isCovered) this.open(); });
    this.dialog.querySelector("a").addEventListener("click", (event) => this.wake(event));
    addEventListener("offline", () => this.cover("lost"));
    addEventListener("online", () => this.look(true));
    // A page that the browser kept while it was left has lost its kernel with its goodbye.
    addEventListener("pageshow", (event) => { if (event.persisted) this.look(true); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.look(true); });
    setInterval(() => this.look(), LOOK_MS);
  }

  // The kernel is alive, and this is what it does.
  hear(state) {
    this.heardAt = performance.now();
    if (this.isOver || !navigator.onLine) return;
    this.isCovered = false;
    this.uncover();
    if (state !== "busy") this.busySince = null;
    else this.busySince ??= this.heardAt;
    this.working.hidden = !(this.busySince !== null && this.heardAt - this.busySince >= LONG_MS);
  }

  // From now on the server speaks on this line.
  follow(line) {
    this.line = line;
    this.heardAt = performance.now();
  }

  cover(why) {
    for (const name of ["gone", "lost", "blocked", "old"]) {
      document.getElementById(`asleep-${name}`).hidden = name !== why;
    }
    this.dialog.setAttribute("aria-describedby", `asleep-${why}`);
    this.isCovered = true;
    if (!this.dialog.open) this.open();
  }

  // A browser without <dialog> shows it as a plain box, which is seen all the same.
  open() {
    if (this.dialog.showModal) this.dialog.showModal();
    else this.dialog.setAttribute("open", "");
  }

  uncover() {
    if (this.dialog.close) this.dialog.close();
    else this.dialog.removeAttribute("open");
  }

  // Nothing brings this page back: it has no kernel any more, or never had all of itself.
  end(why) {
    this.isOver = true;
    this.cover(why);
  }

  // The page itself says why there is no more of it.
  stop() {
    this.isOver = true;
    this.isCovered = false;
    this.uncover();
  }

  ask(path) {
    return fetch(this.base + path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  }

  async look(now = false) {
    const quiet = () => performance.now() - this.heardAt;
    if (this.isOver || this.isAsking || (!now && quiet() < QUIET_MS)) return;
    this.isAsking = true;
    try {
      const answer = await this.ask(`api/kernels/${this.kernel}`);
      if (this.isOver) return;
      if (answer.status === 404) this.end("gone");
      else if (!answer.ok) this.cover("lost");
      else if (!this.line) this.hear((await answer.json()).execution_state);
      else if (quiet() > LOST_MS) {
        this.cover(this.hasSpoken ? "lost" : "blocked"); // it answers, and a line never came about
        this.heardAt = performance.now() - QUIET_MS; // give the new line its time
        await this.line.reconnect();
      }
    } catch {
      if (!this.isOver) this.cover("lost");
    } finally {
      this.isAsking = false;
    }
  }

  // Without a server the browser would put its own error page over ours: ask first.
  async wake(event) {
    event.preventDefault();
    for (const reason of this.dialog.querySelectorAll("p[id]")) reason.hidden = true;
    try {
      await this.ask("healthz");
      location.reload();
    } catch {
      this.cover("lost");
    }
  }
}
