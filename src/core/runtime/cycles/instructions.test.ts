import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../../graph/deployed.ts';
import { tensorBytes } from '../../graph/tensor.ts';
import type { ElementType, Shape } from '../../graph/tensor.ts';
import type { Core } from '../../mcu/chip.ts';
import { randomDeployed } from '../../../testing/random-deployed.ts';
import { countKernel } from './choose.ts';
import { instructionFacts, instructionsOf, interpreterInstructions } from './instructions.ts';
import { Counts } from './kernel.ts';
import type { Flavour } from './kernel.ts';
import { TABLES } from './tables.ts';

const WINDOW = { padding: 'SAME', strideH: 1, strideW: 1, dilationH: 1, dilationW: 1, activation: 'RELU' } as const;

function tensor(shape: Shape, role: DeployedTensor['role'] = 'activation', type: ElementType = 'int8'): DeployedTensor {
  return { name: '', shape, type, role, bytes: tensorBytes(shape, type), scaleCount: 1 };
}

/** One operator with its tensors: inputs first, the output last. */
function single(op: Pick<DeployedOp, 'code'> & { readonly options: object }, ...shapes: readonly Shape[]): DeployedGraph {
  const last = shapes.length - 1;
  const inputs = shapes.slice(0, last).map((_, i) => i);
  const full = { ...op, inputs, outputs: [last], node: undefined } as unknown as DeployedOp;
  return {
    tensors: shapes.map((shape, i) => tensor(shape, i === 1 ? 'constant' : 'activation')),
    ops: [full],
    inputs: [0],
    outputs: [last],
  };
}

function conv(channels: number, kernel: number, options: object = {}): DeployedGraph {
  const weights = [channels, kernel, kernel, 16];
  return single({ code: 'CONV_2D', options: { ...WINDOW, ...options } }, [1, 16, 16, 16], weights, [1, 16, 16, channels]);
}

function kernelNames(graph: DeployedGraph): string[] {
  const flavours: readonly Flavour[] = ['reference', 'scalar', 'dsp', 'mve'];
  return flavours.map((flavour) => countKernel(graph.ops[0]!, graph, flavour, new Counts()).name);
}

function cost(graph: DeployedGraph, core: Core): number {
  return instructionsOf(graph.ops[0]!, graph, 'tflm-cmsis-nn', core);
}

describe('the kernel that runs an operator', () => {
  it('is the matrix product for a 1x1 convolution and im2col for a larger one', () => {
    expect(kernelNames(conv(8, 1))).toEqual(['conv reference', 'conv 1x1 scalar', 'conv 1x1 dsp', 'conv 1x1 mve']);
    expect(kernelNames(conv(8, 3))).toEqual(['conv reference', 'conv general scalar', 'conv general dsp', 'conv general mve']);
    expect(kernelNames(conv(8, 1, { dilationW: 2 }))[2]).toBe('conv general dsp');
  });

  it('takes the row kernel for one row of an image on a vector core, if its strides are whole words', () => {
    const row = (channels: number) =>
      single({ code: 'CONV_2D', options: WINDOW }, [1, 1, 40, channels], [8, 1, 3, channels], [1, 1, 40, 8]);
    expect(kernelNames(row(4))[3]).toBe('conv row mve');
    expect(kernelNames(row(3))[3]).toBe('conv general mve');
  });

  it('depends on a depthwise window, its multiplier and its dilation', () => {
    const depthwise = (kernel: number, outputs: number, options: object = {}) =>
      single(
        { code: 'DEPTHWISE_CONV_2D', options: { ...WINDOW, ...options } },
        [1, 8, 8, 4],
        [1, kernel, kernel, outputs],
        [1, 8, 8, outputs],
      );
    expect(kernelNames(depthwise(3, 4))).toEqual(['depthwise reference', 'depthwise 3x3', 'depthwise 3x3', 'depthwise opt mve']);
    expect(kernelNames(depthwise(5, 4)).slice(1)).toEqual(['depthwise generic', 'depthwise opt dsp', 'depthwise opt mve']);
    expect(kernelNames(depthwise(3, 16))[2]).toBe('depthwise multiplier 4');
    expect(kernelNames(depthwise(3, 8))[2]).toBe('depthwise generic');
    expect(kernelNames(depthwise(3, 4, { dilationH: 2 }))[2]).toBe('depthwise generic');
  });
});

