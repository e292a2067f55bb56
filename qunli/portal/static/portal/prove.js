// Hashcash: the first count whose SHA-256 behind the puzzle begins with so many zero bits. Written out, because the
// browser's own digest is asynchronous (twenty times slower for short texts) and absent on plain http.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
for (let n = 2, found = 0; found < 64; n++) {
  let prime = true;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
  if (!prime) continue;
  if (found < 8) START[found] = (Math.sqrt(n) % 1) * 4294967296;
  K[found++] = (Math.cbrt(n) % 1) * 4294967296;
}
const W = new Uint32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

function digest(bytes, length) {
  const H = new Uint32Array(START);
  const blocks = ((length + 8) >> 6) + 1;
  bytes.fill(0, length, blocks * 64);
  bytes[length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(blocks * 64 - 4, length * 8);
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 16; t++) W[t] = view.getUint32(block * 64 + t * 4);
    for (let t = 16; t < 64; t++) {
      const a = W[t - 15], b = W[t - 2];
      W[t] = W[t - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + W[t - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = H;
    for (let t = 0; t < 64; t++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    H[0] += a; H[1] += b; H[2] += c; H[3] += d; H[4] += e; H[5] += f; H[6] += g; H[7] += h;
  }
  return H[0];
}

self.onmessage = ({ data: { puzzle, bits } }) => {
  const start = new TextEncoder().encode(`${puzzle}:`);
  const bytes = new Uint8Array(((start.length + 16 + 9) >> 6) * 64 + 64);
  bytes.set(start);
  for (let count = 0; ; count++) {
    const digits = String(count);
    for (let at = 0; at < digits.length; at++) bytes[start.length + at] = digits.charCodeAt(at);
    if (digest(bytes, start.length + digits.length) >>> (32 - bits) === 0) {
      self.postMessage(digits);
      return;
    }
  }
};
