// Asks every two seconds whether the page's kernel lives. The first answer that fails covers the
// page: what it shows may be stale, and a button that does nothing must not look alive. While the
// kernel works on one thing for longer than that, the page says so.
(() => {
  const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const EVERY_MS = 2000;
  const PATIENCE_MS = 2500;
  const dialog = document.getElementById("asleep");
  const working = document.getElementById("working");
  let wasBusy = false;
  let timer;
  const sleep = (why) => {
    clearInterval(timer);
    for (const name of ["gone", "lost"]) {
      document.getElementById(`asleep-${name}`).hidden = name !== why;
    }
    dialog.setAttribute("aria-describedby", `asleep-${why}`);
    if (!dialog.open) dialog.showModal();
  };
  // Escape must not bring the stale page back
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => dialog.showModal());
  const ask = (path) =>
    fetch(baseUrl + path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  const look = async () => {
    try {
      const answer = await ask(`api/kernels/${kernelId}`);
      if (!answer.ok) return sleep("gone");
      const busy = (await answer.json()).execution_state === "busy";
      working.hidden = !(busy && wasBusy);
      wasBusy = busy;
    } catch {
      sleep("lost");
    }
  };
  // Without a server the browser would put its own error page over ours: ask first.
  dialog.querySelector("a").addEventListener("click", async (event) => {
    event.preventDefault();
    for (const reason of dialog.querySelectorAll("p[id]")) reason.hidden = true;
    try {
      await ask("healthz");
      location.reload();
    } catch {
      sleep("lost");
    }
  });
  // A page that the browser kept while it was left has lost its kernel with its goodbye.
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  addEventListener("offline", () => sleep("lost"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  // JupyterLab hangs its shell at the end of the body; it belongs into the page's main part.
  const page = document.getElementById("page");
  new MutationObserver((_, observer) => {
    const shell = document.getElementById("main");
    if (shell?.parentElement !== document.body) return;
    observer.disconnect();
    page.append(shell);
  }).observe(document.body, { childList: true });
  timer = setInterval(look, EVERY_MS);
})();
