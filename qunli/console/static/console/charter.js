// One question at a time by keyboard, and only those fields of a promise that its check needs.
document.addEventListener("keydown", (event) => {
  const form = document.getElementById("answer");
  if (!form) return;
  const go = event.key === "Enter" && (event.ctrlKey || event.metaKey) ? "next"
    : event.altKey && event.key === "PageDown" ? "next"
      : event.altKey && event.key === "PageUp" ? "before" : null;
  const button = go && form.querySelector(`[data-go="${go}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
const NEEDED = { figure: ["figure", "bound"], task: ["due_on"], question: ["question", "share"] };
for (const form of document.querySelectorAll("[data-promise]")) {
  const show = () => {
    const check = form.querySelector('[name="check"]:checked')?.value;
    for (const [name, fields] of Object.entries(NEEDED)) {
      for (const field of fields) form.querySelector(`[name="${field}"]`).closest(".field").hidden = name !== check;
    }
  };
  form.addEventListener("change", show);
  show();
}
