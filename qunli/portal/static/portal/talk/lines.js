// A message as it stands on the page. Whatever it says becomes text, never markup.
const COLOURS = ["#8f5a00", "#27715f", "#2f5d8c", "#6b4f8c", "#8c3d5a", "#4d6b2f"];
const LINK = /https?:\/\/[^\s<>"'\u3000-\u303f\uff00-\uffef]+[^\s<>"'.,;:!?)\]\u3000-\u303f\uff00-\uffef]/g;

export function make(tag, classes = "", ...inside) {
  const found = document.createElement(tag);
  if (classes) found.className = classes;
  found.append(...inside);
  return found;
}

export function button(label, classes, act) {
  const found = make("button", classes, label);
  found.type = "button";
  found.addEventListener("click", act);
  return found;
}

export const clock = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
export const day = (at) => new Date(at).toLocaleDateString(document.documentElement.lang, { year: "numeric", month: "long", day: "numeric", weekday: "short" });
const initials = (name) => (/^[\u3400-\u9fff]/.test(name) ? name.match(/^[\u3400-\u9fff]+/)[0].slice(-2) : name.split(/\s+/).map((one) => [...one][0] ?? "").slice(0, 2).join("").toUpperCase());

// Links can be followed, to nowhere but the web, and tell nobody where somebody came from.
function linked(text) {
  const box = make("p", "said-text");
  box.dir = "auto";
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const link = make("a", "", match[0]);
    link.href = match[0];
    link.rel = "noopener noreferrer nofollow ugc";
    link.target = "_blank";
    box.append(text.slice(at, match.index), link);
    at = match.index + match[0].length;
  }
  box.append(text.slice(at));
  return box;
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function file(one, at) {
  const link = make("a", one.kind === "image" ? "said-picture" : "said-file");
  link.href = `${at}files/${one.token}/${encodeURIComponent(one.name)}`;
  if (one.kind === "image") {
    const picture = make("img");
    Object.assign(picture, { src: `${link.href}?small`, alt: one.name, loading: "lazy", width: one.width, height: one.height });
    picture.style.aspectRatio = `${one.width} / ${one.height}`;
    link.append(picture);
    link.target = "_blank";
  } else {
    link.append(make("b", "", one.name), make("span", "soft small", size(one.size)));
  }
  return link;
}

function card(one, at, text) {
  const box = make("div", "said-card", linked(text));
  box.setAttribute("hx-get", `${at}cards/${encodeURIComponent(one.kind)}/${Number(one.id)}/`);
  box.setAttribute("hx-trigger", "load");
  return box;
}

function signs(message, talk) {
  const row = make("div", "said-signs");
  for (const [sign, people] of message.reactions) {
    const mine = people.includes(talk.me.identity);
    const one = button(`${sign} ${people.length}`, `sign${mine ? " mine" : ""}`, () => talk.act(message, { do: "react", sign }));
    one.setAttribute("aria-pressed", String(mine));
    row.append(one);
  }
  return row;
}

// The whole line of a message; drawn anew when the message changes.
export function line(message, talk) {
  const mine = message.by === talk.me.identity;
  const box = make("li", `line${mine ? " mine" : ""}${message.mentions.includes(talk.me.identity) ? " for-me" : ""}${message.kind === "announcement" ? " announced" : ""}`);
  box.dataset.seq = message.seq ?? "";
  box.tabIndex = -1;
  const face = make("span", "face", initials(message.name));
  face.style.background = COLOURS[message.person % COLOURS.length];
  face.setAttribute("aria-hidden", "true");
  const body = make("div", "line-body");
  const name = make("b", "", mine ? talk.words.you : message.name || talk.words.somebody);
  name.dir = "auto";
  const when = make("time", "", clock(message.at));
  when.dateTime = new Date(message.at).toISOString();
  const head = make("div", "line-head soft small", name, talk.titles.beside(message.person), " ", when);
  if (message.kind === "announcement") head.append(" ", make("span", "badge good", talk.words.announcement));
  if (message.pinned) head.append(" ", make("span", "badge", talk.words.pinned));
  if (message.edited && !message.deleted) head.append(" ", make("span", "", talk.words.edited));
  body.append(head, bubble(message, talk));
  if (message.reactions.length) body.append(signs(message, talk));
  if (message.state) body.append(state(message, talk));
  box.append(face, body);
  return box;
}

function bubble(message, talk) {
  const box = make("div", "bubble");
  if (message.deleted) {
    box.append(make("p", "soft", talk.words.deleted));
    return box;
  }
  if (message.reply) {
    const quote = button("", "quote", () => talk.jump(message.reply));
    quote.append(make("b", "", message.reply_name), make("span", "", message.reply_text || talk.words.deleted));
    quote.dir = "auto";
    box.append(quote);
  }
  for (const one of message.files) box.append(file(one, talk.at));
  if (message.card) box.append(card(message.card, talk.at, message.text));
  else if (message.text) box.append(linked(message.text));
  if (message.seq) {
    const more = button("⋯", "more", () => talk.menu(message));
    more.setAttribute("aria-label", talk.words.more);
    box.append(more);
    box.addEventListener("contextmenu", (event) => {
      if (!event.target.closest("a")) { event.preventDefault(); talk.menu(message); }
    });
  }
  return box;
}

function state(message, talk) {
  const box = make(message.state === "answered" ? "div" : "p", `state ${message.state}`);
  box.setAttribute("role", "status");
  box.append(message.state === "answered" ? linked(message.sentence) : message.sentence || talk.words[message.state]);
  if (message.state === "held") {
    const decided = make("a", "", talk.words.decided);
    decided.href = `${talk.at}me/cases/`;
    box.append(" ", decided);
  }
  if (["refused", "held", "answered"].includes(message.state)) box.append(" ", button(talk.words.dismiss, "linklike", () => talk.dismiss(message)));
  return box;
}
