import { describe, expect, it } from 'vitest';
import type { DeployedGraph, DeployedOp, DeployedTensor } from '../graph/deployed.ts';
import { tensorBytes } from '../graph/tensor.ts';
import type { Shape } from '../graph/tensor.ts';
import type { Chip, Core } from '../mcu/chip.ts';
import { coreAsChip } from '../mcu/core-chip.ts';
import { cyclesPerInstruction } from '../runtime/cycles/cycles-per-instruction.ts';
import { batteryLifeOf, energyOf } from './energy.ts';
import type { LatencyEstimate } from './estimate-types.ts';
import { latencyOf } from './latency.ts';

const tensor = (shape: Shape): DeployedTensor => ({
  name: '',
  shape,
  type: 'int8',
  role: 'activation',
  bytes: tensorBytes(shape, 'int8'),
  scaleCount: 1,
});

/** A chain of dense layers, 64 units each. */
function chain(layers: number): DeployedGraph {
  const weights = tensor([64, 64]);
  const tensors = [weights, ...Array.from({ length: layers + 1 }, () => tensor([1, 64]))];
  const ops = Array.from({ length: layers }, (_, i): DeployedOp => ({
    code: 'FULLY_CONNECTED',
    inputs: [i + 1, 0],
    outputs: [i + 2],
    options: { activation: 'NONE', keepNumDims: false },
    node: undefined,
  }));
  return { tensors, ops, inputs: [1], outputs: [layers + 1] };
}

function chip(core: Core, figures: Partial<Chip> = {}): Chip {
  const known = { evidence: 'quoted', source: 'a test' } as const;
  const bare = coreAsChip(core);
  return { ...bare, clockMHz: 100, sources: { ...bare.sources, activeMilliamps: known, sleepMicroamps: known, volts: known }, ...figures };
}

describe('latency', () => {
  it('is the sum of the operators and the interpreter, times the cycles of an instruction, over the clock', () => {
    const { total, instructions, cycles } = latencyOf(chain(3), chip('cortex-m4'), 'tflm-cmsis-nn');
    const { factor } = cyclesPerInstruction(chip('cortex-m4'), 'tflm-cmsis-nn');
    const operators = instructions.reduce((sum, each) => sum + each, 0);
    expect(instructions).toHaveLength(3);
    expect(total.instructions).toBe(Math.round(operators + 67 + 57 * 3));
    expect(cycles[0]! / instructions[0]!).toBeCloseTo(factor);
    expect(total.ms).toBeCloseTo(total.cycles / 100_000, 4);
    expect(total.evidence).toBe('modelled');
  });

  it('has cycles but no milliseconds without a clock', () => {
    const { total } = latencyOf(chain(1), coreAsChip('cortex-m4'), 'tflm-cmsis-nn');
    expect(total.cycles).toBeGreaterThan(5000);
    expect(total.ms).toBeUndefined();
  });

  it('is unknown on a core nobody published a network on, and off Arm for CMSIS-NN', () => {
    expect(latencyOf(chain(1), chip('avr'), 'tflm-reference').total).toMatchObject({ evidence: 'unknown', ms: undefined });
    expect(latencyOf(chain(1), chip('riscv32'), 'tflm-cmsis-nn').total).toMatchObject({ evidence: 'unknown', ms: undefined });
    expect(latencyOf(chain(1), chip('riscv32'), 'tflm-reference').total.evidence).toBe('quoted');
  });

  it('of one operator nobody knows is unknown for the whole network', () => {
    const graph = chain(1);
    const opaque: DeployedOp = { ...graph.ops[0]!, code: 'OPAQUE', options: { builtin: 0, name: 'X', version: 1 } };
    expect(latencyOf({ ...graph, ops: [opaque] }, chip('cortex-m4'), 'tflm-cmsis-nn').total.evidence).toBe('unknown');
  });
});

describe('cycles of an instruction', () => {
  const factor = (core: Core, clockMHz: number, external = false) =>
    cyclesPerInstruction({ ...coreAsChip(core), clockMHz, flashExternal: external }, 'tflm-cmsis-nn').factor;

  it('grow with the clock, as flash falls behind, up to where caches bound it', () => {
    expect(factor('cortex-m4', 24)).toBeLessThan(factor('cortex-m4', 64));
    expect(factor('cortex-m4', 64)).toBeLessThan(factor('cortex-m4', 120));
    expect(factor('cortex-m4', 120)).toBe(factor('cortex-m4', 180));
    expect(factor('cortex-m4', 120, true)).toBeGreaterThan(factor('cortex-m4', 120));
  });

  it('on the M4 at 120 MHz lie among the 1.50 to 1.77 of the one board that ran these kernels', () => {
    expect(factor('cortex-m4', 120)).toBeGreaterThan(1.5);
    expect(factor('cortex-m4', 120)).toBeLessThan(1.77);
  });

  it('follow the pipeline alone when their board is left out', () => {
    const bare = cyclesPerInstruction({ ...coreAsChip('cortex-m4'), clockMHz: 120 }, 'tflm-cmsis-nn', []);
    expect(bare.factor).toBeCloseTo(1.25 * 1.2);
  });
});

describe('energy and battery', () => {
  const latency: LatencyEstimate = { instructions: 1, cycles: 1, ms: 20, errorPercent: 25, evidence: 'modelled' };
  const board = chip('cortex-m4', { activeMilliamps: 10, sleepMicroamps: 5, volts: 3 });

  it('is current x volts x time: 10 mA at 3 V for 20 ms are 600 microjoules', () => {
    expect(energyOf(latency, board)).toEqual({ microjoules: 600, evidence: 'quoted' });
  });

  it('is unknown without a current or a time', () => {
    expect(energyOf(latency, chip('cortex-m4', { volts: 3 })).microjoules).toBeUndefined();
    expect(energyOf({ ...latency, ms: undefined }, board).microjoules).toBeUndefined();
  });

  it('lasts as long as the average current lets it: 1,800 inferences an hour are awake 1 % of the time', () => {
    const life = batteryLifeOf(latency, board, { inferencesPerHour: 1800, batteryMilliampHours: 240 })!;
    expect(life.awake).toBeCloseTo(0.01);
    expect(life.averageMilliamps).toBeCloseTo(0.1 + 0.99 * 0.005);
    expect(life.days).toBeCloseTo(240 / 0.10495 / 24, 2);
  });

  it('is never awake more than all the time', () => {
    expect(batteryLifeOf(latency, board, { inferencesPerHour: 1e9, batteryMilliampHours: 240 })!.awake).toBe(1);
  });

  it('is unknown without a sleep current', () => {
    expect(
      batteryLifeOf(latency, chip('cortex-m4', { activeMilliamps: 10 }), { inferencesPerHour: 1, batteryMilliampHours: 1 }),
    ).toBeUndefined();
  });
});
