// The socket: opened again whenever it ends, sooner when the phone is back.
const GONE = [4401, 4003];

export class Wire {
  constructor(address, heard, changed) {
    Object.assign(this, { address, heard, changed, tries: 0, open: false });
    addEventListener("online", () => this.again(0));
    addEventListener("offline", () => this.lost());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !this.open && this.again(0));
    this.connect();
    setInterval(() => this.send({ t: "ping" }), 25_000);
  }

  connect() {
    clearTimeout(this.timer);
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}${this.address}`);
    this.socket = socket;
    socket.onopen = () => {
      Object.assign(this, { tries: 0, open: true });
      this.changed(true);
    };
    socket.onmessage = (event) => JSON.parse(event.data).forEach(this.heard);
    socket.onclose = (event) => {
      if (socket !== this.socket) return;
      this.open = false;
      this.changed(false);
      if (GONE.includes(event.code)) location.reload();
      else this.again(Math.min(20_000, 500 * 2 ** this.tries++) * (0.5 + Math.random()));
    };
  }

  // A phone without a network keeps its socket open for minutes; what is written then must not look sent.
  lost() {
    if (!this.open) return;
    this.open = false;
    this.socket.onclose = null;
    this.socket.close();
    this.changed(false);
    this.again(20_000);
  }

  again(after) {
    if (this.open) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), after);
  }

  send(frame) {
    if (!this.open || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }
}
