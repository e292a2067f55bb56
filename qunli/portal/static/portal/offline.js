// Which pages this browser keeps, and what waits to be sent.
const { home } = document.getElementById("kept").dataset;
const list = document.getElementById("kept");
const waits = document.getElementById("waits");

const names = (await caches.keys()).filter((one) => one.startsWith(`qunli ${home} `));
for (const name of names) {
  const cache = await caches.open(name);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (!/\/groups\/\d+\/$/.test(pathname)) continue;
    const title = (await (await cache.match(url)).text()).match(/<h1[^>]*>([^<]*)</)?.[1] ?? "";
    const link = Object.assign(document.createElement("a"), { className: "card person", href: pathname });
    link.append(Object.assign(document.createElement("b"), { textContent: new DOMParser().parseFromString(title, "text/html").body.textContent }));
    list.append(link);
  }
}
list.hidden = list.querySelector("a") === null;

const mine = Object.keys(localStorage).filter((one) => one.startsWith("qunli-outbox-"));
const count = mine.reduce((sum, one) => { try { return sum + JSON.parse(localStorage.getItem(one)).length; } catch { return sum; } }, 0);
waits.textContent = count ? waits.dataset.words.replace("{count}", count) : "";

const again = async () => {
  const answer = await fetch(`${home}worker.js`, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
};
document.getElementById("again").addEventListener("click", again);
addEventListener("online", again);
setInterval(again, 10_000);
