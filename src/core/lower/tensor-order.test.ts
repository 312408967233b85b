import { describe, expect, it } from 'vitest';
import type { DeployedGraph, DeployedTensor } from '../graph/deployed.ts';
import type { Origin } from './quantize.ts';
import { inFileOrder } from './tensor-order.ts';

const tensor = (name: string, role: DeployedTensor['role']): DeployedTensor => ({
  name,
  shape: [4],
  type: 'int8',
  role,
  bytes: 4,
  scaleCount: 1,
});

/** Two operators in a row, each with a constant of its own: input, k1, k2, middle, out. */
const LOWERED: DeployedGraph = {
  tensors: [
    tensor('in', 'activation'),
    tensor('k1', 'constant'),
    tensor('k2', 'constant'),
    tensor('mid', 'activation'),
    tensor('out', 'activation'),
  ],
  ops: [
    { code: 'ADD', inputs: [0, 1], outputs: [3], options: { activation: 'NONE' }, node: '2' },
    { code: 'ADD', inputs: [3, 2], outputs: [4], options: { activation: 'NONE' }, node: '3' },
  ],
  inputs: [0],
  outputs: [4],
};

const origin = (parts: Partial<Origin>): Origin => ({ fileName: 'a.tflite', fileBytes: 1, blob: '', tensorOrder: [], ...parts });
const names = (graph: DeployedGraph): string => graph.tensors.map(({ name }) => name).join(' ');
const wires = (graph: DeployedGraph): readonly unknown[] => graph.ops.map((op) => [...op.inputs, ...op.outputs]);

describe("a file's tensor order", () => {
  it('is given back to tensors, operators, inputs and outputs', () => {
    const graph = inFileOrder(LOWERED, origin({ tensorOrder: [4, 3, 2, 1, 0] }));
    expect(names(graph)).toBe('out mid k2 k1 in');
    expect(wires(graph)).toEqual([
      [4, 3, 1],
      [1, 2, 0],
    ]);
    expect([graph.inputs, graph.outputs]).toEqual([[4], [0]]);
  });

  it('joins constants that operators of the file share', () => {
    const graph = inFileOrder(LOWERED, origin({ tensorOrder: [0, 1, 3, 4], sharedTensors: [2, 1] }));
    expect(names(graph)).toBe('in k1 mid out');
    expect(wires(graph)).toEqual([
      [0, 1, 2],
      [2, 1, 3],
    ]);
  });

  it('keeps a place for tensors nobody uses, without memory', () => {
    const graph = inFileOrder(LOWERED, origin({ tensorOrder: [0, -1, 1, 2, 3, 4] }));
    expect(graph.tensors[1]).toMatchObject({ role: 'constant', bytes: 0 });
    expect(wires(graph)[0]).toEqual([0, 2, 4]);
  });

  it('leaves marks of missing inputs alone', () => {
    const marked: DeployedGraph = { ...LOWERED, ops: [{ ...LOWERED.ops[0]!, inputs: [0, -1] }] };
    expect(inFileOrder(marked, origin({ tensorOrder: [4, 3, 2, 1, 0] })).ops[0]!.inputs).toEqual([4, -1]);
  });

  it('is dropped when the design no longer fits it', () => {
    expect(inFileOrder(LOWERED, origin({ tensorOrder: [0, 1, 2] }))).toBe(LOWERED);
  });

  it('carries fixed arena offsets, one for each tensor', () => {
    expect(inFileOrder(LOWERED, origin({ offlineOffsets: [0, -1] })).offlineOffsets).toBeUndefined();
    expect(inFileOrder(LOWERED, origin({ offlineOffsets: [0, -1, -1, 16, 32] })).offlineOffsets).toEqual([0, -1, -1, 16, 32]);
  });
});
