/** SHA-256 (FIPS 180-4): names blobs by their content, also where a browser offers no cryptography (a page without https). */

/** The first 32 bits of the fractional parts of the `power`th roots of the first primes (constants of sections 4.2.2 and 5.3.3). */
function rootsOfPrimes(count: number, power: number): Uint32Array {
  const roots: number[] = [];
  for (let candidate = 2; roots.length < count; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) if (candidate % divisor === 0) prime = false;
    if (prime) roots.push((candidate ** (1 / power) % 1) * 2 ** 32);
  }
  return Uint32Array.from(roots);
}

const ROUND_CONSTANTS = rootsOfPrimes(64, 3);
const INITIAL = rootsOfPrimes(8, 2);

/** The digest of the bytes as 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const hash = INITIAL.slice();
  const words = new Uint32Array(64);
  const padded = padding(bytes);
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) block(hash, words, bytes, at);
  for (let at = 0; at < padded.length; at += 64) block(hash, words, padded, at);
  return Array.from(hash, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** What is left behind the whole blocks: the last bytes, a one bit, zeros, and the length in bits. */
function padding(bytes: Uint8Array): Uint8Array {
  const rest = bytes.length % 64;
  const tail = new Uint8Array(rest < 56 ? 64 : 128);
  tail.set(bytes.subarray(bytes.length - rest));
  tail[rest] = 0x80;
  new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
  return tail;
}

/** Mixes one block of 64 bytes into the hash. */
function block(hash: Uint32Array, words: Uint32Array, bytes: Uint8Array, at: number): void {
  schedule(words, bytes, at);
  let [a, b, c, d, e, f, g, h] = hash as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[i]! + words[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (hash[i]! += value));
}

/** The block's 16 words, expanded to 64. */
function schedule(words: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const from = at + 4 * i;
    words[i] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const early = words[i - 15]!;
    const late = words[i - 2]!;
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words[i] = words[i - 16]! + s0 + words[i - 7]! + s1;
  }
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