describe('instructions of an operator', () => {
  it('are those counted for the first layer of the keyword spotting network', () => {
    const graph = single(
      { code: 'CONV_2D', options: { ...WINDOW, strideH: 2, strideW: 2 } },
      [1, 49, 10, 1],
      [64, 10, 4, 1],
      [64],
      [1, 25, 5, 64],
    );
    const measured: readonly [Core, number][] = [
      ['cortex-m4', 1118443],
      ['cortex-m7', 1135791],
      ['cortex-m33', 1116834],
    ];
    for (const [core, instructions] of measured) expect(cost(graph, core) / instructions, core).toBeCloseTo(1, 1);
  });

  it('grow with channels, and a vector core takes fewer than one with DSP, which takes fewer than one without', () => {
    expect(cost(conv(32, 3), 'cortex-m4')).toBeGreaterThan(cost(conv(16, 3), 'cortex-m4'));
    expect(cost(conv(16, 3), 'cortex-m55')).toBeLessThan(cost(conv(16, 3), 'cortex-m4'));
    expect(cost(conv(16, 3), 'cortex-m4')).toBeLessThan(cost(conv(16, 3), 'cortex-m0+'));
  });

  it('are unknown for an operator nobody knows, and there are none where the runtime does not run', () => {
    const opaque = single({ code: 'OPAQUE', options: { builtin: 0, name: 'X', version: 1 } }, [1, 4], [1, 4]);
    expect(instructionFacts(opaque.ops[0]!, opaque, 'tflm-cmsis-nn', 'cortex-m4')?.evidence).toBe('unknown');
    expect(instructionFacts(opaque.ops[0]!, opaque, 'tflm-cmsis-nn', 'riscv32')).toBeUndefined();
  });

  it('of a network include the interpreter, 57 an operator on Thumb-2 cores and 71 on the M0+', () => {
    expect(interpreterInstructions(10, 'cortex-m4')).toBe(637);
    expect(interpreterInstructions(10, 'cortex-m0+')).toBe(800);
  });

  it('are finite and not negative for any operator of any random graph, on every core', () => {
    const cores: readonly Core[] = ['cortex-m0+', 'cortex-m3', 'cortex-m4', 'cortex-m7', 'cortex-m33', 'cortex-m85', 'riscv32', 'avr'];
    const random = createRandom(3);
    let seen = 0;
    for (let i = 0; i < 300; i++) {
      const graph = randomDeployed(random, 8);
      const core = random.pick(cores);
      for (const op of graph.ops) {
        const facts = instructionFacts(op, graph, core === 'riscv32' || core === 'avr' ? 'tflm-reference' : 'tflm-cmsis-nn', core)!;
        const sound = Number.isFinite(facts.instructions) && facts.instructions >= 0 && facts.errorPercent > 0;
        expect(sound, `${op.code} on ${core}: ${JSON.stringify(facts)}`).toBe(true);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(500);
  });
});

describe('the fitted tables', () => {
  it('have a cost for every term of the kernel they name, and every kernel counts all its terms', () => {
    const random = createRandom(5);
    const lengths = new Map<string, number>();
    const miscounted: string[] = [];
    for (let i = 0; i < 200; i++) {
      const graph = randomDeployed(random, 8);
      for (const op of graph.ops) {
        const counts = new Counts();
        const { name, terms } = countKernel(op, graph, random.pick(['reference', 'scalar', 'dsp', 'mve'] as const), counts);
        if (counts.length !== terms.length) miscounted.push(name);
        lengths.set(name, terms.length);
      }
    }
    const fits = Object.values(TABLES).flatMap((kernels) => Object.entries(kernels));
    const known = fits.filter(([name]) => lengths.has(name));
    expect(miscounted).toEqual([]);
    expect(known.length).toBeGreaterThan(80);
    expect(known.filter(([name, { costs }]) => costs.length !== lengths.get(name)).map(([name]) => name)).toEqual([]);
  });

  it('cost nothing less than nothing', () => {
    const costs = Object.values(TABLES).flatMap((kernels) => Object.values(kernels).flatMap((fit) => fit.costs));
    expect(costs.length).toBeGreaterThan(1000);
    expect(Math.min(...costs)).toBeGreaterThanOrEqual(0);
  });
});
