// How long the code still holds; when it no longer does, the page says so.
const timer = document.querySelector("[data-until]");
if (timer) {
  const until = Date.parse(timer.dataset.until);
  const tick = () => {
    const left = Math.max(0, Math.round((until - Date.now()) / 1000));
    timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left === 0) location.reload();
    else setTimeout(tick, 1000);
  };
  tick();
}
