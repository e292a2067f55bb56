// Cards in a group: their counts as they change, and commands that can be written.
import { button, make } from "./talk/lines.js";

const SOON = 1500;

export class Cards {
  constructor(list, talk) {
    Object.assign(this, { list, talk, scroller: list.parentElement, follow: true });
    list.addEventListener("htmx:beforeSwap", () => { this.follow = this.atEnd; });
    list.addEventListener("htmx:afterSettle", () => { if (this.follow) this.scroller.scrollTop = this.scroller.scrollHeight; });
    list.addEventListener("htmx:responseError", (event) => this.failed(event));
    list.addEventListener("htmx:sendError", () => talk.tell(talk.words.failed));
    list.addEventListener("click", (event) => this.answer(event.target.closest("[data-answer]")));
  }

  get atEnd() { return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80; }

  failed(event) {
    // What is gone keeps its words; a deed that failed is said.
    if (event.detail.requestConfig.verb !== "get") this.talk.tell(this.talk.words.failed);
  }

  answer(found) {
    if (found) this.talk.composer.answer({ seq: Number(found.dataset.answer), name: found.dataset.name, text: found.dataset.text });
  }

  changed({ card, id, counts, again }) {
    for (const box of this.list.querySelectorAll(`[data-card="${card}-${Number(id)}"]`)) {
      for (const [name, count] of Object.entries(counts)) this.count(box, name, count, counts.total);
      if (again) this.fetch(box);
    }
  }

  count(box, name, count, total) {
    for (const one of box.querySelectorAll(`[data-count="${name}"]`)) one.textContent = count;
    for (const one of box.querySelectorAll(`[data-share="${name}"]`)) Object.assign(one, { max: Math.max(1, total), value: count });
  }

  // Not everybody at the same moment.
  fetch(box) {
    const place = box.closest("[hx-get]");
    if (place) setTimeout(() => globalThis.htmx?.ajax("GET", place.getAttribute("hx-get"), { target: place, swap: "innerHTML" }), Math.random() * SOON);
  }

  // An answer changes what stands at its question.
  answered(seq) {
    const box = seq && this.list.querySelector(`[data-seq="${Number(seq)}"] [data-card^="question-"]`);
    if (box) this.fetch(box);
  }

  // After a break: what was counted meanwhile passed unheard.
  refresh() { this.list.querySelectorAll("[data-card]").forEach((box) => this.fetch(box)); }
}

export class Commands {
  constructor(form, lines) {
    Object.assign(this, { lines, text: form.querySelector("textarea"), list: form.querySelector("[data-commands]") });
    this.text.addEventListener("input", () => this.suggest());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("keydown", (event) => this.move(event));
    form.addEventListener("submit", () => { this.list.hidden = true; });
    form.querySelector("[data-slash]").addEventListener("click", () => { this.text.value ||= "/"; this.text.focus(); this.written(); });
  }

  written() { this.text.dispatchEvent(new Event("input")); }

  suggest() {
    const asked = this.text.value.match(/^[/／]([^\s]*)$/)?.[1].toLowerCase();
    const found = asked === undefined ? [] : this.lines.filter((one) => one.names.some((name) => name.startsWith(asked)));
    this.list.replaceChildren(...found.map((one) => this.line(one)));
    this.list.hidden = found.length === 0;
  }

  line(one) {
    const line = button("", "command", () => this.choose(one));
    line.append(make("b", "", `/${one.name}`), " ", make("span", "soft", one.takes), make("span", "soft small", one.about));
    return line;
  }

  choose(one) {
    this.text.value = `/${one.name}${one.takes ? " " : ""}`;
    this.list.hidden = true;
    this.text.focus();
    this.text.dispatchEvent(new Event("change"));
  }

  key(event) {
    if (event.isComposing || this.list.hidden) return;
    if (event.key === "ArrowUp") { event.preventDefault(); this.list.lastElementChild.focus(); }
    if (event.key === "Escape") this.list.hidden = true;
  }

  move(event) {
    const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    if (step) { event.preventDefault(); (document.activeElement[step] ?? this.text).focus(); }
    if (event.key === "Escape") { this.list.hidden = true; this.text.focus(); }
  }
}
