import { Builder } from 'flatbuffers';
import { describe, expect, it } from 'vitest';
import { readTflite } from './read.ts';
import { MAX_FILE_BYTES } from './tflite-file.ts';

interface Parts {
  readonly version?: number;
  readonly subgraphs?: readonly string[];
  readonly shape?: readonly number[];
  readonly signature?: readonly number[];
  readonly type?: number;
  readonly data?: Uint8Array;
  readonly reads?: number;
  readonly builtin?: number;
}

const INT8 = 9;
const LOGISTIC = 14;

/** A file of one operator from tensor 0 to tensor 1, made with the flatbuffers package. */
function built(parts: Parts): Uint8Array {
  const builder = new Builder(256);
  const buffers = [undefined, parts.data].map((data) => bufferOf(builder, data));
  const code = codeOf(builder, parts.builtin ?? LOGISTIC);
  const subgraphs = (parts.subgraphs ?? ['main']).map((name) => subgraphOf(builder, name, parts));
  const vectors = [[code], subgraphs, buffers].map((tables) => offsets(builder, tables));
  const description = builder.createString('built by hand');
  builder.startObject(5);
  builder.addFieldInt32(0, parts.version ?? 3, 0);
  builder.addFieldOffset(1, vectors[0]!, 0);
  builder.addFieldOffset(2, vectors[1]!, 0);
  builder.addFieldOffset(3, description, 0);
  builder.addFieldOffset(4, vectors[2]!, 0);
  builder.finish(builder.endObject(), 'TFL3');
  return builder.asUint8Array();
}

function offsets(builder: Builder, tables: readonly number[]): number {
  builder.startVector(4, tables.length, 4);
  for (const table of tables.toReversed()) builder.addOffset(table);
  return builder.endVector();
}

function ints(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function bufferOf(builder: Builder, data: Uint8Array | undefined): number {
  const vector = data === undefined ? 0 : builder.createByteVector(data);
  builder.startObject(1);
  builder.addFieldOffset(0, vector, 0);
  return builder.endObject();
}

function codeOf(builder: Builder, builtin: number): number {
  builder.startObject(4);
  builder.addFieldInt8(0, Math.min(builtin, 127), 0);
  builder.addFieldInt32(3, builtin, 0);
  return builder.endObject();
}

function tensorOf(builder: Builder, name: string, parts: Parts): number {
  const shape = ints(builder, parts.shape ?? [1, 4]);
  const signature = parts.signature === undefined ? 0 : ints(builder, parts.signature);
  const text = builder.createString(name);
  builder.startObject(8);
  builder.addFieldOffset(0, shape, 0);
  builder.addFieldInt8(1, parts.type ?? INT8, 0);
  builder.addFieldInt32(2, parts.data !== undefined && name === 'x' ? 1 : 0, 0);
  builder.addFieldOffset(3, text, 0);
  builder.addFieldOffset(7, signature, 0);
  return builder.endObject();
}

function subgraphOf(builder: Builder, name: string, parts: Parts): number {
  const tensors = offsets(builder, [tensorOf(builder, 'x', parts), tensorOf(builder, 'y', parts)]);
  const [x, y, reads] = [ints(builder, [0]), ints(builder, [1]), ints(builder, [parts.reads ?? 0])];
  builder.startObject(3);
  builder.addFieldOffset(1, reads, 0);
  builder.addFieldOffset(2, y, 0);
  const operators = offsets(builder, [builder.endObject()]);
  const text = builder.createString(name);
  builder.startObject(5);
  builder.addFieldOffset(0, tensors, 0);
  builder.addFieldOffset(1, x, 0);
  builder.addFieldOffset(2, y, 0);
  builder.addFieldOffset(3, operators, 0);
  builder.addFieldOffset(4, text, 0);
  return builder.endObject();
}

function message(parts: Parts): string {
  const result = readTflite(built(parts), 'a.tflite');
  return result.ok ? 'opened' : result.error.message;
}

describe('reading a .tflite', () => {
  it('reads a file made with the flatbuffers package', () => {
    const result = readTflite(built({}), 'a.tflite');
    if (!result.ok) throw new Error(result.error.message);
    const tensor = { shape: [1, 4], type: 'int8', role: 'activation', bytes: 4, scaleCount: 0 };
    expect(result.value.graph).toEqual({
      tensors: [
        { name: 'x', ...tensor },
        { name: 'y', ...tensor },
      ],
      ops: [{ code: 'LOGISTIC', inputs: [0], outputs: [1], options: {}, node: undefined }],
      inputs: [0],
      outputs: [1],
    });
    expect(result.value.extras.description).toBe('built by hand');
  });

  it('takes the concrete shape where the signature leaves the batch open', () => {
    expect(message({ shape: [1, 4], signature: [-1, 4] })).toBe('opened');
  });

  it('opens an operator it does not know as an opaque one', () => {
    const result = readTflite(built({ builtin: 150 }), 'a.tflite');
    expect(result.ok && result.value.graph.ops[0]).toMatchObject({ code: 'OPAQUE', options: { builtin: 150, name: 'GELU', version: 1 } });
  });

  it('refuses several subgraphs and names them', () => {
    expect(message({ subgraphs: ['main', 'while_body'] })).toBe(
      'a.tflite: the file holds 2 subgraphs ("main", "while_body"); only files with one can be opened',
    );
  });

  it('names the tensor whose size is open', () => {
    const advice = 'whose size is open; convert the model with fixed shapes';
    expect(message({ shape: [-1, 4] })).toBe(`a.tflite: tensor 0: "x" has the shape [-1, 4], ${advice}`);
    expect(message({ shape: [1, 0] })).toBe(`a.tflite: tensor 0: "x" has the shape [1, 0], ${advice}`);
  });

  it('names the tensor whose type, rank or size it cannot hold', () => {
    expect(message({ type: 11 })).toBe('a.tflite: tensor 0: "x" has element type number 11, which is not supported');
    expect(message({ shape: [1, 1, 1, 1, 1, 1, 1, 1, 1] })).toBe('a.tflite: tensor 0: "x" has 9 dimensions; at most 8 can be opened');
    expect(message({ shape: [65536, 65536] })).toBe('a.tflite: tensor 0: "x" has the shape 65536x65536, more than 1073741824 elements');
    expect(message({ data: new Uint8Array(3) })).toBe('a.tflite: tensor 0: "x" holds 3 bytes of data, but 1x4 int8 needs 4');
  });

  it('refuses operators that read what is not there', () => {
    expect(message({ reads: 2 })).toBe('a.tflite: operator 0: its inputs refer to tensor 2 of 2');
    expect(message({ reads: 1 })).toBe('a.tflite: operator 0: LOGISTIC reads tensor 1 "y" before an operator has written it');
  });

  it('says when a file is no TensorFlow Lite file, of another version, empty or too large', () => {
    const notOurs = 'this is not a TensorFlow Lite file (no "TFL3" at byte 4)';
    expect(readTflite(new TextEncoder().encode('PK.......'), 'a.zip')).toEqual({
      ok: false,
      error: { message: `a.zip: ${notOurs}`, where: 'byte 4' },
    });
    expect(readTflite(new Uint8Array(), 'empty.tflite')).toMatchObject({ ok: false, error: { message: `empty.tflite: ${notOurs}` } });
    expect(message({ version: 4 })).toBe('a.tflite: schema version 4 is not supported, only 3');
    expect(readTflite(new Uint8Array(MAX_FILE_BYTES + 1), 'big')).toMatchObject({
      ok: false,
      error: { message: 'big: the file has 67108865 bytes; at most 67108864 can be opened' },
    });
  });
});
