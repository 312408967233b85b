/** Seeded mutations of JSON documents: no input makes parsing throw or hang, and what opens stays inside the caps. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../base/random.ts';
import type { GraphNode } from '../graph/graph.ts';
import { MAX_NODES } from './caps.ts';
import { designJson } from './design-json.ts';
import type { Design } from './design.ts';
import { newDesign } from './new-design.ts';
import { parseDesignText } from './parse-design.ts';

const NODES = Array.from({ length: 8 }, (_, i): GraphNode => {
  const inputs = i === 0 ? [] : [{ node: String(i), port: 0 }, undefined].slice(0, 1 + (i % 2));
  const op = ['input', 'conv2d', 'add', 'relu'][i % 4]!;
  return { id: String(i + 1), op, name: '', params: op === 'conv2d' ? { filters: i, padding: 'valid' } : {}, inputs };
});
const BASE: Design = {
  ...newDesign('Fuzz'),
  graph: {
    nodes: NODES,
    groups: [{ id: 'g1', name: 'Block', nodes: ['2', '3'], collapsed: false, repeat: 2 }],
    outputs: [{ node: '8', port: 0 }],
  },
  positions: { '3': [10, 20] },
  budgets: { sramBytes: 1000 },
  origin: { fileName: 'a.tflite', fileBytes: 10, blob: 'ab'.repeat(32), tensorOrder: [1, 0, 2] },
};

const CHARACTERS = '{}[]",:0123456789.-+eE\\ntrufalse \u0000é';
const ODD_TEXTS = [
  'null',
  '-1',
  '1e999',
  '2.5',
  '""',
  '"x"',
  '[]',
  '{}',
  'true',
  '"__proto__"',
  '9007199254740993',
  '[[[[]]]]',
  `"${'x'.repeat(2000)}"`,
];

/** Half of the mutations keep the text JSON. */
function mutated(text: string, random: Random): string {
  let result = text;
  const keepJson = random.next() < 0.5;
  for (let i = random.int(1, 2); i > 0; i--) {
    const at = random.int(0, result.length);
    const edits = [
      () => result.slice(0, at) + CHARACTERS[random.int(0, CHARACTERS.length - 1)] + result.slice(at + 1),
      () => result.slice(0, at) + result.slice(at + random.int(1, 20)),
      () => result.slice(0, at),
    ];
    const kept = [() => replaceValue(result, random), () => replaceValue(result, random), () => replaceKey(result, random)];
    result = random.pick(keepJson ? kept : edits)();
  }
  return result;
}

/** One number, text or word of the JSON replaced by something odd. */
function replaceValue(text: string, random: Random): string {
  const values = [...text.matchAll(/(?<=[:[,] )("[^"]*"|-?\d+|true|false|null|\[\]|\{\})(?!")/g)];
  if (values.length === 0) return text;
  const { index, 0: found } = random.pick(values);
  const another = /^-?\d/.test(found) ? String(random.int(0, 20)) : random.pick(values)[0];
  return text.slice(0, index) + (random.next() < 0.5 ? another : random.pick(ODD_TEXTS)) + text.slice(index + found.length);
}

function replaceKey(text: string, random: Random): string {
  const keys = [...text.matchAll(/"(\w+)":/g)];
  if (keys.length === 0) return text;
  const { index, 0: found } = random.pick(keys);
  return `${text.slice(0, index)}"${random.pick(['__proto__', 'constructor', 'toString', 'name', 'x'])}":${text.slice(index + found.length)}`;
}

/** "opened", "refused", or what is wrong with how the text was treated. */
function outcome(text: string): string {
  const parsed = parseDesignText(text);
  if (!parsed.ok) {
    const { message } = parsed.error;
    return message.length < 300 && !/undefined|Invalid/.test(message) ? 'refused' : `bad message: ${message}`;
  }
  if (parsed.value.graph.nodes.length > MAX_NODES) return `too many nodes: ${text}`;
  const again = parseDesignText(designJson(parsed.value));
  return again.ok && designJson(again.value) === designJson(parsed.value) ? 'opened' : `another design the second time: ${text}`;
}

describe('parseDesignText', () => {
  it('survives 8000 mutated documents with one message each', () => {
    const random = createRandom(21);
    const text = designJson(BASE);
    const outcomes = Array.from({ length: 8000 }, () => outcome(mutated(text, random)));
    expect(outcomes.filter((each) => each !== 'opened' && each !== 'refused')).toEqual([]);
    expect(outcomes.filter((each) => each === 'opened').length).toBeGreaterThan(200);
  });
});
