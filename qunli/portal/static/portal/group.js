// One group: messages come over the socket, and what is said goes out by it.
const held = JSON.parse(document.getElementById("held").textContent);
const talk = document.getElementById("talk");
const say = document.getElementById("say");
const shown = new Map();
let last = 0;

function show(message) {
  const line = shown.get(message.seq) ?? talk.appendChild(document.createElement("li"));
  shown.set(message.seq, line);
  line.replaceChildren();
  const name = document.createElement("b");
  name.textContent = message.name;
  const text = document.createElement("p");
  text.textContent = message.text;
  line.append(name, text);
  last = Math.max(last, message.seq);
}

held.said.forEach(show);
let socket;

function open() {
  socket = new WebSocket(`${location.origin.replace("http", "ws")}${held.socket}`);
  socket.onopen = () => socket.send(JSON.stringify({ t: "listen", group: held.group.id, since: last }));
  socket.onmessage = (event) => {
    for (const frame of JSON.parse(event.data)) if (frame.t === "message") show(frame.message);
  };
  socket.onclose = () => setTimeout(open, 1000 + Math.random() * 2000);
}

open();
say.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = document.getElementById("text");
  socket.send(JSON.stringify({ t: "send", key: crypto.randomUUID(), group: held.group.id, text: text.value }));
  text.value = "";
});
