// One group: what is said comes over the socket and goes out by it.
import { Cards, Commands } from "./cards.js";
import { Composer } from "./talk/composer.js";
import { History } from "./talk/history.js";
import { newKey, Outbox } from "./talk/outbox.js";
import { askReport } from "./talk/report.js";
import { Sheets } from "./talk/sheets.js";
import { Titles } from "./talk/titles.js";
import { Wire } from "./talk/wire.js";

const held = JSON.parse(document.getElementById("held").textContent);
const here = (id) => document.getElementById(id);
const path = `${held.at}groups/${held.group.id}/`;
const token = JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"];
const talk = { ...held, names: new Map() };
const outbox = new Outbox(`qunli-outbox-${held.group.id}-${held.me.person}`);
const history = new History(here("talk"), talk);
const cards = new Cards(here("talk"), talk);
const sheets = new Sheets(here("sheet"), talk);
let newest = held.group.last_seq;
let read = held.group.read;
let typed = 0;

async function ask(address, how) {
  const answer = await fetch(address, { credentials: "same-origin", ...how });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.detail || talk.words.failed);
  return said;
}

function post(address, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return ask(address, { method: "POST", body: form, headers: { "x-csrftoken": token } });
}

const know = (message) => message.by !== held.me.identity && message.name && talk.names.set(message.by, message.name);
const draft = (said) => ({ ...said, by: held.me.identity, person: held.me.person, name: held.me.name, mentions: [], reactions: [], files: said.files.map((one) => one.file),
  reply: said.reply?.seq ?? null, reply_name: said.reply?.name ?? "", reply_text: said.reply?.text?.slice(0, 100) ?? "", seq: null });
const frame = (said) => ({ t: "send", key: said.key, group: held.group.id, text: said.text, reply: said.reply?.seq ?? null, mentions: said.mentions, files: said.files.map((one) => one.id), kind: said.kind });

Object.assign(talk, {
  titles: new Titles(held.titles, (people) => ask(`${held.at}titles/?of=${people.join(",")}`)),
  named: (beginning) => ask(`${held.at}names/?q=${encodeURIComponent(beginning)}`),
  get: (address) => ask(path + address),
  upload: (file) => post(`${path}files/`, { file }),
  tell: (sentence) => { here("told").textContent = sentence; },
  menu: (message) => sheets.menu(message),
  async act(message, fields) {
    try { heard({ t: "message", message: (await post(`${path}messages/${message.seq}/`, fields)).said }); } catch (error) { talk.tell(error.message); }
  },
  helped: (message) => ask(`${path}messages/${message.seq}/helped/`),
  async helps(message, what) {
    try { talk.tell((await post(`${path}messages/${message.seq}/helped/`, { do: what })).sentence); cards.answered(message.reply); } catch (error) { talk.tell(error.message); }
  },
  report: (message) => askReport(sheets, talk.words, message, (reason) =>
    post(`${path}messages/${message.seq}/report/`, { reason }).then((said) => talk.tell(said.sentence), (error) => talk.tell(error.message))),
  async jump(seq) { if (!history.show(seq)) await history.jump(`around=${seq}`, newest).catch((error) => talk.tell(error.message)); },
  async jumpTo(moment) { if (!(await history.jump(`at=${moment}`, newest).catch(() => false))) talk.tell(talk.words.nothing_then); },
  say(given) {
    const said = { ...given, key: newKey(), at: Date.now(), reply: given.reply && { seq: given.reply.seq, name: given.reply.name, text: given.reply.text } };
    outbox.add(said);
    history.waiting({ ...draft(said), state: wire.send(frame(said)) ? "sending" : "offline" });
    history.toEnd();
  },
  dismiss: (message) => history.settle(message.key),
  typing() { if (Date.now() - typed > 3000 && wire.send({ t: "typing" })) typed = Date.now(); },
  looked() {
    here("to-end").hidden = history.atEnd && history.bottom;
    if (document.visibilityState !== "visible" || !history.atEnd || history.last <= read) return;
    if (wire.send({ t: "read", seq: history.last })) read = history.last;
  },
});

function typing(person, name) {
  if (person === held.me.person) return;
  const shown = here("typing");
  shown.textContent = talk.words.writing.replace("{name}", name);
  shown.person = person;
  clearTimeout(shown.timer);
  shown.timer = setTimeout(() => { shown.textContent = ""; }, 4000);
}

function settled(answer, state) {
  const said = outbox.take(answer.key);
  if (!said) return;
  if (state === "done") { history.settle(said.key); return; }
  if (state === "") { if (history.shown.has(answer.seq)) history.settle(said.key); return; }
  history.waiting({ ...draft(said), state, sentence: answer.sentence });
}

function heard(got) {
  switch (got.t) {
    case "message":
      newest = Math.max(newest, got.message.seq);
      know(got.message);
      if (here("typing").person === got.message.person) here("typing").textContent = "";
      history.came(got.message);
      cards.answered(got.message.reply);
      talk.looked();
      break;
    case "ack": settled(got, ""); break;
    case "held": case "refused": settled(got, got.t); break;
    case "answered": settled(got, got.sentence ? "answered" : "done"); break;
    case "card": cards.changed(got); break;
    case "retry": setTimeout(() => outbox.waiting.filter((one) => one.key === got.key).forEach((one) => wire.send(frame(one))), 1500); break;
    case "typing": typing(got.person, got.name); break;
    case "here": here("present").textContent = talk.words.present.replace("{count}", got.count); break;
    case "lost": wire.send({ t: "listen", group: held.group.id, since: newest }); break;
    case "reload": history.jump(`around=${history.last}`, Infinity).catch(() => location.reload()); break;
    case "error": talk.tell(got.sentence); break;
    default:
  }
}

const wire = new Wire(`${held.at}socket/`, heard, (open) => {
  here("line").hidden = open;
  if (!open) return;
  wire.send({ t: "listen", group: held.group.id, since: newest });
  cards.refresh();
  outbox.waiting.forEach((one) => wire.send(frame(one)));
});

if (here("say")) new Commands(here("say"), held.commands);
talk.composer = here("say") ? new Composer(here("say"), talk) : { answer() {}, edit() {} };
held.said.forEach(know);
outbox.waiting.forEach((one) => history.pending.set(one.key, { ...draft(one), state: "offline" }));
history.start(held.said, newest);
history.toEnd();
history.markNew(held.group.unread ? read : 0);
talk.looked();
here("search").addEventListener("click", () => sheets.search());
here("pins").addEventListener("click", () => sheets.pins().catch((error) => talk.tell(error.message)));
here("to-end").addEventListener("click", async () => {
  if (!history.bottom) await history.jump(`around=${newest}`, newest).catch(() => {});
  history.toEnd();
});
document.addEventListener("visibilitychange", () => talk.looked());
here("pinned")?.addEventListener("click", () => talk.jump(held.pins[0].seq));
