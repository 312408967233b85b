import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { MEASURED_GRAPHS, deployedOp, deployedTensor } from '../../testing/measured-graphs.ts';
import { randomDeployed } from '../../testing/random-deployed.ts';
import type { DeployedGraph } from '../graph/deployed.ts';
import type { Core } from '../mcu/chip.ts';
import type { RuntimeId } from '../runtime/runtime.ts';
import type { ArenaPlan } from './arena.ts';
import { planArena } from './arena.ts';
import type { PlacedBuffer } from './placed-buffer.ts';

const TARGETS: readonly (readonly [RuntimeId, Core])[] = [
  ['tflm-reference', 'cortex-m4'],
  ['tflm-cmsis-nn', 'cortex-m0+'],
  ['tflm-cmsis-nn', 'cortex-m7'],
  ['tflm-cmsis-nn', 'cortex-m85'],
  ['tflm-reference', 'esp32-s3'],
  ['tflm-reference', 'riscv64'],
];

/** Paints every buffer over every moment and 16 bytes it holds; the first cell that is painted twice. */
function overlap(buffers: readonly PlacedBuffer[]): string | undefined {
  const painted = new Map<string, PlacedBuffer>();
  for (const buffer of buffers) {
    for (let time = buffer.first; time <= buffer.last; time++) {
      for (let cell = buffer.offset / 16; cell < (buffer.offset + buffer.bytes) / 16; cell++) {
        const key = `${time} ${cell}`;
        const other = painted.get(key);
        if (other !== undefined) return `${JSON.stringify(buffer)} lies on ${JSON.stringify(other)}`;
        painted.set(key, buffer);
      }
    }
  }
  return undefined;
}

/** Bytes alive while an operator runs, counted from the buffers one by one. */
function aliveAt(plan: ArenaPlan, time: number): number {
  return plan.buffers.reduce((sum, { first, last, bytes }) => sum + (first <= time && time <= last ? bytes : 0), 0);
}

/** Whether some buffer ends where the plan does, at a time; the first operator answers for what is before it, -1 for no operator. */
function reachesTop({ buffers, activations }: ArenaPlan, time: number): boolean {
  if (time === 0 || activations === 0) return true;
  return buffers.some(({ first, last, offset, bytes }) => offset + bytes === activations && first <= time && (time <= last || time === 1));
}

function withoutOffsets({ offlineOffsets: _, ...graph }: DeployedGraph): DeployedGraph {
  return graph;
}

describe('planArena on graphs measured on the real runtime', () => {
  const rows = MEASURED_GRAPHS.flatMap(({ model, graph, arenas }) => arenas.map((arena) => ({ model, graph, arena })));

  it.each(rows)('$model: $arena', ({ graph, arena: [runtime, core, activations, persistent, minArena] }) => {
    const plan = planArena(graph, runtime, core);
    expect({ activations: plan.activations, persistent: plan.persistent, minArena: plan.minArena }).toEqual({
      activations,
      persistent,
      minArena,
    });
    expect(plan.arena).toBe(activations + persistent);
  });
});

