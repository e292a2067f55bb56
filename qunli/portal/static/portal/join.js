// While somebody fills the form in, a worker solves the puzzle; the form waits for it when it was quicker.
const form = document.getElementById("join");
if (form) {
  const count = form.elements.count;
  const button = form.querySelector("button[type=submit]");
  let waits = false;
  const worker = new Worker(form.dataset.worker);
  worker.onmessage = (said) => {
    count.value = said.data;
    if (waits) form.submit();
  };
  worker.postMessage({ puzzle: form.dataset.puzzle, bits: Number(form.dataset.bits) });
  form.addEventListener("submit", (event) => {
    if (count.value || waits) return;
    event.preventDefault();
    waits = true;
    button.disabled = true;
    button.textContent = button.dataset.busy;
  });
}
