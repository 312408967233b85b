/** Seeded mutations of links: no input makes it throw or hang, and what opens stays inside the caps and goes round again. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../base/random.ts';
import { MAX_NODES } from '../../document/caps.ts';
import { designJson } from '../../document/design-json.ts';
import { newDesign } from '../../document/new-design.ts';
import type { GraphNode } from '../../graph/graph.ts';
import { toBase64Url } from './base64url.ts';
import { packDesign } from './design-codec.ts';
import { deflateText } from './inflate.ts';
import { decodeLink, encodeLink } from './link.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.%&#=/ é\u0000';
const ODD_VALUES: readonly unknown[] = [
  null,
  -1,
  0,
  1,
  2.5,
  255,
  65_537,
  2 ** 31,
  -(2 ** 53),
  1e308,
  '',
  '__proto__',
  'constructor',
  '1',
  'x'.repeat(5000),
  true,
  [],
  {},
  [[[[]]]],
  [1, -1],
];

const OPS = ['conv2d', 'depthwise_conv2d', 'relu', 'add', 'dense', 'reshape', 'max_pool2d'];
const BASE = {
  ...newDesign('Fuzz'),
  graph: {
    nodes: Array.from({ length: 12 }, (_, i): GraphNode => {
      const inputs = i === 0 ? [] : [{ node: String(i), port: 0 }];
      const op = i === 0 ? 'input' : OPS[i % OPS.length]!;
      return { id: String(i + 1), op, name: i % 5 === 4 ? `name ${i}` : '', params: op === 'conv2d' ? { filters: i } : {}, inputs };
    }),
    groups: [{ id: 'a', name: 'Block', nodes: ['2', '3'], collapsed: false, repeat: 2 }],
    outputs: [{ node: '12', port: 0 }],
  },
  notes: 'note',
  positions: { '3': [10, 20] as const },
  budgets: { sramBytes: 1000 },
  origin: { fileName: 'a.tflite', fileBytes: 10, blob: 'ab'.repeat(32), tensorOrder: [1, 0, 2] },
};

function mutatedText(text: string, random: Random): string {
  let result = text;
  for (let i = random.int(1, 4); i > 0; i--) {
    const at = random.int(0, result.length);
    const edits = [
      () => result.slice(0, at) + ALPHABET[random.int(0, ALPHABET.length - 1)] + result.slice(at + 1),
      () => result.slice(0, at) + ALPHABET[random.int(0, ALPHABET.length - 1)] + result.slice(at),
      () => result.slice(0, at) + result.slice(at + random.int(1, 9)),
      () => result.slice(0, at),
      () => result.slice(0, at) + result.slice(random.int(0, at)),
    ];
    result = random.pick(edits)();
  }
  return result;
}

function linkOf(text: string): string {
  return `1.${toBase64Url(deflateText(text))}`;
}

/** The value with a random part replaced, doubled or left out. */
function mutatedValue(value: unknown, random: Random): unknown {
  if (!Array.isArray(value) || value.length === 0 || random.next() < 0.03) return random.pick(ODD_VALUES);
  const items: unknown[] = [...(value as unknown[])];
  const at = random.int(0, items.length - 1);
  const action = random.next();
  if (action < 0.1) items.splice(at, 1);
  else if (action < 0.2) items.splice(at, 0, items[at]);
  else items[at] = mutatedValue(items[at], random);
  return items;
}

/** "opened", "refused", or what is wrong with how the link was treated. */
function outcome(link: string): string {
  const decoded = decodeLink(link);
  if (!decoded.ok) {
    const { message } = decoded.error;
    return /^This link cannot be opened: .+\.$/s.test(message) && message.length < 300 ? 'refused' : `bad message: ${message}`;
  }
  if (decoded.value.graph.nodes.length > MAX_NODES) return `too many nodes: ${link}`;
  const again = decodeLink(encodeLink(decoded.value));
  return again.ok && designJson(again.value) === designJson(decoded.value) ? 'opened' : `another design the second time: ${link}`;
}

/** How many of 4000 mutated links opened; the others were refused with a message. */
function openedOf4000(seed: number, mutatedLink: (random: Random) => string): number {
  const random = createRandom(seed);
  const outcomes = Array.from({ length: 4000 }, () => outcome(mutatedLink(random)));
  expect(outcomes.filter((text) => text !== 'opened' && text !== 'refused')).toEqual([]);
  return outcomes.filter((text) => text === 'opened').length;
}

describe('decodeLink', () => {
  it('survives 4000 links with changed characters', () => {
    const link = encodeLink(BASE);
    expect(openedOf4000(11, (random) => mutatedText(link, random))).toBeGreaterThan(10);
  });

  it('survives 4000 links whose contents have changed characters', () => {
    const text = JSON.stringify(packDesign(BASE));
    expect(openedOf4000(12, (random) => linkOf(mutatedText(text, random)))).toBeGreaterThan(40);
  });

  it('survives 4000 links whose arrays were changed', () => {
    const opened = openedOf4000(13, (random) => {
      let value: unknown = packDesign(BASE);
      for (let k = random.int(1, 2); k > 0; k--) value = mutatedValue(value, random);
      return linkOf(JSON.stringify(value));
    });
    expect(opened).toBeGreaterThan(300);
  });
});
