// SHA-256 (FIPS 180-4) without crypto.subtle, which browsers keep from pages over plain HTTP.
import type { Bytes } from './bytes';

const blockBytes = 64;

// The first 32 bits of the fractional part of a root of a prime: the standard's constants are such.
const fraction = (root: number) => Math.floor((root - Math.floor(root)) * 0x1_0000_0000) >>> 0;

const primes: number[] = [];
for (let number = 2; primes.length < 64; number += 1) {
  if (primes.every((prime) => number % prime !== 0)) primes.push(number);
}
const rounds = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const turned = (word: number, by: number) => (word >>> by) | (word << (32 - by));

// The message, a one, zeros, and its length in bits, in whole blocks.
function padded(data: Bytes): DataView {
  const length = Math.ceil((data.length + 9) / blockBytes) * blockBytes;
  const bytes = new Uint8Array(length);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(length - 8, BigInt(data.length) * 8n);
  return view;
}

function takeBlock(state: Uint32Array, view: DataView, at: number): void {
  const w = new Uint32Array(64);
  const word = (place: number) => w[place] ?? 0;
  for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(at + i * 4);
  for (let i = 16; i < 64; i += 1) {
    const [x, y] = [word(i - 15), word(i - 2)];
    const small = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const large = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    w[i] = word(i - 16) + small + word(i - 7) + large;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + choice + (rounds[i] ?? 0) + word(i)) | 0;
    const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((part, i) => (state[i] = (state[i] ?? 0) + part));
}

export function sha256(data: Bytes): Bytes {
  const state = start.slice();
  const view = padded(data);
  for (let at = 0; at < view.byteLength; at += blockBytes) takeBlock(state, view, at);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((part, i) => digest.setUint32(i * 4, part));
  return new Uint8Array(digest.buffer);
}
