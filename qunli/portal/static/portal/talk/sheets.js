// What opens above the group: what can be done with a message, search, what is pinned, a date.
import { button, clock, day, make } from "./lines.js";

const SIGNS = ["👍", "❤️", "😂", "🎉", "🙏", "👏"];

export class Sheets {
  constructor(dialog, talk) {
    Object.assign(this, { dialog, talk });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  open(title, ...inside) {
    const close = button("×", "icon", () => this.dialog.close());
    close.setAttribute("aria-label", this.talk.words.close);
    const head = make("h2", "", title);
    head.id = "sheet-title";
    this.dialog.replaceChildren(make("div", "sheet-head", head, close), ...inside);
    if (!this.dialog.open) this.dialog.showModal();
  }

  // Whether a reply can be the accepted answer is asked first, so that nothing moves under the thumb; not for long.
  async menu(message) {
    const late = new Promise((done) => { setTimeout(done, 700); });
    const asked = message.reply && !message.deleted ? await Promise.race([this.talk.helped(message).catch(() => undefined), late]) : undefined;
    this.choices(message, asked);
  }

  choices(message, asked) {
    const { words, me, may, composer } = this.talk;
    const mine = message.by === me.identity;
    const row = make("div", "sheet-signs");
    for (const sign of SIGNS) row.append(this.item(sign, () => this.talk.act(message, { do: "react", sign })));
    const list = make("div", "sheet-list", this.item(words.answer, () => composer.answer(message)), this.item(words.copy, () => navigator.clipboard?.writeText(message.text)));
    if (asked?.may) list.prepend(asked.accepted ? this.item(words.not_helped, () => this.talk.helps(message, "reopen")) : this.item(`✓ ${words.helped}`, () => this.talk.helps(message, "accept")));
    if (may.announce) list.append(this.item(message.pinned ? words.unpin : words.pin, () => this.talk.act(message, { do: message.pinned ? "unpin" : "pin" })));
    if (mine) list.append(this.item(words.edit, () => composer.edit(message)));
    if (mine || may.moderate) list.append(this.item(words.remove, () => this.sure(message), "danger"));
    if (!mine) list.append(this.item(words.report, () => this.talk.report(message), "quiet"));
    this.open(`${message.name} · ${clock(message.at)}`, ...(message.deleted ? [] : [row, list]));
  }

  sure(message) {
    this.open(this.talk.words.remove_sure, make("p", "", message.text.slice(0, 200)), this.item(this.talk.words.remove, () => this.talk.act(message, { do: "delete" }), "danger"));
  }

  item(label, act, more = "") {
    return button(label, `button ${more}`, () => { this.dialog.close(); act(); });
  }

  hits(said) {
    return said.map((one) => {
      const hit = button("", "hit", () => { this.dialog.close(); this.talk.jump(one.seq); });
      hit.append(make("span", "soft small", `${one.name} · ${day(one.at)} ${clock(one.at)}`), make("span", "clip2", one.text || one.files.map((file) => file.name).join(", ")));
      return hit;
    });
  }

  search() {
    const { words } = this.talk;
    const asked = make("input");
    Object.assign(asked, { type: "search", placeholder: words.search, maxLength: 200 });
    asked.setAttribute("aria-label", words.search);
    const when = make("input");
    Object.assign(when, { type: "date", max: new Date().toISOString().slice(0, 10) });
    const date = make("label", "sheet-date", words.date, when);
    const found = make("div", "sheet-list");
    found.setAttribute("aria-live", "polite");
    const more = async (before, keep) => {
      const page = await this.talk.get(`search/?q=${encodeURIComponent(asked.value)}${before ? `&before=${before}` : ""}`).catch(() => ({ said: [], further: null }));
      const rest = page.further ? [button(words.further, "button", (event) => { event.target.remove(); more(page.further, true); })] : [];
      const hits = this.hits(page.said);
      found.replaceChildren(...(keep ? found.children : []), ...hits, ...rest);
      if (!found.children.length) found.append(make("p", "soft", asked.value.trim() ? words.nothing : ""));
    };
    let timer;
    asked.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => more(null, false), 250); });
    when.addEventListener("change", () => when.value && (this.dialog.close(), this.talk.jumpTo(new Date(`${when.value}T00:00`).getTime())));
    this.open(words.search, asked, found, date);
    asked.focus();
  }

  async pins() {
    const { said } = await this.talk.get("pins/");
    this.open(this.talk.words.pins, make("div", "sheet-list", ...(said.length ? this.hits(said) : [make("p", "soft", this.talk.words.nothing_pinned)])));
  }
}
