// Keeps the board and the signs on a clinic's own tablet, for the minutes without a network. Before
// this the server writes KEPT: which site it is, what to keep, and the note over a kept page.
//
// The network always comes first. As soon as the server answers with another site than the one that
// is kept, the kept one is gone: an old emergency number never outlives a word of the server.
const NAME = `sciatica-${KEPT.site}`;
const WAIT_MS = 4000;

async function keep() {
  const cache = await caches.open(NAME);
  await cache.addAll(KEPT.addresses); // all or nothing
  await skipWaiting();
}

async function dropOthers() {
  for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
  await clients.claim();
}

function soon(request) {
  const late = new Promise((_, fail) => setTimeout(fail, WAIT_MS));
  return Promise.race([fetch(request), late]);
}

// the page as it was kept, with a note of when, and that nobody could be asked since
async function kept(request) {
  const found = await caches.match(request, { cacheName: NAME, ignoreSearch: true });
  if (!found) return Response.error();
  const of = new Date(found.headers.get("Date"));
  const when = of.toLocaleString(KEPT.lang, { dateStyle: "long", timeStyle: "short" });
  const html = (await found.text()).replace(/<main[^>]*>/, (main) => main + KEPT.note.replace("WHEN", when));
  const headers = { "Content-Type": found.headers.get("Content-Type"), "Content-Security-Policy": found.headers.get("Content-Security-Policy") };
  return new Response(html, { headers });
}

async function page(request) {
  let answer;
  try {
    answer = await soon(request);
  } catch {
    return kept(request);
  }
  const site = answer.headers.get("Sciatica-Site");
  if (site === null && answer.status >= 500) return kept(request); // a proxy speaks, the server does not
  if (site !== KEPT.site) await caches.delete(NAME);
  return answer;
}

async function file(request) {
  return (await caches.match(request, { cacheName: NAME })) || fetch(request);
}

addEventListener("install", (event) => event.waitUntil(keep()));
addEventListener("activate", (event) => event.waitUntil(dropOthers()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  event.respondWith(request.mode === "navigate" ? page(request) : file(request));
});
