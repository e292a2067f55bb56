// The pages as an app: the service worker, what is shown without a connection, the offer to install.
const { home, kept } = document.body.dataset;

async function begin() {
  const worker = navigator.serviceWorker;
  worker.addEventListener("controllerchange", keep);
  await worker.register(`${home}worker.js`, { updateViaCache: "none" });
  if (!worker.controller) (await worker.ready) && keep();
}

function keep() {
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  navigator.serviceWorker.controller?.postMessage({ keep: location.pathname, parts });
}

// The page is as it was; as soon as the server answers it is loaded anew. What was written is kept beside it.
function wait() {
  let asking = false;
  const look = async () => {
    if (asking) return;
    asking = true;
    const answer = await fetch(`${home}worker.js`, { method: "HEAD", cache: "no-store" }).catch(() => null);
    asking = false;
    if (answer?.ok) location.reload();
  };
  addEventListener("online", look);
  setInterval(look, 10_000);
}

if (home && navigator.serviceWorker) begin().catch(() => { /* the pages work without it */ });
if (kept) wait();
