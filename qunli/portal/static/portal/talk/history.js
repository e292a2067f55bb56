// The messages on the page: in order, with days between them, going on at both ends without losing the place.
import { day, line, make } from "./lines.js";

const NEAR = 600;

export class History {
  constructor(list, talk) {
    Object.assign(this, { list, talk, shown: new Map(), pending: new Map(), busy: false, top: false, bottom: true, follow: false, was: 0 });
    this.scroller = list.parentElement;
    // Cards and pictures grow when they have come; who reads the end stays at the end.
    new ResizeObserver(() => { if (this.follow) this.toEnd(); }).observe(list);
    this.scroller.addEventListener("scroll", () => this.look(), { passive: true });
  }

  get first() { return this.shown.size ? Math.min(...this.shown.keys()) : 0; }
  get last() { return this.shown.size ? Math.max(...this.shown.keys()) : 0; }
  get atEnd() { return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 80; }

  start(said, newest) {
    this.list.replaceChildren();
    this.shown.clear();
    said.forEach((one) => this.put(one));
    this.top = said.length === 0 || this.first <= 1;
    this.bottom = this.last >= newest;
    for (const one of this.pending.values()) this.waiting(one);
    this.days();
  }

  put(message) {
    const old = this.shown.get(message.seq);
    const fresh = line(message, this.talk);
    this.shown.set(message.seq, fresh);
    if (old) old.replaceWith(fresh);
    else {
      const next = [...this.list.querySelectorAll(".line")].findLast((one) => one.dataset.seq && Number(one.dataset.seq) < message.seq);
      if (next) next.after(fresh); else this.list.prepend(fresh);
    }
    globalThis.htmx?.process(fresh);
    const key = message.key.split(":").slice(1).join(":");
    this.settle(key);
  }

  came(message) {
    if (!this.shown.has(message.seq) && (!this.bottom || message.seq < this.first)) return;
    const follow = this.atEnd || message.by === this.talk.me.identity;
    this.put(message);
    this.days();
    if (follow) this.toEnd();
  }

  waiting(message) {
    const follow = this.atEnd;
    this.pending.get(message.key)?.element?.remove();
    const element = line(message, this.talk);
    element.classList.add("unsent");
    this.pending.set(message.key, { ...message, element });
    this.list.append(element);
    if (follow) this.toEnd();
  }

  settle(key) {
    this.pending.get(key)?.element.remove();
    this.pending.delete(key);
  }

  toEnd() { this.follow = true; this.scroller.scrollTop = this.scroller.scrollHeight; }

  days() {
    this.list.querySelectorAll(".day").forEach((one) => one.remove());
    let before = "";
    for (const one of this.list.querySelectorAll(".line")) {
      const shown = day(one.querySelector("time").dateTime);
      if (shown !== before) one.before(make("li", "day soft small", shown));
      before = shown;
    }
  }

  async look() {
    const { scrollTop } = this.scroller;
    if (this.atEnd) this.follow = true;
    else if (scrollTop < this.was) this.follow = false;
    this.was = scrollTop;
    this.talk.looked();
    if (this.busy || !this.shown.size) return;
    if (!this.top && this.scroller.scrollTop < NEAR) await this.more(`before=${this.first}`);
    else if (!this.bottom && this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR) await this.more(`after=${this.last}`);
  }

  async more(how) {
    this.busy = true;
    try {
      const { said } = await this.talk.get(`messages/?${how}`);
      const up = how.startsWith("before");
      const anchor = this.list.querySelector(up ? ".line" : ".line:last-child");
      const was = anchor?.getBoundingClientRect().top ?? 0;
      said.forEach((one) => this.put(one));
      this.days();
      // What stood at a place stays there, whatever came above it.
      if (up && anchor) this.scroller.scrollTop += anchor.getBoundingClientRect().top - was;
      if (said.length === 0) this[up ? "top" : "bottom"] = true;
    } catch {
      // Offline: looked at again with the next turn of the wheel.
    } finally {
      this.busy = false;
    }
  }

  async jump(how, newest) {
    const { said, around } = await this.talk.get(`messages/?${how}`);
    if (!said.length || around === null) return false;
    this.start(said, newest);
    this.top = false;
    this.show(around);
    return true;
  }

  show(seq) {
    const found = this.shown.get(seq);
    if (!found) return false;
    this.follow = false;
    found.scrollIntoView({ block: "center" });
    found.classList.add("found");
    found.focus({ preventScroll: true });
    setTimeout(() => found.classList.remove("found"), 2500);
    return true;
  }

  markNew(read) {
    const first = [...this.shown.keys()].sort((a, b) => a - b).find((one) => one > read && !this.shown.get(one).classList.contains("mine"));
    if (!first || !read) return;
    const mark = make("li", "new-mark", make("span", "", this.talk.words.fresh));
    this.shown.get(first).before(mark);
    this.follow = false;
    mark.scrollIntoView({ block: "center" });
  }
}
