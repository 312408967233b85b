import { describe, expect, it } from 'vitest';
import { deployedOp, deployedTensor } from '../../testing/measured-graphs.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { lifetimesOf } from './liveness.ts';

const tensor = deployedTensor('activation', 'int8', [4]);

/** 0 -> 1 -> 3, 0 -> 2 -> 3; 2 is read once more by nobody, 4 is never written, 5 is a constant read by the last operator. */
const diamond: DeployedGraph = {
  tensors: [tensor, tensor, tensor, tensor, tensor, deployedTensor('constant', 'int8', [4])],
  ops: [deployedOp('RELU', [0], [1], {}), deployedOp('TANH', [0], [2], {}), deployedOp('ADD', [1, 2], [3], { activation: 'NONE' })],
  inputs: [0],
  outputs: [3],
};

describe('lifetimesOf', () => {
  it('keeps a tensor from its writer to its last reader, and outputs to the end', () => {
    const { first, last } = lifetimesOf(diamond);
    expect([...first]).toEqual([0, 1, 2, 3, -1, -1]);
    expect([...last]).toEqual([2, 3, 3, 3, -1, -1]);
  });

  it('follows the order it is given', () => {
    const { first, last } = lifetimesOf(diamond, [1, 0, 2]);
    expect([...first]).toEqual([0, 2, 1, 3, -1, -1]);
    expect([...last]).toEqual([2, 3, 3, 3, -1, -1]);
  });

  it('keeps an output that is read on the way until the end', () => {
    const { last } = lifetimesOf({ ...diamond, outputs: [1, 3] });
    expect([...last].slice(0, 4)).toEqual([2, 3, 3, 3]);
  });

  it('lets a tensor nobody reads live while it is written, and an unread input before the first operator', () => {
    const { first, last } = lifetimesOf({ ...diamond, ops: [deployedOp('RELU', [4], [1], {})], outputs: [] });
    expect([first[0], last[0]]).toEqual([0, 0]);
    expect([first[1], last[1]]).toEqual([1, 1]);
    expect([first[4], last[4]]).toEqual([-1, 1]);
  });

  it('ignores optional inputs left out', () => {
    const { last } = lifetimesOf({ ...diamond, ops: [deployedOp('RELU', [0, -1], [1], {})], outputs: [1] });
    expect([...last].slice(0, 2)).toEqual([1, 1]);
  });
});
