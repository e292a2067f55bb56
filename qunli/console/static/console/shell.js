// The shell's few habits: the rail on a phone, search on Ctrl-K, menus that close, dialogs that open.
const rail = document.querySelector(".rail");
document.querySelector("[data-open-rail]")?.addEventListener("click", (event) => {
  const open = rail.classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
  if (open) rail.querySelector("a, summary")?.focus();
});
document.addEventListener("click", (event) => {
  if (rail?.classList.contains("open") && !event.target.closest(".rail, [data-open-rail]")) rail.classList.remove("open");
  for (const menu of document.querySelectorAll("details.switcher[open]")) if (!menu.contains(event.target)) menu.open = false;
  const opener = event.target.closest("[data-open-dialog]");
  if (opener) document.getElementById(opener.dataset.openDialog)?.showModal();
  if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog")?.close();
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const search = document.getElementById("search");
    if (!search) return;
    event.preventDefault();
    search.showModal();
    search.querySelector("input").select();
  }
  if (event.key === "Escape") rail?.classList.remove("open");
});
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
