// The service worker of one community. VERSION and HOME stand in front of this text when it is served.
// Everything is asked of the server first; what is kept is for when there is no answer, is of one version only, and
// goes when the server says that whoever asks is no member.
const KEPT = `qunli ${HOME} ${VERSION}`;
const OFFLINE = `${HOME}offline/`;
const FOR_DAYS = 7;
const OWN = new RegExp(`^${HOME}(groups/\\d+/)?$`);
const DRESS = new RegExp(`^(/static/|${HOME}(kit\\.css|logo\\.png)$)`);

const mine = async () => (await caches.keys()).filter((one) => one.startsWith(`qunli ${HOME} `));
const forget = async (but = "") => Promise.all((await mine()).filter((one) => one !== but).map((one) => caches.delete(one)));
const parts = (html) => [...html.matchAll(/(?:src|href)="(\/static\/[^"]+|[^"]*\/kit\.css[^"]*|[^"]*\/logo\.png[^"]*)"/g)].map((one) => one[1].replaceAll("&amp;", "&"));

async function take(address) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return;
  const cache = await caches.open(KEPT);
  const page = answer.clone();
  await cache.put(address, stamped(answer));
  await Promise.all(parts(await page.text()).map((one) => cache.add(one).catch(() => {})));
}

function stamped(answer) {
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  return new Response(answer.body, { status: answer.status, headers });
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(take(OFFLINE));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forget(KEPT).then(() => self.clients.claim()));
});

async function page(event, path) {
  try {
    const answer = await fetch(event.request);
    if (OWN.test(path) && answer.ok) {
      const copy = stamped(answer.clone());
      event.waitUntil(caches.open(KEPT).then((cache) => cache.put(path, copy)));
    } else if (OWN.test(path) && answer.status === 404) event.waitUntil(caches.open(KEPT).then((cache) => cache.delete(path)));
    // Members are led away from the door: who stands there is none, and this browser keeps nothing for them.
    else if (path === `${HOME}door/` && answer.ok) event.waitUntil(forget());
    return answer;
  } catch (error) {
    return (await kept(path)) ?? (await caches.match(OFFLINE, { cacheName: KEPT })) ?? Response.error();
  }
}

// Marked as kept: the page says so, and is loaded anew when the server answers again.
async function kept(path) {
  const found = await caches.match(path, { cacheName: KEPT });
  if (!found || Date.now() - Number(found.headers.get("X-Kept-At")) > FOR_DAYS * 86_400_000) return null;
  const html = (await found.text()).replace('<body class="portal"', `<body class="portal" data-kept="${Number(found.headers.get("X-Kept-At"))}"`);
  return new Response(html, { headers: found.headers });
}

async function dress(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok && answer.type === "basic") {
      const copy = answer.clone();
      event.waitUntil(caches.open(KEPT).then((cache) => cache.put(event.request, copy)));
    }
    return answer;
  } catch (error) {
    return (await caches.match(event.request, { cacheName: KEPT })) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, address.pathname));
  else if (DRESS.test(address.pathname)) event.respondWith(dress(event));
});

// A page that came before this worker was at work, or under the last version: kept now.
self.addEventListener("message", (event) => {
  const path = String(event.data?.keep ?? "");
  if (OWN.test(path)) event.waitUntil(take(path).then(async () => {
    const cache = await caches.open(KEPT);
    await Promise.all((event.data.parts ?? []).map((one) => new URL(one)).filter((one) => one.origin === self.location.origin && DRESS.test(one.pathname)).map((one) => cache.add(one.href).catch(() => {})));
  }).catch(() => {}));
});

// A notice: not while the group is looked at here. A second one of the same group stands in the place of the first, so
// they are shown one after the other.
let shown = Promise.resolve();
self.addEventListener("push", (event) => {
  shown = shown.then(() => show(event.data?.json())).catch(() => {});
  event.waitUntil(shown);
});

async function show(said) {
  if (!said?.title) return;
  const open = await self.clients.matchAll({ type: "window" });
  if (open.some((one) => one.visibilityState === "visible" && new URL(one.url).pathname === said.url)) return;
  const icon = `${HOME}icon-192.png`;
  await self.registration.showNotification(said.title, { body: said.body, tag: said.tag, lang: said.lang, icon, badge: icon, renotify: true, data: { url: said.url } });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil((async () => {
    const { url } = event.notification.data ?? {};
    if (typeof url !== "string" || !url.startsWith(HOME)) return;
    const open = await self.clients.matchAll({ type: "window" });
    const here = open.find((one) => new URL(one.url).pathname === url) ?? open[0];
    if (!here) return void (await self.clients.openWindow(url));
    await here.focus();
    if (new URL(here.url).pathname !== url) await here.navigate(url);
  })());
});
