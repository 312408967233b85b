import { describe, expect, it } from 'vitest';
import { deployedOp } from '../../../testing/measured-graphs.ts';
import type { DeployedGraph } from '../../graph/deployed.ts';
import { interpreterBytes, interpreterReceipt, registrationCount } from './interpreter.ts';

const graph: DeployedGraph = {
  tensors: [],
  ops: [
    deployedOp('RELU', [0], [1], {}),
    deployedOp('RELU', [1], [2], {}),
    deployedOp('OPAQUE', [2], [3], { builtin: 42, name: 'DIV', version: 1 }),
    deployedOp('OPAQUE', [3], [4], { builtin: 150, name: 'GELU', version: 2 }),
  ],
  inputs: [0],
  outputs: [4],
};

describe('interpreterBytes', () => {
  it('registers each operator kind once, opaque ones by their own names', () => {
    expect(registrationCount(graph)).toBe(3);
  });

  it('adds the interpreter object, the resolver and the library’s static data', () => {
    expect(interpreterBytes(graph)).toBe(208 + 12 + 3 * 36 + 100);
  });

  it('is the sum of its receipt', () => {
    const rows = interpreterReceipt(graph);
    expect(rows.reduce((sum, { value }) => sum + value, 0)).toBe(interpreterBytes(graph));
  });
});
