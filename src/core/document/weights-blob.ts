/**
 * Weights as bytes, named by their hash and kept beside the design: the mark "TSW1", the length of a JSON head, the head, and the values,
 * each little-endian and aligned to 4. What reads it back believes nothing.
 */
import * as v from 'valibot';
import { fail, ok, type Result } from '../base/result.ts';
import type { Quantization } from '../graph/deployed.ts';
import { elementCount } from '../graph/tensor.ts';
import type { NodeWeights, Trained, Weight, Weights } from './weights.ts';

const MARK = 0x31575354;
const HEADER_BYTES = 8;
/** What a head may name; a network of 2000 nodes has a few thousand. */
const MAX_ENTRIES = 20_000;
const MAX_SCALES = 65_536;
/** Of one node; a GRU's steps of time have some each. */
const MAX_VALUES = 65_536;

const TYPES = { float32: Float32Array, int8: Int8Array, int16: Int16Array, int32: Int32Array } as const;
type TypeName = keyof typeof TYPES;

const numbers = v.pipe(v.array(v.number()), v.maxLength(MAX_SCALES));
const quantization = v.strictObject({ scales: numbers, zeroPoints: numbers, axis: v.pipe(v.number(), v.integer(), v.minValue(0)) });
const dimension = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31));
const HEAD = v.strictObject({
  weights: v.pipe(
    v.array(
      v.strictObject({
        node: v.string(),
        name: v.string(),
        shape: v.pipe(v.array(dimension), v.maxLength(8)),
        type: v.picklist(['float32', 'int8', 'int16', 'int32']),
        offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
        quantization: v.exactOptional(quantization),
      }),
    ),
    v.maxLength(MAX_ENTRIES),
  ),
  activations: v.pipe(
    v.array(v.strictObject({ node: v.string(), ports: v.pipe(v.array(v.nullable(quantization)), v.maxLength(MAX_VALUES)) })),
    v.maxLength(MAX_ENTRIES),
  ),
  trained: v.exactOptional(
    v.strictObject({
      network: v.string(),
      weightBits: v.picklist([8, 4]),
      kernelScales: v.exactOptional(
        v.pipe(
          v.array(v.strictObject({ node: v.string(), kernels: v.pipe(v.array(v.nullable(numbers)), v.maxLength(MAX_VALUES)) })),
          v.maxLength(MAX_ENTRIES),
        ),
      ),
    }),
  ),
});
type Head = v.InferOutput<typeof HEAD>;

export function encodeWeights({ nodes, activations, trained }: Weights): Uint8Array {
  const entries = [...nodes].flatMap(([node, named]) => Object.entries(named).map(([name, weight]) => ({ node, name, weight })));
  let offset = 0;
  const weights = entries.map(({ node, name, weight: { shape, values, quantization: given } }): Head['weights'][number] => {
    const entry = {
      node,
      name,
      shape: [...shape],
      type: typeOf(values),
      offset,
      ...(given === undefined ? {} : { quantization: plain(given) }),
    };
    offset += aligned(values.byteLength);
    return entry;
  });
  const ports = [...activations].map(([node, list]) => ({ node, ports: list.map((each) => (each === undefined ? null : plain(each))) }));
  const known: Head = { weights, activations: ports, ...(trained === undefined ? {} : { trained: trainedHead(trained) }) };
  const head = new TextEncoder().encode(JSON.stringify(known));
  const start = aligned(HEADER_BYTES + head.length);
  const bytes = new Uint8Array(start + offset);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MARK, true);
  view.setUint32(4, head.length, true);
  bytes.set(head, HEADER_BYTES);
  entries.forEach(({ weight: { values } }, i) => {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start + weights[i]!.offset);
  });
  return bytes;
}

/** True for bytes that `encodeWeights` made, judged by their mark. */
export function isWeights(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_BYTES && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MARK;
}

export function decodeWeights(bytes: Uint8Array): Result<Weights> {
  const head = isWeights(bytes) ? headOf(bytes) : undefined;
  if (head === undefined) return fail('The weights kept beside the design cannot be read');
  const start = aligned(HEADER_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true));
  const nodes = new Map<string, NodeWeights>();
  for (const { node, name, shape, type, offset, quantization: given } of head.weights) {
    const values = valuesAt(bytes, start + offset, elementCount(shape), type);
    if (values === undefined) return fail(`The weights kept beside the design end before "${name}" of node ${node}`);
    const weight: Weight = { shape, values, ...(given === undefined ? {} : { quantization: given }) };
    nodes.set(node, { ...nodes.get(node), [name]: weight });
  }
  const activations = new Map(head.activations.map(({ node, ports }) => [node, ports.map((each) => each ?? undefined)]));
  return ok({ nodes, activations, ...(head.trained === undefined ? {} : { trained: trainedOf(head.trained) }) });
}

function trainedHead({ kernelScales, ...trained }: Trained): NonNullable<Head['trained']> {
  if (kernelScales === undefined) return trained;
  const entries = [...kernelScales].map(([node, kernels]) => ({ node, kernels: kernels.map((scales) => (scales ? [...scales] : null)) }));
  return { ...trained, kernelScales: entries };
}

function trainedOf({ kernelScales, ...trained }: NonNullable<Head['trained']>): Trained {
  if (kernelScales === undefined) return trained;
  const entries = kernelScales.map(({ node, kernels }) => [node, kernels.map((scales) => scales ?? undefined)] as const);
  return { ...trained, kernelScales: new Map(entries) };
}

function headOf(bytes: Uint8Array): Head | undefined {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + length));
    const parsed = v.safeParse(HEAD, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function valuesAt(bytes: Uint8Array, from: number, count: number, type: TypeName): Weight['values'] | undefined {
  const constructor = TYPES[type];
  const length = count * constructor.BYTES_PER_ELEMENT;
  if (from + length > bytes.length) return undefined;
  return new constructor(bytes.slice(from, from + length).buffer);
}

function typeOf(values: Weight['values']): TypeName {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Int8Array) return 'int8';
  return values instanceof Int16Array ? 'int16' : 'int32';
}

function plain({ scales, zeroPoints, axis }: Quantization): { scales: number[]; zeroPoints: number[]; axis: number } {
  return { scales: [...scales], zeroPoints: [...zeroPoints], axis };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
