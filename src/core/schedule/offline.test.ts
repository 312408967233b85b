import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { MEASURED_GRAPHS, deployedOp, deployedTensor } from '../../testing/measured-graphs.ts';
import { randomDeployed } from '../../testing/random-deployed.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import { planArena } from './arena.ts';
import { planWithFixedAddresses } from './offline.ts';
import type { PlacedBuffer } from './placed-buffer.ts';

const relu = (from: number, to: number): ReturnType<typeof deployedOp> => deployedOp('RELU', [from], [to], {});

function graphOf(bytes: readonly number[], ops: DeployedGraph['ops']): DeployedGraph {
  return { tensors: bytes.map((size) => deployedTensor('activation', 'int8', [size])), ops, inputs: [0], outputs: [bytes.length - 1] };
}

/** Pairs alive together that touch the same bytes, other than a RESHAPE and its input at one address. */
function clashes(graph: DeployedGraph, buffers: readonly PlacedBuffer[]): readonly (readonly [PlacedBuffer, PlacedBuffer])[] {
  const reshaped = (a: PlacedBuffer, b: PlacedBuffer): boolean =>
    a.offset === b.offset &&
    graph.ops.some(({ code, inputs, outputs }) => code === 'RESHAPE' && inputs[0] === a.tensor && outputs[0] === b.tensor);
  return buffers.flatMap((a, index) =>
    buffers.slice(index + 1).flatMap((b) => {
      const apart = a.last < b.first || b.last < a.first || a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset;
      return apart || reshaped(a, b) || reshaped(b, a) ? [] : [[a, b] as const];
    }),
  );
}

describe('planWithFixedAddresses', () => {
  it('lets a reshape share its input’s buffer', () => {
    const graph = graphOf([64, 128, 128, 16], [relu(0, 1), deployedOp('RESHAPE', [1], [2], { newShape: [128] }), relu(2, 3)]);
    expect(planArena(graph, 'tflm-reference', 'cortex-m4').activations).toBe(256);
    const { offsets, plan } = planWithFixedAddresses(graph, 'tflm-reference', 'cortex-m4');
    expect(plan.activations).toBe(192);
    expect(offsets[1]).toBe(offsets[2]);
  });

  it('finds room where placing by size leaves a gap', () => {
    const graph = graphOf([64, 32, 48, 48], [relu(0, 1), relu(1, 2), relu(2, 3)]);
    expect(planArena(graph, 'tflm-reference', 'cortex-m4').activations).toBe(128);
    expect(planWithFixedAddresses(graph, 'tflm-reference', 'cortex-m4').plan.activations).toBe(96);
  });

  it('reports what the chip makes of the offsets, scratch planned around them', () => {
    for (const { graph } of MEASURED_GRAPHS) {
      const { offsets, plan } = planWithFixedAddresses(graph, 'tflm-cmsis-nn', 'cortex-m4');
      expect(plan).toEqual(planArena({ ...graph, offlineOffsets: offsets }, 'tflm-cmsis-nn', 'cortex-m4'));
      expect(offsets.length).toBe(graph.tensors.length);
    }
  });

  it('never takes more than the chip’s own planner, nor less than is alive, and lays nothing over anything', () => {
    const random = createRandom(41);
    for (let i = 0; i < 600; i++) {
      const { offlineOffsets: _, ...graph } = randomDeployed(random, 9);
      const { plan } = planWithFixedAddresses(graph, 'tflm-cmsis-nn', 'cortex-m4');
      expect(plan.activations).toBeLessThanOrEqual(planArena(graph, 'tflm-cmsis-nn', 'cortex-m4').activations);
      expect(clashes(graph, plan.buffers)).toEqual([]);
    }
  });

  it('fixes only what is planned', () => {
    const { graph } = MEASURED_GRAPHS.find(({ model }) => model === 'op_conv2d_12')!;
    expect(planWithFixedAddresses(graph, 'tflm-reference', 'cortex-m4').offsets).toEqual([480, -1, -1, 0]);
  });
});
