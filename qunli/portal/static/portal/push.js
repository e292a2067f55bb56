// This device is told things, or no more. Asked for by a person's press only.
const box = document.getElementById("device");
const words = JSON.parse(document.getElementById("device-words").textContent);
const shown = document.getElementById("device-state");
const on = document.getElementById("tell-me");
const off = document.getElementById("tell-me-not");
const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
const home = document.body.dataset.home;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const same = (one, other) => one && new Uint8Array(one).join() === other.join();

async function ask(address, body) {
  const how = body ? { method: "POST", body: JSON.stringify(body), headers: { "x-csrftoken": token, "content-type": "application/json" } } : {};
  const answer = await fetch(address, { credentials: "same-origin", ...how });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail || words.failed);
  return said;
}

function show(sentence, told = null) {
  shown.textContent = sentence;
  on.hidden = told !== false;
  off.hidden = told !== true;
}

async function subscribe(registration) {
  const key = bytes((await ask(box.dataset.address)).key);
  let found = await registration.pushManager.getSubscription();
  // A subscription is for one key: after another was made, the old one brings nothing.
  if (found && !same(found.options.applicationServerKey, key)) {
    await found.unsubscribe();
    found = null;
  }
  found ??= await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await ask(box.dataset.address, found.toJSON());
}

async function begin() {
  if (!navigator.serviceWorker || !("PushManager" in globalThis)) {
    show(/iPhone|iPad/.test(navigator.userAgent) ? words.install : words.never);
    return;
  }
  await navigator.serviceWorker.register(`${home}worker.js`, { updateViaCache: "none" });
  const registration = await navigator.serviceWorker.ready;
  const state = async () => {
    const found = await registration.pushManager.getSubscription();
    if (Notification.permission === "denied") show(words.denied);
    else show(found ? words.on : words.off, Boolean(found));
    return found;
  };
  const press = (button, act) => button.addEventListener("click", async () => {
    button.disabled = true;
    await act().then(state, (error) => state().then(() => { shown.textContent = error.name === "NotAllowedError" ? words.denied : error.message; }));
    button.disabled = false;
  });
  press(on, () => subscribe(registration));
  press(off, async () => {
    const found = await registration.pushManager.getSubscription();
    if (!found) return;
    await ask(`${box.dataset.address}?end`, found.toJSON());
    await found.unsubscribe();
  });
  // Told again at each visit: the session may be a new one, the key too.
  if (await state()) await subscribe(registration);
}

begin().catch((error) => show(error.message));
