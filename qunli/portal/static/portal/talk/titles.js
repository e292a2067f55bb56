// Posts and honours beside a name. Whoever is not known yet is asked for, many at once, and filled in where they stand.
import { make } from "./lines.js";

const SHOWN = 2;
const AT_ONCE = 100;

export class Titles {
  constructor(known, ask) {
    Object.assign(this, { ask, known: new Map(Object.entries(known)), waiting: new Map(), timer: 0 });
  }

  beside(person) {
    const place = make("span", "titles");
    const titles = this.known.get(String(person));
    if (titles) this.fill(place, titles);
    else if (person) this.wait(String(person), place);
    return place;
  }

  fill(place, titles) {
    place.replaceChildren(...titles.slice(0, SHOWN).flatMap((one) => [" ", make("span", "badge info", one)]));
    if (titles.length > SHOWN) place.title = titles.join(" · ");
  }

  wait(person, place) {
    this.waiting.set(person, [...(this.waiting.get(person) ?? []), place]);
    if (!this.timer) this.timer = setTimeout(() => this.fetch(), 50);
  }

  async fetch() {
    this.timer = 0;
    const some = [...this.waiting].slice(0, AT_ONCE);
    for (const [person] of some) this.waiting.delete(person);
    const found = await this.ask(some.map(([person]) => person)).catch(() => null);
    if (!found) return;
    for (const [person, places] of some) {
      this.known.set(person, found[person] ?? []);
      for (const place of places) this.fill(place, this.known.get(person));
    }
    if (this.waiting.size && !this.timer) this.timer = setTimeout(() => this.fetch(), 50);
  }
}
