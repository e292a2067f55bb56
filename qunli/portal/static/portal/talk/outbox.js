// What was written and is not acknowledged yet. It outlives the page, and its keys make it come in once.
export class Outbox {
  constructor(name) {
    this.name = name;
    this.waiting = read(name);
  }

  add(said) {
    this.waiting.push(said);
    this.save();
  }

  take(key) {
    const found = this.waiting.find((one) => one.key === key);
    this.waiting = this.waiting.filter((one) => one.key !== key);
    this.save();
    return found;
  }

  save() {
    try {
      localStorage.setItem(this.name, JSON.stringify(this.waiting));
    } catch {
      // A full or forbidden store: it still goes out while the page is open.
    }
  }
}

function read(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

export function newKey() {
  // randomUUID is there on https and localhost only.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}
