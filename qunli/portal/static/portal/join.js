// While somebody fills the form in, a worker solves the puzzle; the form waits for it when it was quicker.
const form = document.getElementById("join");
if (form) {
  const count = form.elements.count;
  const button = form.querySelector("button[type=submit]");
  // Whoever sends sooner would be taken for a program.
  const soonest = performance.now() + Number(form.dataset.least) * 1000;
  let waits = false;
  const send = () => setTimeout(() => form.submit(), Math.max(0, soonest - performance.now()));
  const worker = new Worker(form.dataset.worker);
  worker.onmessage = (said) => {
    count.value = said.data;
    if (waits) send();
  };
  worker.postMessage({ puzzle: form.dataset.puzzle, bits: Number(form.dataset.bits) });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (waits) return;
    waits = true;
    if (count.value) send();
    button.disabled = true;
    button.textContent = button.dataset.busy;
  });
}
