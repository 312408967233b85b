/** Damaged copies of files: bits flipped, words set to what a length or an offset should not be, pieces lost, moved or filled with noise. */
import type { Random } from '../core/base/random.ts';

type Mutation = (random: Random, bytes: Uint8Array) => Uint8Array;

function edited(bytes: Uint8Array, change: (copy: Uint8Array, view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(copy, new DataView(copy.buffer));
  return copy;
}

const flipBits: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    for (let i = random.int(1, 8); i > 0; i--) copy[random.int(0, copy.length - 1)]! ^= 1 << random.int(0, 7);
  });

const setBytes: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    for (let i = random.int(1, 4); i > 0; i--)
      copy[random.int(0, copy.length - 1)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.int(0, 255)]);
  });

const corruptWords: Mutation = (random, bytes) =>
  edited(bytes, (_, view) => {
    const wrong = [0, 1, -1, 8, 0x7fffffff, bytes.length, bytes.length - 4, random.int(0, 2 ** 32 - 1), random.int(0, bytes.length)];
    for (let i = random.int(1, 3); i > 0; i--) view.setInt32(random.int(0, Math.max(0, bytes.length - 4)), random.pick(wrong), true);
  });

const scramble: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    const start = random.int(0, copy.length - 1);
    for (let i = start; i < Math.min(copy.length, start + random.int(1, 32)); i++) copy[i] = random.int(0, 255);
  });

const move: Mutation = (random, bytes) =>
  edited(bytes, (copy) => {
    const start = random.int(0, copy.length - 1);
    copy.copyWithin(random.int(0, copy.length - 1), start, start + random.int(1, 128));
  });

const truncate: Mutation = (random, bytes) => bytes.slice(0, random.int(0, bytes.length - 1));

const cut: Mutation = (random, bytes) => {
  const start = random.int(0, bytes.length - 1);
  const end = Math.min(bytes.length, start + random.int(1, 64));
  const left = bytes.slice(0, bytes.length - (end - start));
  left.set(bytes.subarray(end), start);
  return left;
};

const MUTATIONS: readonly Mutation[] = [flipBits, flipBits, setBytes, setBytes, corruptWords, scramble, move, truncate, cut];

export function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  return random.pick(MUTATIONS)(random, bytes);
}

const ODD = [
  'null',
  '-1',
  '0',
  '1e400',
  '4294967297',
  '0.5',
  '[]',
  '{}',
  '"relu"',
  'true',
  '[[0,0],[1,2]]',
  '"channels_first"',
  '99999',
  '"\\u0000"',
];

const TOKENS = new Map<string, readonly RegExpExecArray[]>();

/** Numbers, texts, truths and nulls of a JSON text; each text is looked through once. */
function tokensOf(text: string): readonly RegExpExecArray[] {
  const tokens = TOKENS.get(text) ?? [...text.matchAll(/-?\d+(\.\d+)?([eE][-+]?\d+)?|"[^"]*"|true|false|null/g)];
  TOKENS.set(text, tokens);
  return tokens;
}

/** JSON text with some of its numbers, texts, truths and nulls replaced: most of it stays JSON. */
export function mutatedJson(random: Random, text: string): string {
  const tokens = tokensOf(text);
  const changes = new Set(Array.from({ length: random.int(1, 4) }, () => random.int(0, tokens.length - 1)));
  let result = '';
  let at = 0;
  for (const index of [...changes].toSorted((a, b) => a - b)) {
    const token = tokens[index]!;
    result += text.slice(at, token.index) + (random.next() < 0.5 ? random.pick(ODD) : random.pick(tokens)[0]);
    at = token.index + token[0].length;
  }
  return result + text.slice(at);
}
