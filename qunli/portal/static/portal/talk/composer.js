// The line to write in: drafts, answers, mentions, files.
import { button, make } from "./lines.js";

export class Composer {
  constructor(form, talk) {
    Object.assign(this, { form, talk, files: [], reply: null, editing: null });
    this.text = form.querySelector("textarea");
    this.about = form.querySelector("[data-about]");
    this.list = form.querySelector("[data-names]");
    this.draft = `qunli-draft-${talk.group.id}-${talk.me.person}`;
    this.text.value = stored(this.draft);
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.text.addEventListener("input", () => this.written());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("paste", (event) => event.clipboardData.files.length && this.add(event.clipboardData.files));
    const chooser = form.querySelector("input[type=file]");
    chooser.addEventListener("change", () => { this.add(chooser.files); chooser.value = ""; });
    form.querySelector("[data-add]").addEventListener("click", () => chooser.click());
    this.grow();
  }

  key(event) {
    if (event.isComposing) return; // Enter chooses a word in Chinese input
    if (event.key === "Escape") this.clear();
    if (event.key === "Enter" && !event.shiftKey && matchMedia("(pointer: fine)").matches) { event.preventDefault(); this.send(); }
    if (event.key === "Tab" && !this.list.hidden) { event.preventDefault(); this.list.querySelector("button")?.click(); }
  }

  written() {
    this.grow();
    if (!this.editing) try { localStorage.setItem(this.draft, this.text.value); } catch { /* kept while the page is open */ }
    this.talk.typing();
    const asked = this.complete();
    clearTimeout(this.timer);
    if (asked) this.timer = setTimeout(() => this.look(asked), 200);
  }

  // The names that may be meant, of those who were seen on this page; returns what was begun.
  complete() {
    const asked = this.text.value.slice(0, this.text.selectionStart).match(/@([^\s@]{0,20})$/);
    const found = asked ? [...this.talk.names].filter(([, name]) => name.toLowerCase().startsWith(asked[1].toLowerCase())).slice(0, 6) : [];
    this.list.replaceChildren(...found.map(([, name]) => button(name, "button", () => this.name(asked[1], name))));
    this.list.hidden = found.length === 0;
    return asked?.[1];
  }

  // Everybody else in the directory is asked for when the writer pauses.
  async look(asked) {
    for (const [identity, name] of await this.talk.named(asked).catch(() => [])) if (identity !== this.talk.me.identity) this.talk.names.set(identity, name);
    this.complete();
  }

  name(asked, name) {
    const at = this.text.selectionStart;
    this.text.setRangeText(`${name} `, at - asked.length, at, "end");
    this.list.hidden = true;
    this.written();
    this.text.focus();
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  answer(message) {
    this.clear();
    this.reply = message;
    this.show(`${this.talk.words.answering} ${message.name}`, message.text);
  }

  edit(message) {
    this.clear();
    this.editing = message;
    this.text.value = message.text;
    this.show(this.talk.words.editing, message.text);
    this.grow();
  }

  show(title, text) {
    const inside = make("span", "grow", make("b", "", title), make("span", "soft small clip", text));
    this.about.replaceChildren(inside, button("×", "icon", () => this.clear()));
    this.about.lastChild.setAttribute("aria-label", this.talk.words.cancel);
    this.about.hidden = false;
    this.text.focus();
  }

  clear() {
    if (this.editing) this.text.value = stored(this.draft);
    Object.assign(this, { reply: null, editing: null });
    this.about.hidden = true;
    this.list.hidden = true;
    this.grow();
  }

  // Whoever sends while a picture is still on its way means both.
  async add(files) {
    this.coming = (this.coming ?? 0) + 1;
    await this.take(files);
    this.coming -= 1;
    if (this.sends && !this.coming) this.send();
  }

  async take(files) {
    for (const one of [...files].slice(0, 10 - this.files.length)) {
      const chip = make("span", "chip", one.name, " …");
      this.form.querySelector("[data-files]").append(chip);
      try {
        const kept = await this.talk.upload(one);
        this.files.push(kept);
        chip.replaceChildren(kept.file.name, button("×", "icon", () => { this.files = this.files.filter((other) => other !== kept); chip.remove(); }));
        chip.lastChild.setAttribute("aria-label", this.talk.words.cancel);
      } catch (error) {
        chip.remove();
        this.talk.tell(error.message);
      }
    }
  }

  send() {
    this.sends = Boolean(this.coming);
    if (this.sends) return;
    const text = this.text.value.trim();
    if (this.editing) {
      this.talk.act(this.editing, { do: "edit", text });
      this.clear();
      return;
    }
    if (!text && !this.files.length) return;
    const mentions = [...this.talk.names].filter(([, name]) => text.includes(`@${name}`)).map(([identity]) => identity).slice(0, 50);
    const kind = this.form.querySelector("[data-announce]")?.checked ? "announcement" : "";
    this.talk.say({ text, reply: this.reply, mentions, files: this.files, kind });
    Object.assign(this, { files: [] });
    this.form.querySelector("[data-files]").replaceChildren();
    this.text.value = "";
    try { localStorage.removeItem(this.draft); } catch { /* nothing was kept */ }
    this.clear();
  }
}

function stored(name) {
  try { return localStorage.getItem(name) ?? ""; } catch { return ""; }
}
