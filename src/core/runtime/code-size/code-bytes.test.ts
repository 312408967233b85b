import { describe, expect, it } from 'vitest';
import type { DeployedGraph, DeployedOp, OpCode } from '../../graph/deployed.ts';
import { codeBytes } from './code-bytes.ts';

function graphOf(...codes: readonly OpCode[]): DeployedGraph {
  const ops = codes.map((code) => ({ code, inputs: [], outputs: [], options: {}, node: undefined }) as unknown as DeployedOp);
  return { tensors: [], ops, inputs: [], outputs: [] };
}

const KEYWORDS: readonly OpCode[] = ['CONV_2D', 'DEPTHWISE_CONV_2D', 'AVERAGE_POOL_2D', 'RESHAPE', 'FULLY_CONNECTED', 'SOFTMAX'];
const m4 = (graph: DeployedGraph, int8 = false) => codeBytes(graph, 'tflm-cmsis-nn', 'cortex-m4', int8);

describe('linked code', () => {
  it('is the interpreter for an empty graph', () => {
    expect(m4(graphOf()).bytes).toBe(18048);
  });

  it('is what was measured for one operator, and for the operators of keyword spotting together', () => {
    expect(m4(graphOf('FULLY_CONNECTED')).bytes).toBe(18048 + 24780);
    expect(Math.abs(m4(graphOf(...KEYWORDS)).bytes - (18048 + 83084))).toBeLessThan(4);
  });

  it('counts a kernel once, however often it is used', () => {
    expect(m4(graphOf('CONV_2D', 'CONV_2D', 'CONV_2D')).bytes).toBe(m4(graphOf('CONV_2D')).bytes);
  });

  it('shrinks by a third with the int8 registrations, which change nothing in the reference kernels', () => {
    expect(m4(graphOf(...KEYWORDS), true).bytes / m4(graphOf(...KEYWORDS)).bytes).toBeCloseTo(69352 / 101132, 3);
    const reference = (int8: boolean) => codeBytes(graphOf(...KEYWORDS), 'tflm-reference', 'cortex-m4', int8).bytes;
    expect(reference(true)).toBe(reference(false));
  });

  it('grows with every kernel added, measured or not', () => {
    const codes: OpCode[] = ['TRANSPOSE_CONV', 'LOGISTIC', 'QUANTIZE', 'PAD', 'MEAN', 'TANH', 'SPLIT', 'SVDF', 'GATHER'];
    codes.reduce((smaller, code) => {
      const larger = graphOf(...smaller.ops.map((op) => op.code), code);
      expect(m4(larger).bytes, code).toBeGreaterThan(m4(smaller).bytes);
      return larger;
    }, graphOf('RESHAPE'));
  });

  it('sums its receipt, and is unknown with an operator nobody knows', () => {
    const { rows, bytes, evidence } = m4(graphOf(...KEYWORDS, 'OPAQUE'));
    expect(rows.reduce((sum, row) => sum + row.value, 0)).toBe(bytes);
    expect(evidence).toBe('unknown');
  });
});