describe('planArena', () => {
  it('never lays a buffer over another that is alive with it, on 3,000 random graphs', () => {
    const random = createRandom(21);
    for (let i = 0; i < 3_000; i++) {
      const graph = withoutOffsets(randomDeployed(random, 9));
      const [runtime, core] = random.pick(TARGETS);
      const { buffers, activations } = planArena(graph, runtime, core);
      expect(overlap(buffers)).toBeUndefined();
      expect(activations).toBe(buffers.reduce((top, { offset, bytes }) => Math.max(top, offset + bytes), 0));
    }
  });

  it('plans every activation and every scratch request once, each rounded up to 16', () => {
    const random = createRandom(22);
    for (let i = 0; i < 500; i++) {
      const graph = withoutOffsets(randomDeployed(random, 9));
      const { buffers, scratch } = planArena(graph, ...random.pick(TARGETS));
      const planned = graph.tensors.flatMap(({ role, bytes }, index) => (role === 'activation' && bytes > 0 ? [index] : []));
      const placed = buffers.flatMap(({ tensor }) => (tensor >= 0 ? [tensor] : []));
      expect(placed.toSorted((a, b) => a - b)).toEqual(planned);
      for (const { tensor, op, bytes, offset } of buffers) {
        expect(bytes % 16 === 0 && offset % 16 === 0).toBe(true);
        expect(bytes).toBeGreaterThanOrEqual(tensor >= 0 ? graph.tensors[tensor]!.bytes : 0);
        expect(op === undefined).toBe(tensor >= 0);
      }
      const asked = scratch.reduce((sum, bytes) => sum + bytes, 0);
      expect(buffers.reduce((sum, { tensor, bytes }) => sum + (tensor < 0 ? bytes : 0), 0)).toBeGreaterThanOrEqual(asked);
    }
  });

  it('counts what is alive at each operator, names the fullest, and never plans less', () => {
    const random = createRandom(23);
    for (let i = 0; i < 500; i++) {
      const graph = withoutOffsets(randomDeployed(random, 9));
      const plan = planArena(graph, ...random.pick(TARGETS));
      expect([...plan.liveBytes]).toEqual(graph.ops.map((_op, index) => aliveAt(plan, index + 1)));
      expect(plan.activations).toBeGreaterThanOrEqual(Math.max(0, ...plan.liveBytes));
      expect(reachesTop(plan, plan.peakOp + 1)).toBe(true);
    }
  });

  it('fits what it says it needs: the least arena holds the arena', () => {
    const random = createRandom(24);
    for (let i = 0; i < 500; i++) {
      const plan = planArena(randomDeployed(random, 9), ...random.pick(TARGETS));
      expect(plan.minArena).toBeGreaterThanOrEqual(plan.arena);
      expect(plan.minArena % 16).toBe(0);
    }
  });

  it('forgets everything between calls', () => {
    const random = createRandom(25);
    const graphs = Array.from({ length: 60 }, () => randomDeployed(random, 12));
    const plans = graphs.map((graph) => planArena(graph, 'tflm-cmsis-nn', 'cortex-m55'));
    expect(graphs.toReversed().map((graph) => planArena(graph, 'tflm-cmsis-nn', 'cortex-m55'))).toEqual(plans.toReversed());
  });

  it('takes the graph’s own order when none is given', () => {
    for (const { graph } of MEASURED_GRAPHS) {
      const own = graph.ops.map((_op, index) => index);
      expect(planArena(graph, 'tflm-cmsis-nn', 'cortex-m4', own)).toEqual(planArena(graph, 'tflm-cmsis-nn', 'cortex-m4'));
    }
  });

  it('plans another order as it plans the graph written in that order', () => {
    // A wide and a narrow branch out of one input; the wide one first keeps 1,024 bytes longer.
    const tensors = [[64], [1024], [64], [512], [64], [64]].map((shape) => deployedTensor('activation', 'int8', shape));
    const ops = [
      deployedOp('RESIZE_NEAREST_NEIGHBOR', [0], [1], { alignCorners: false, halfPixelCenters: false }),
      deployedOp('RESIZE_NEAREST_NEIGHBOR', [0], [3], { alignCorners: false, halfPixelCenters: false }),
      deployedOp('TANH', [1], [2], {}),
      deployedOp('TANH', [3], [4], {}),
      deployedOp('ADD', [2, 4], [5], { activation: 'NONE' }),
    ];
    const graph: DeployedGraph = { tensors, ops, inputs: [0], outputs: [5] };
    const order = [0, 2, 1, 3, 4];
    const ordered = planArena(graph, 'tflm-reference', 'cortex-m4', order);
    const rewritten = planArena({ ...graph, ops: order.map((index) => ops[index]!) }, 'tflm-reference', 'cortex-m4');
    expect(planArena(graph, 'tflm-reference', 'cortex-m4').activations).toBe(1600);
    expect(ordered.activations).toBe(1152);
    expect(ordered.buffers).toEqual(rewritten.buffers);
    expect([ordered.persistent, ordered.minArena]).toEqual([rewritten.persistent, rewritten.minArena]);
    expect([ordered.peakOp, rewritten.peakOp]).toEqual([2, 1]);
    expect([...ordered.liveBytes]).toEqual([0, 2, 1, 3, 4].map((at) => rewritten.liveBytes[at]));
  });

  it('keeps fixed offsets and plans the rest around them', () => {
    const { graph } = MEASURED_GRAPHS.find(({ model }) => model === 'op_conv2d_12')!;
    const plan = planArena({ ...graph, offlineOffsets: [96, -1, -1, 416] }, 'tflm-cmsis-nn', 'cortex-m4');
    expect(plan.buffers).toEqual([
      { tensor: 0, bytes: 320, offset: 96, first: 0, last: 1 },
      { tensor: 3, bytes: 480, offset: 416, first: 1, last: 1 },
      { tensor: -1, op: 0, bytes: 96, offset: 0, first: 1, last: 1 },
    ]);
    expect(plan.activations).toBe(896);
  });

  it('plans a graph without operators, and one without tensors', () => {
    const empty: DeployedGraph = { tensors: [], ops: [], inputs: [], outputs: [] };
    expect(planArena(empty, 'tflm-reference', 'cortex-m4')).toMatchObject({ activations: 0, peakOp: -1, buffers: [] });
    const through: DeployedGraph = { tensors: [deployedTensor('activation', 'int8', [5])], ops: [], inputs: [0], outputs: [0] };
    expect(planArena(through, 'tflm-reference', 'cortex-m4')).toMatchObject({ activations: 16, peakOp: -1 });
  });
});
